/** The command `list` in memory. */
import type { ListedFunction, ListResult } from '../../src/model/list.js';
import { filesBelow, type MemoryFiles, type MemoryOptions, runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';

/** Files of a fixture, in a folder called by the last part of its path. */
export function fixture(path: string): MemoryFiles {
  return filesBelow(`${root}fixtures/${path}`, path.split('/').at(-1) ?? path);
}

/** A file of a fixture. */
export function block(path: string, name: string): Uint8Array {
  const bytes = fixture(path).get(`${path.split('/').at(-1)}/${name}`);
  if (bytes === undefined) throw new Error(`no ${name} in ${path}`);
  return bytes;
}

export async function list(files: MemoryFiles, args: readonly string[], options: MemoryOptions = {}) {
  const { code, stdout, stderr } = await runInMemory(['list', ...args], files, { columns: 80, ...options });
  return { code, stderr, text: stdout.toString(), lines: stdout.toString().split('\n').slice(0, -1) };
}

/** The functions of the JSON. */
export async function functionsIn(
  files: MemoryFiles,
  args: readonly string[],
  options: MemoryOptions = {},
): Promise<readonly ListedFunction[]> {
  const { text } = await list(files, [...args, '--format', 'json'], options);
  const { functions }: ListResult = JSON.parse(text);
  return functions;
}
