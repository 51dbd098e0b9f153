/**
 * From arguments to sources of bytes: files, standard input, and what stands in folders and tars.
 */
import { basename } from 'node:path';
import type { Catalog } from '../catalog/catalog.js';
import { ToolError } from '../model/errors.js';
import type { InputEntry, Io, OpenedInput } from '../model/ports.js';
import { Container } from './container.js';
import type { OwnTables } from './manifest.js';
import { type Manifests, manifestFile } from './manifests.js';
import { inputLimit, type Source } from './source.js';
import type { SourceReport } from './source-report.js';
import { typedArgument } from './typed-argument.js';
import { afterManifests } from './wait-for-manifest.js';

/** The tables in use, and what options they come from. */
export interface OpenOptions extends OwnTables {
  readonly catalog?: Catalog;
}

/**
 * The sources of all arguments, in order. An argument or entry that cannot be opened is reported, the others follow.
 */
export async function* openSources(
  files: readonly string[],
  options: OpenOptions,
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
  options: OpenOptions,
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
  options: OpenOptions,
  io: Io,
  report: SourceReport,
): Promise<Opened> {
  const { path, type } = typedArgument(argument, undefined, options.catalog);
  const opened = await io.open(path, manifestFile);
  if (opened.kind === 'bytes') return { isContainer: false, sources: fileSource(path, type, opened) };
  const box = new Container(path, opened.container === 'folder', options, report);
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
  box: Container,
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
