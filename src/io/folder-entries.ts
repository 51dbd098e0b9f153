/** Files below a folder, as entries. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '../model/errors.js';
import type { InputEntry } from '../model/ports.js';
import { kindOf } from './case-files.js';
import { blockAdvice, fileChunks, readFile } from './node-files.js';
import { reasonOf } from './reasons.js';

/** A folder tree that is deeper leads in circles (bind mounts). */
const deepest = 64;

/**
 * Every file below a folder, each folder in the order of its names, the files called `first` before the others.
 * Links are not followed; a folder that cannot be read is refused by its name.
 */
export async function* folderEntries(
  folder: string,
  first: readonly string[],
  below = '',
  depth = 0,
): AsyncGenerator<InputEntry> {
  const problem = depth > deepest ? `more than ${deepest} folders deep` : undefined;
  const listed = problem === undefined ? listFolder(folder) : problem;
  if (typeof listed === 'string') {
    yield unread(below || '.', 'refused', listed);
    return;
  }
  for (const { name, kind } of inOrder(listed, first)) {
    const [path, shown] = [join(folder, name), below === '' ? name : `${below}/${name}`];
    if (kind === 'folder') yield* folderEntries(path, first, shown, depth + 1);
    else if (kind === 'file') yield fileEntry(path, shown);
    else yield unread(shown, 'skipped', kind === 'link' ? 'a symbolic link' : 'a device, pipe or socket');
  }
}

interface Listed {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

function listFolder(folder: string): Listed[] | string {
  try {
    return readdirSync(folder, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
  } catch (error) {
    return reasonOf(error);
  }
}

function inOrder(listed: readonly Listed[], first: readonly string[]): Listed[] {
  const rank = ({ name }: Listed): number => (first.includes(name) ? first.indexOf(name) : first.length);
  return [...listed].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

function fileEntry(path: string, name: string): InputEntry {
  return {
    name,
    size: undefined,
    bytes: (limit) => readFile(path, limit, blockAdvice),
    chunks: () => fileChunks(path),
  };
}

function unread(name: string, kind: 'refused' | 'skipped', reason: string): InputEntry {
  const none = (): never => {
    throw new ToolError(`${name}: ${reason}`);
  };
  return { name, size: undefined, unread: { kind, reason }, bytes: none, chunks: none };
}
