import { join, posix } from 'node:path';
import { DamagedContainerError, ToolError } from '../model/errors.js';
import type { InputEntry, Io } from '../model/ports.js';
import type { ReadingOptions } from './blocks.js';
import { inputLimit, kernelFile, kernelLimit, manifestFile, manifestLimit } from './files.js';
import { type KernelTypes, kernelTables } from './kernel-types.js';
import { Manifests } from './manifests.js';
import type { Source } from './source.js';
import type { SourceReport } from './source-report.js';
import { folderOfTree, SysfsEntries } from './sysfs-entries.js';
import type { Waiting } from './wait-for-manifest.js';

/** What dbginfo packs sysfs into, beside what else it collects. */
const packedTree = /(?:^|\/)sysfs\.t(?:gz|ar|ar\.gz)$/;

/** One folder or tar: its manifests, and what its entries are called. */
export class Container implements Waiting {
  readonly manifests = new Manifests();
  readonly #sysfs = new SysfsEntries((error) => this.#report.note(`${this.named(error).message}; left out`));
  readonly #path: string;
  readonly #isFolder: boolean;
  readonly #options: ReadingOptions;
  /** By folder: types that are not those of the tables. */
  readonly #kernels = new Map<string, KernelTypes>();
  /** By folder: how many files were given on. */
  readonly #given = new Map<string, number>();
  readonly #report: SourceReport;

  constructor(path: string, isFolder: boolean, options: ReadingOptions, report: SourceReport) {
    this.#path = path === '-' ? 'standard input' : path;
    this.#isFolder = isFolder;
    this.#options = options;
    this.#report = report;
    report.open(this.#path);
  }

  isManifest(name: string): boolean {
    const base = posix.basename(name);
    return base === manifestFile || base === kernelFile;
  }

  /** In a folder the manifest came first, if there is one; in a tree of sysfs there is none. */
  isKnown(folder: string): boolean {
    return this.#isFolder || this.manifests.has(folder) || folderOfTree(`${folder}/`) !== undefined;
  }

  async take(entry: InputEntry): Promise<void> {
    try {
      if (this.#isUnread(entry)) return;
      if (posix.basename(entry.name) === kernelFile) return await this.#takeTypes(entry);
      const passed = await this.manifests.add(entry.name, await entry.bytes(manifestLimit));
      const place = this.#place(entry.name);
      if (passed === null) this.#report.skip(this.#path, place, 'a manifest of another program');
      else if (passed > 0) this.#report.note(`${place}: ${behindText(passed)}`);
      this.#noteTables(posix.dirname(entry.name));
    } catch (error) {
      if (!(error instanceof ToolError) || error instanceof DamagedContainerError) throw error;
      this.#report.trouble(this.named(error));
    }
  }

  /** Of types that are as the tables have them nothing is kept. */
  async #takeTypes(entry: InputEntry): Promise<void> {
    const folder = posix.dirname(entry.name);
    const types: KernelTypes = {
      place: this.#place(entry.name),
      bytes: await entry.bytes(kernelLimit),
      version: this.#options.linux ?? this.manifests.linuxIn(folder),
    };
    const { changes } = await kernelTables(types, this.#options.catalog);
    for (const change of changes) this.#report.note(`${types.place}: ${change}`);
    if (changes.length === 0) return;
    this.#kernels.set(folder, types);
    const passed = this.#given.get(folder) ?? 0;
    if (passed > 0) this.#report.note(`${types.place}: ${behindText(passed)}`);
  }

  /** Without the tables of its case a block may look damaged that is not. */
  #noteTables(folder: string): void {
    const own = this.manifests.tablesIn(folder);
    for (const key of ['layouts', 'views'] as const) {
      const name = own[key];
      if (name === undefined || this.#options[key] !== undefined) continue;
      const table = this.#place(posix.join(folder, name));
      const how = this.#isFolder ? `give --${key} ${table}` : `unpack it and give it with --${key}`;
      this.#report.note(`${table}: a manifest names it, but here it is not read; ${how}`);
    }
  }

  /** True for an entry of a tree of sysfs, or for a packed tree, whose entries are taken. */
  async takeSysfs(entry: InputEntry, open: Io['openEntry']): Promise<boolean> {
    if (await this.#sysfs.take(entry)) return true;
    if (entry.unread !== undefined || !packedTree.test(entry.name)) return false;
    try {
      const opened = await open(entry);
      if (opened.kind === 'bytes') return false;
      const folder = posix.dirname(entry.name);
      for await (const inner of opened.entries)
        await this.#sysfs.take({ ...inner, name: posix.join(folder, inner.name) });
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      this.#report.trouble(new ToolError(`${this.#place(entry.name)}: ${error.message}`));
    }
    return true;
  }

  /** What the trees of sysfs in it say, as sources of text. */
  *sysfsSources(): Generator<Source> {
    for (const { folder, text } of this.#sysfs.texts()) {
      const name = posix.join(folder, 'sysfs');
      const bytes = new TextEncoder().encode(text);
      const chunks = async function* (): AsyncGenerator<Uint8Array> {
        yield bytes;
      };
      const head = { type: undefined, listed: undefined, container: this.#path, kernel: undefined };
      yield { ...head, name, place: this.#place(name), bytes: async () => bytes, chunks };
    }
  }

  /** Null when the entry cannot be read, which is reported. */
  source(entry: InputEntry, type: string | undefined): Source | null {
    if (this.#isUnread(entry)) return null;
    const folder = posix.dirname(entry.name);
    this.#given.set(folder, (this.#given.get(folder) ?? 0) + 1);
    return {
      name: entry.name,
      place: this.#place(entry.name),
      type,
      listed: this.manifests.find(entry.name),
      container: this.#path,
      kernel: this.#kernels.get(folder),
      bytes: () => this.#named(entry.bytes(inputLimit)),
      chunks: () => this.#namedChunks(entry.chunks()),
    };
  }

  /** Errors of a folder's files have the path already. */
  named(error: unknown): ToolError {
    if (!(error instanceof ToolError)) throw error;
    if (this.#isFolder) return error;
    const Kind = error instanceof DamagedContainerError ? DamagedContainerError : ToolError;
    return new Kind(`${this.#path}: ${error.message}`, error.details);
  }

  async #named<Result>(reading: Promise<Result>): Promise<Result> {
    try {
      return await reading;
    } catch (error) {
      throw this.named(error);
    }
  }

  async *#namedChunks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* chunks;
    } catch (error) {
      throw this.named(error);
    }
  }

  #place(name: string): string {
    return this.#isFolder ? join(this.#path, name) : `${this.#path}: ${name}`;
  }

  #isUnread({ name, unread }: InputEntry): boolean {
    if (unread?.kind === 'skipped') this.#report.skip(this.#path, this.#place(name), unread.reason);
    if (unread?.kind === 'refused')
      this.#report.trouble(new ToolError(`${this.#place(name)}: ${unread.reason}; not read`));
    return unread !== undefined;
  }
}

function behindText(passed: number): string {
  return `came behind ${passed} files of its folder, which were read without it; pack it first`;
}
