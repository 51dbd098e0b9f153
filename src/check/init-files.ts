/**
 * The files that a new case is made of.
 */
import { basename } from 'node:path';
import { type Input, recogniseText } from '../input/recognise-text.js';
import { readSysfs } from '../input/sysfs.js';
import type { ReadingOptions } from '../load/blocks.js';
import { sysfsFile } from '../load/files.js';
import type { Manifest } from '../load/manifest.js';
import type { Manifests } from '../load/manifests.js';
import { decodeSource } from '../load/read-source.js';
import type { Source } from '../load/source.js';
import { type SourceReport, strictReport } from '../load/source-report.js';
import { type Opened, openArgument, typedArgument } from '../load/sources.js';
import { ToolError } from '../model/errors.js';
import type { Io } from '../model/ports.js';
import type { InitFile } from './recognise.js';

/** What a new case is made of. */
export interface InitFiles {
  readonly files: InitFile[];
  /** The attributes of the host that lay beside the blocks. */
  sysfs?: Uint8Array;
  /** What the blocks came with. */
  manifest?: Manifest | undefined;
}

/**
 * The files of the arguments; a folder or tar of captures stands for the blocks in it, with what its manifest says of
 * them.
 * @throws ToolError when a folder or tar cannot be read.
 */
export async function initFiles(
  files: readonly string[],
  options: ReadingOptions,
  io: Io,
  lenient: SourceReport,
): Promise<InitFiles> {
  const report = strictReport(lenient);
  const made: InitFiles = { files: [] };
  for (const argument of files) {
    const { path, type } = typedArgument(argument, options.catalog);
    const { isContainer, sources, manifests } = await openArgument(argument, options, io, report).catch(reportedLater);
    if (!isContainer) {
      made.files.push(await oneFile(path, type, sources));
      continue;
    }
    const entries: InitFile[] = [];
    for await (const source of sources) {
      const input = recogniseText(await source.bytes());
      if (isHostSysfs(source, input)) made.sysfs ??= input.bytes;
      else if (await isTaken(source, input, options, report, manifests))
        entries.push({
          path: source.place,
          name: basename(source.name),
          type: source.type,
          input,
          listed: source.listed?.block,
        });
    }
    const [manifest] = manifests?.all() ?? [];
    const places = manifest?.blocks.map((block) => block.file) ?? [];
    const inOrder = entries.sort((a, b) => places.indexOf(a.name) - places.indexOf(b.name));
    for (const entry of inOrder) made.files.push(entry);
    made.manifest ??= manifest;
  }
  return made;
}

/** A file of its own, unpacked; one that cannot be read is read again, and then named with the others. */
async function oneFile(path: string, type: string | undefined, sources: AsyncIterable<Source>): Promise<InitFile> {
  const head = { path, name: basename(path).replace(/(?<=.)[.]gz$/, ''), type };
  try {
    for await (const source of sources) return { ...head, input: recogniseText(await source.bytes()) };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
  }
  return head;
}

/** What cannot be opened is named with all other files that cannot be taken. */
function reportedLater(error: unknown): Opened {
  if (!(error instanceof ToolError)) throw error;
  return { isContainer: false, sources: (async function* () {})() };
}

function isHostSysfs({ name, listed }: Source, { text }: Input): boolean {
  return listed === undefined && basename(name) === sysfsFile && text !== null && readSysfs(text, name).length > 0;
}

/** A file that a manifest lists, or where there is none, one that holds a block. */
async function isTaken(
  source: Source,
  input: Input,
  options: ReadingOptions,
  report: SourceReport,
  manifests: Manifests | undefined,
): Promise<boolean> {
  if (source.listed !== undefined) return true;
  if (manifests !== undefined && manifests.all().length > 0) return false;
  return (await decodeSource(source, input, options, report)).blocks.length > 0;
}
