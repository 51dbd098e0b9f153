/**
 * Finds the cases below the folders given: every folder with a manifest. Links are not followed.
 */

import { manifestFile } from '../load/files.js';
import { foreignProblem } from '../load/load-case.js';
import { ToolError } from '../model/errors.js';
import type { CaseFiles, Entry } from '../model/ports.js';
import { allowFile } from './allow-list.js';
import { ownExpectations } from './expectation-files.js';

/** A folder with a manifest. */
export interface CasePlace {
  /** Path below the folder given; the folder's own name when it is the case itself. */
  readonly name: string;
  readonly dir: string;
  readonly entries: readonly Entry[];
}

/** A list of allowances, and the cases that it is about: those whose names begin with `prefix`. */
export interface AllowPlace {
  /** Path of the file below the folder given. */
  readonly name: string;
  readonly path: string;
  readonly prefix: string;
  /** Not all cases that lie beside it were looked for. */
  readonly isPart: boolean;
}

/** A folder that holds expectations and is no case. */
export interface Stray {
  readonly name: string;
  readonly dir: string;
  readonly files: readonly string[];
}

export interface Found {
  readonly cases: readonly CasePlace[];
  /** Cases with a name that another one has; they are not checked. */
  readonly doubles: readonly { readonly place: CasePlace; readonly first: CasePlace }[];
  readonly strays: readonly Stray[];
  readonly allowLists: readonly AllowPlace[];
  /** Folders that cannot be read or hold no case. */
  readonly troubles: readonly ToolError[];
}

/** Folders that hold no cases of this repository. */
const skipped = /^(?:node_modules|\..+)$/;

/** A folder to look in. */
export interface Root {
  readonly path: string;
  /** The folder's own name, also where the path is `.`. */
  readonly name: string;
}

/** Everything below the roots, each folder once, in the order of the roots and of the names below them. */
export async function findCases(files: CaseFiles, roots: readonly Root[]): Promise<Found> {
  const finder = new Finder(files);
  for (const root of roots) await finder.addRoot(cleaned(root.path), root.name);
  return finder.found();
}

/** Without `./`, doubled and trailing slashes. */
function cleaned(path: string): string {
  const parts = path.split('/').filter((part, i) => part !== '.' && (part !== '' || i === 0));
  const joined = parts.join('/');
  return joined === '' ? (path.startsWith('/') ? '/' : '.') : joined;
}

class Finder {
  private readonly visited = new Set<string>();
  private readonly cases: CasePlace[] = [];
  private readonly strays: Stray[] = [];
  private readonly allowLists: AllowPlace[] = [];
  private readonly troubles: ToolError[] = [];
  private readonly files: CaseFiles;

  constructor(files: CaseFiles) {
    this.files = files;
  }

  async addRoot(root: string, rootName: string): Promise<void> {
    const before = this.cases.length + this.visited.size;
    const entries = await this.entriesOf(root);
    if (entries === undefined) return;
    if (entries === null) {
      this.troubles.push(new ToolError(`${root}: is no folder; name a folder of cases`));
      return;
    }
    const isCase = entries.some(({ name }) => name === manifestFile);
    if (isCase) await this.addListAbove(root);
    await this.visit(root, entries, isCase ? rootName : '');
    const hasCase = this.cases.some(({ dir }) => dir === root || dir.startsWith(prefixOf(root)));
    if (!hasCase && this.cases.length + this.visited.size > before) {
      this.troubles.push(
        new ToolError(`${root}: no case in this folder; a case is a folder with a ${manifestFile}`, [
          'zpci-inspect check --init <dir> <files...> makes one',
        ]),
      );
    }
  }

  found(): Found {
    const first = new Map<string, CasePlace>();
    const doubles: { place: CasePlace; first: CasePlace }[] = [];
    for (const place of this.cases) {
      const other = first.get(place.name);
      if (other === undefined) first.set(place.name, place);
      else doubles.push({ place, first: other });
    }
    const { strays, allowLists, troubles } = this;
    return { cases: [...first.values()], doubles, strays, allowLists, troubles };
  }

  /** The list of a case that is given by itself lies beside it. */
  private async addListAbove(root: string): Promise<void> {
    const above = root.includes('/') ? root.replace(/\/[^/]*$/, '') || '/' : '.';
    if (root === '.' || root.endsWith('..')) return;
    const path = `${prefixOf(above)}${allowFile}`;
    if (await this.isFileIn(above, path)) this.allowLists.push({ name: allowFile, path, prefix: '', isPart: true });
  }

  /** A folder that cannot be read may be passed through: then the file itself is asked for. */
  private async isFileIn(folder: string, path: string): Promise<boolean> {
    try {
      const entries = await this.files.entries(folder);
      return entries?.some(({ name, kind }) => name === allowFile && kind === 'file') === true;
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      return this.files.isFile(path);
    }
  }

  private async visit(dir: string, entries: readonly Entry[], name: string): Promise<void> {
    if (this.visited.has(dir)) return;
    this.visited.add(dir);
    const names = entries.map((entry) => entry.name);
    if (names.includes(manifestFile)) this.cases.push({ name, dir, entries });
    else {
      const stray = names.filter((one) => ownExpectations.includes(one));
      if (stray.length > 0) this.strays.push({ name: name === '' ? '.' : name, dir, files: stray });
    }
    if (names.includes(allowFile)) this.addList(dir, entries, name);
    for (const entry of entries) {
      if (entry.kind !== 'folder' || skipped.test(entry.name)) continue;
      const below = `${prefixOf(dir)}${entry.name}`;
      const inner = await this.entriesOf(below);
      if (inner) await this.visit(below, inner, name === '' ? entry.name : `${name}/${entry.name}`);
    }
  }

  private addList(dir: string, entries: readonly Entry[], name: string): void {
    const isCase = entries.some((entry) => entry.name === manifestFile);
    const prefix = name === '' || isCase ? name : `${name}/`;
    const path = `${prefixOf(dir)}${allowFile}`;
    if (this.allowLists.some((list) => list.path === path)) return;
    const problem = foreignProblem(entries, dir, allowFile);
    if (problem !== null) this.troubles.push(problem);
    else this.allowLists.push({ name: name === '' ? allowFile : `${name}/${allowFile}`, path, prefix, isPart: false });
  }

  private async entriesOf(dir: string): Promise<readonly Entry[] | null | undefined> {
    try {
      return await this.files.entries(dir);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      this.troubles.push(error);
      return undefined;
    }
  }
}

/** The folder as the beginning of a path in it. */
function prefixOf(dir: string): string {
  if (dir === '.') return '';
  return dir.endsWith('/') ? dir : `${dir}/`;
}
