/**
 * From arguments to sources of bytes: files, standard input, and what stands in folders and tars.
 */
import { basename, join, posix } from 'node:path';
import type { Catalog } from '../catalog/catalog.js';
import { DamagedContainerError, ToolError } from '../model/errors.js';
import type { InputEntry, Io, OpenedInput } from '../model/ports.js';
import { afterManifests, type Waiting } from './hold-back.js';
import { type Listed, Manifests, manifestLimit } from './manifests.js';
import type { SourceReport } from './source-report.js';
import { typedArgument } from './typed-argument.js';

/** Most bytes that are read from one source at once: a text dump of a block is far smaller. */
export const inputLimit = 64 * 1024 * 1024;

const manifestFile = 'manifest.json';

/** What is known of a source before it is read. Plain data. */
export interface SourceHead {
  /** `source` of a result: base name of the file, `-`, or path below the folder or tar. */
  readonly name: string;
  /** The same as messages say it, with the folder or tar. */
  readonly place: string;
  /** Type in the argument (`TYPE:FILE`), which goes before the manifest's. */
  readonly type: string | undefined;
  /** What a manifest beside it says of it. */
  readonly listed: Listed | undefined;
  /** The folder or tar it stands in; undefined for a file of its own. A file there need not hold a block. */
  readonly container: string | undefined;
}

/**
 * Bytes by the name that results give them. They are read before the next source is asked for; what is not read is
 * passed over.
 */
export interface Source extends SourceHead {
  /**
   * @throws ToolError when it cannot be read or is larger than `inputLimit`; a DamagedContainerError need not be
   * reported, for asking for the next source throws it again.
   */
  bytes(): Promise<Uint8Array>;
  /** The same in pieces, without a limit. @throws ToolError when it cannot be read. */
  chunks(): AsyncIterable<Uint8Array>;
}

/**
 * The sources of all arguments, in order. An argument or entry that cannot be opened is reported, the others follow.
 */
export async function* openSources(
  files: readonly string[],
  options: { readonly catalog?: Catalog },
  io: Io,
  report: SourceReport,
): AsyncGenerator<Source> {
  for (const file of files) {
    try {
      yield* openSource(file, options, io, report);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      report.trouble(error);
    }
  }
}

/**
 * The sources of one argument: one, or those of a folder or tar.
 * @throws ToolError when it cannot be opened, or when a tar is damaged; what was given before is good.
 */
export async function* openSource(
  argument: string,
  options: { readonly catalog?: Catalog },
  io: Io,
  report: SourceReport,
): AsyncGenerator<Source> {
  yield* (await openArgument(argument, options, io, report)).sources;
}

/** An argument that was opened. */
export interface Opened {
  readonly isContainer: boolean;
  readonly sources: AsyncIterable<Source>;
  /** Those of a folder or tar, as far as its sources were taken. */
  readonly manifests?: Manifests;
}

/**
 * The same, with what the argument is.
 * @throws ToolError when it cannot be opened.
 */
export async function openArgument(
  argument: string,
  { catalog }: { readonly catalog?: Catalog },
  io: Io,
  report: SourceReport,
): Promise<Opened> {
  const { path, type } = typedArgument(argument, undefined, catalog);
  const opened = await io.open(path, manifestFile);
  if (opened.kind === 'bytes') return { isContainer: false, sources: fileSource(path, type, opened) };
  const box = new Box(path, opened.container === 'folder', report);
  return { isContainer: true, sources: entrySources(box, type, opened.entries, report), manifests: box.manifests };
}

async function* fileSource(
  path: string,
  type: string | undefined,
  { bytes, chunks }: Extract<OpenedInput, { kind: 'bytes' }>,
): AsyncGenerator<Source> {
  const name = path === '-' ? '-' : basename(path);
  yield { name, place: name, type, listed: undefined, container: undefined, bytes: () => bytes(inputLimit), chunks };
}

async function* entrySources(
  box: Box,
  type: string | undefined,
  entries: AsyncIterable<InputEntry>,
  report: SourceReport,
): AsyncGenerator<Source> {
  try {
    for await (const entry of afterManifests(entries, box)) {
      const source = box.source(entry, type);
      if (source !== null) yield source;
    }
  } catch (error) {
    throw box.named(error);
  }
  for (const error of box.manifests.missing()) report.trouble(box.named(error));
}

/** One folder or tar: its manifests, and what its entries are called. */
class Box implements Waiting {
  readonly manifests = new Manifests();
  readonly #path: string;
  readonly #isFolder: boolean;
  readonly #report: SourceReport;

  constructor(path: string, isFolder: boolean, report: SourceReport) {
    this.#path = path === '-' ? 'standard input' : path;
    this.#isFolder = isFolder;
    this.#report = report;
    report.open(this.#path);
  }

  isManifest(name: string): boolean {
    return posix.basename(name) === manifestFile;
  }

  /** In a folder the manifest came first, if there is one. */
  isKnown(folder: string): boolean {
    return this.#isFolder || this.manifests.has(folder);
  }

  async take(entry: InputEntry): Promise<void> {
    try {
      if (this.#isUnread(entry)) return;
      const passed = await this.manifests.add(entry.name, await entry.bytes(manifestLimit));
      const place = this.#place(entry.name);
      if (passed === null) this.#report.skip(this.#path, place, 'a manifest of another program');
      else if (passed > 0)
        this.#report.note(
          `${place}: came behind ${passed} files of its folder, which were read without it; pack it first`,
        );
    } catch (error) {
      if (!(error instanceof ToolError) || error instanceof DamagedContainerError) throw error;
      this.#report.trouble(this.named(error));
    }
  }

  /** Null when the entry cannot be read, which is reported. */
  source(entry: InputEntry, type: string | undefined): Source | null {
    if (this.#isUnread(entry)) return null;
    return {
      name: entry.name,
      place: this.#place(entry.name),
      type,
      listed: this.manifests.find(entry.name),
      container: this.#path,
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
