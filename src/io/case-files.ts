/** Folders of cases behind the `CaseFiles` port. */
import { appendFileSync, type Dirent, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { ToolError } from '../model/errors.js';
import type { CaseFiles, Entry } from '../model/ports.js';
import { nodeFiles, sizeOf } from './node-files.js';
import { codeOf, reasonOf } from './reasons.js';

/** Files and folders of this machine. */
export const nodeCaseFiles: CaseFiles = {
  ...nodeFiles,

  async entries(path) {
    const found = attempt(path, () => readdir(path));
    return found?.map((entry) => ({ name: entry.name, kind: kindOf(entry) })).sort(byName) ?? null;
  },

  isFile: (path) => sizeOf(path) !== undefined,

  async makeFolder(path) {
    attempt(path, () => mkdirSync(path, { recursive: true }));
  },

  async append(path, content) {
    attempt(path, () => appendFileSync(path, content));
  },

  async remove(path) {
    attempt(path, () => rmSync(path));
  },
};

/** Null for what is there and is no folder. */
function readdir(path: string): Dirent[] | null {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') return null;
    throw error;
  }
}

function attempt<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new ToolError(`${path}: ${reasonOf(error)}`);
  }
}

/** What an entry of a folder is. */
export function kindOf(entry: Dirent): Entry['kind'] {
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() ? 'file' : 'other';
}

function byName(a: Entry, b: Entry): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
