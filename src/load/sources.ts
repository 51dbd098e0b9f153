/**
 * From arguments to sources of bytes: files, standard input, and what folders and tars hold.
 */
import { basename } from 'node:path';
import type { Catalog } from '../catalog/catalog.js';
import { isType } from '../decode/choose-type.js';
import { ToolError } from '../model/errors.js';
import type { InputEntry, Io, OpenedInput } from '../model/ports.js';
import type { ReadingOptions } from './blocks.js';
import { Container } from './container.js';
import { inputLimit, kernelFile, manifestFile } from './files.js';
import type { Manifests } from './manifests.js';
import type { Source } from './source.js';
import type { SourceReport } from './source-report.js';
import { afterManifests } from './wait-for-manifest.js';

/** `TYPE:FILE` when the part before the colon is exactly a type; otherwise all of it is a file name. */
export function typedArgument(argument: string, catalog: Catalog): { path: string; type: string | undefined } {
  const colon = argument.indexOf(':');
  const type = argument.slice(0, Math.max(0, colon));
  return colon > 0 && isType(catalog, type)
    ? { path: argument.slice(colon + 1), type }
    : { path: argument, type: undefined };
}

/**
 * The sources of all arguments, in order. An argument or entry that cannot be opened is reported, the others follow.
 */
export async function* openSources(
  files: readonly string[],
  options: ReadingOptions,
  io: Io,
  report: SourceReport,
): AsyncGenerator<Source> {
  for (const file of files) {
    try {
      yield* (await openArgument(file, options, io, report)).sources;
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      report.trouble(error);
    }
  }
}

/** An argument that was opened. */
export interface Opened {
  readonly isContainer: boolean;
  readonly sources: AsyncIterable<Source>;
  /** Those of a folder or tar, as far as its sources were taken. */
  readonly manifests?: Manifests;
}

/**
 * Opens one argument.
 * @throws ToolError when it cannot be opened; its sources throw one when a tar is damaged: what came before is good.
 */
export async function openArgument(
  argument: string,
  options: ReadingOptions,
  io: Io,
  report: SourceReport,
): Promise<Opened> {
  const { path, type } = typedArgument(argument, options.catalog);
  const isTyped = (type ?? options.type) !== undefined;
  const bytesIf = options.input === 'binary' ? 'file' : isTyped ? 'damaged' : undefined;
  const opened = await io.open(path, [manifestFile, kernelFile], bytesIf);
  if (opened.kind === 'bytes') return { isContainer: false, sources: fileSource(path, type, opened) };
  const box = new Container(path, opened.container === 'folder', options, report);
  return { isContainer: true, sources: entrySources(box, type, opened.entries, io, report), manifests: box.manifests };
}

async function* fileSource(
  path: string,
  type: string | undefined,
  { bytes, chunks }: Extract<OpenedInput, { kind: 'bytes' }>,
): AsyncGenerator<Source> {
  const name = path === '-' ? '-' : basename(path);
  yield {
    name,
    place: name,
    type,
    listed: undefined,
    container: undefined,
    kernel: undefined,
    bytes: () => bytes(inputLimit),
    chunks,
  };
}

async function* entrySources(
  box: Container,
  type: string | undefined,
  entries: AsyncIterable<InputEntry>,
  io: Io,
  report: SourceReport,
): AsyncGenerator<Source> {
  try {
    for await (const entry of afterManifests(entries, box)) {
      if (await box.takeSysfs(entry, io.openEntry)) continue;
      const source = box.source(entry, type);
      if (source !== null) yield source;
    }
    yield* box.sysfsSources();
  } catch (error) {
    throw box.named(error);
  }
  for (const error of box.manifests.missing()) report.trouble(box.named(error));
}
