/**
 * The outside world of one run of the program, in memory: files by path, what was printed, what was written.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../src/cli/main.js';
import { blockAdvice, readUpTo } from '../../src/io/node-files.js';
import { openEntry, openStream } from '../../src/io/open-input.js';
import { ToolError } from '../../src/model/errors.js';
import type { CaseFiles, Entry, InputEntry, Io, NewFile, OpenedInput, RandomAccess } from '../../src/model/ports.js';

export type MemoryFiles = ReadonlyMap<string, Uint8Array>;

export interface MemoryRun {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
  /** Every file at the end, those given included. */
  readonly files: MemoryFiles;
  /** How often something was written to standard output. */
  readonly pieces: number;
}

export interface MemoryOptions {
  /** Standard output takes so many pieces; then its disk is full, or its reader is gone. */
  readonly output?: { readonly after: number; readonly how: 'full' | 'closed' };
  readonly stdin?: Uint8Array;
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly arch?: string;
}

/** Runs one command line on files that exist nowhere. */
export async function runInMemory(
  argv: readonly string[],
  files: MemoryFiles,
  options: MemoryOptions = {},
): Promise<MemoryRun> {
  const now = new Map(files);
  const out: Uint8Array[] = [];
  let stderr = '';
  let pieces = 0;
  const io: Io = {
    ...memoryIo(now, options),
    stdout: async (text) => {
      pieces++;
      if (options.output !== undefined && pieces > options.output.after) {
        if (options.output.how === 'closed') return false;
        throw new ToolError('standard output: no space left on device');
      }
      out.push(Buffer.from(text));
      return true;
    },
    stderr: (text) => {
      stderr += text;
    },
  };
  const code = await main(argv, io);
  return { code, stdout: Buffer.concat(out), stderr, files: now, pieces };
}

/** The outside world for a part of the program: what it writes goes into the files, what it prints nowhere. */
export function memoryIo(now: Map<string, Uint8Array>, options: MemoryOptions = {}): Io {
  return {
    files: memoryFiles(now),
    open: async (path, first, bytesIf) => openInMemory(now, path, first, bytesIf, options.stdin ?? new Uint8Array()),
    exists: (path) => now.has(path) || [...now.keys()].some((name) => name.startsWith(folderOf(path))),
    openEntry,
    randomAccess: async (path) => accessOf(now, path),
    stdin: async () => options.stdin ?? new Uint8Array(),
    stdout: async () => true,
    create: async (path) => fileOf(now, path),
    startWorker: () => Promise.reject(new Error('there are no threads in memory')),
    expectStream: () => Promise.resolve(),
    stderr: () => undefined,
    arch: options.arch ?? 'x64',
    env: { COLUMNS: String(options.columns ?? 100), ...options.env },
    columns: undefined,
    stdinIsTerminal: false,
    stdinIsGiven: options.stdin !== undefined,
    stderrIsTerminal: false,
  };
}

function accessOf(files: MemoryFiles, path: string): RandomAccess {
  const bytes = files.get(path);
  if (bytes === undefined) throw new ToolError(`${path}: no such file or directory`);
  return { size: bytes.length, read: (at, length) => Uint8Array.from(bytes.subarray(at, at + length)) };
}

function fileOf(files: Map<string, Uint8Array>, path: string): NewFile {
  const pieces: Uint8Array[] = [];
  return {
    write: (bytes) => void pieces.push(Uint8Array.from(bytes)),
    commit: () => void files.set(path, Buffer.concat(pieces)),
    discard: () => undefined,
  };
}

const folderOf = (path: string): string => (path.endsWith('/') ? path : `${path}/`);

function openInMemory(
  files: MemoryFiles,
  path: string,
  first: readonly string[],
  bytesIf: Parameters<Io['open']>[2],
  stdin: Uint8Array,
): Promise<OpenedInput> {
  const bytes = path === '-' ? stdin : files.get(path);
  if (bytes !== undefined) return openStream(once(bytes), path === '-' ? 'standard input' : path, bytesIf);
  const rank = (name: string): number => {
    const at = first.findIndex((one) => name.endsWith(`/${one}`));
    return at === -1 ? first.length : at;
  };
  const names = [...files.keys()]
    .filter((name) => name.startsWith(folderOf(path)))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  if (names.length === 0) throw new ToolError(`${path}: no such file or directory`);
  return Promise.resolve({ kind: 'entries', container: 'folder', entries: entriesBelow(files, names, folderOf(path)) });
}

/** As a disk reads it. @throws ToolError when it is larger. */
function readLimited(bytes: Uint8Array, path: string, limit: number, advice: string): Promise<Uint8Array> {
  return readUpTo(once(bytes), path, limit, { size: bytes.length, advice });
}

async function* entriesBelow(files: MemoryFiles, names: readonly string[], folder: string): AsyncGenerator<InputEntry> {
  for (const path of names) {
    const bytes = files.get(path) ?? new Uint8Array();
    yield {
      name: path.slice(folder.length),
      size: bytes.length,
      bytes: (limit) => readLimited(bytes, path, limit, blockAdvice),
      chunks: () => once(bytes),
    };
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function memoryFiles(files: Map<string, Uint8Array>): CaseFiles {
  let names: readonly string[] = [];
  const below = (path: string): readonly string[] => {
    // Files are added to and replaced, and hardly ever removed: `remove` forgets the names.
    if (names.length !== files.size) names = [...files.keys()].sort();
    const folder = folderOf(path);
    const first = firstFrom(names, folder);
    let end = first;
    while (names[end]?.startsWith(folder)) end++;
    return names.slice(first, end);
  };
  const isFolder = (path: string): boolean => !files.has(path) && below(path).length > 0;
  return {
    read: async (path, limit) => {
      const bytes = files.get(path);
      if (bytes === undefined) throw new ToolError(`${path}: ${isFolder(path) ? 'is a directory' : 'no such file'}`);
      return bytes.length > limit ? readLimited(bytes, path, limit, '') : bytes;
    },
    list: async (path) => {
      if (!isFolder(path)) return null;
      const names = below(path).map((name) => name.slice(folderOf(path).length).replace(/\/.*/, ''));
      return [...new Set(names)].map((name) => `${folderOf(path)}${name}`);
    },
    write: async (path, content) => void files.set(path, Buffer.from(content)),
    entries: async (path) => {
      if (files.has(path)) return null;
      if (!isFolder(path)) throw new ToolError(`${path}: no such file or directory`);
      return entriesOf(below(path).map((name) => name.slice(folderOf(path).length)));
    },
    isFile: (path) => files.has(path),
    makeFolder: async () => undefined,
    append: async (path, content) =>
      void files.set(path, Buffer.concat([files.get(path) ?? new Uint8Array(), Buffer.from(content)])),
    remove: async (path) => {
      files.delete(path);
      names = [];
    },
  };
}

/** Index of the first of sorted names that is not before `start`. */
function firstFrom(names: readonly string[], start: string): number {
  let [low, high] = [0, names.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((names[middle] ?? '') < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function entriesOf(names: readonly string[]): Entry[] {
  const kinds = new Map<string, Entry['kind']>();
  for (const name of names) {
    const [first = '', ...rest] = name.split('/');
    kinds.set(first, rest.length === 0 ? 'file' : 'folder');
  }
  return [...kinds].map(([name, kind]) => ({ name, kind }));
}

/** The files of a folder on disk, below another name. */
export function filesBelow(folder: string, name: string): MemoryFiles {
  return new Map(readdirSync(folder).map((file) => [`${name}/${file}`, readFileSync(join(folder, file))]));
}
