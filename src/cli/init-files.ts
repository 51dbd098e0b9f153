import { basename } from 'node:path';
import type { Catalog } from '../catalog/catalog.js';
import type { InitFile } from '../check/recognise.js';
import type { ReadingOptions } from '../load/blocks.js';
import { sysfsFile } from '../load/load-case.js';
import type { DumpReading, Manifest } from '../load/manifest.js';
import type { Manifests } from '../load/manifests.js';
import { readSource } from '../load/read-source.js';
import type { Source } from '../load/source.js';
import { type SourceReport, strictReport } from '../load/source-report.js';
import { type Opened, openArgument } from '../load/sources.js';
import { typedArgument } from '../load/typed-argument.js';
import { ToolError } from '../model/errors.js';
import type { Io } from '../model/ports.js';
import { sysfsReader } from './check-blocks.js';
import type { TableOptions } from './tables.js';

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
  dump: DumpReading,
  options: ReadingOptions & TableOptions & { readonly catalog: Catalog },
  io: Io,
  lenient: SourceReport,
): Promise<InitFiles> {
  const report = strictReport(lenient);
  const made: InitFiles = { files: [] };
  for (const argument of files) {
    const { path, type } = typedArgument(argument, undefined, options.catalog);
    const name = basename(path);
    const opened = await openArgument(argument, options, io, report).catch(toldLater);
    const { isContainer, sources, manifests } = opened;
    if (!isContainer) {
      made.files.push({ path, name, type, dump });
      continue;
    }
    const entries: InitFile[] = [];
    for await (const source of sources) {
      const bytes = await source.bytes();
      if (isHostSysfs(source, bytes)) made.sysfs ??= bytes;
      else entries.push(...(await entryFile(source, { bytes, dump }, options, report, manifests)));
    }
    const [manifest] = manifests?.all() ?? [];
    const places = manifest?.blocks.map((block) => block.file) ?? [];
    made.files.push(...entries.sort((a, b) => places.indexOf(a.name) - places.indexOf(b.name)));
    made.manifest ??= manifest;
  }
  return made;
}

/** What cannot be opened is named with all other files that cannot be taken. */
function toldLater(error: unknown): Opened {
  if (!(error instanceof ToolError)) throw error;
  return { isContainer: false, sources: (async function* () {})() };
}

function isHostSysfs({ name, listed }: Source, bytes: Uint8Array): boolean {
  return listed === undefined && basename(name) === sysfsFile && sysfsReader(bytes, sysfsFile).length > 0;
}

/** A file that a manifest lists, or where there is none, one that holds a block. */
async function entryFile(
  source: Source,
  given: Required<Pick<InitFile, 'bytes' | 'dump'>>,
  options: ReadingOptions,
  report: SourceReport,
  manifests: Manifests | undefined,
): Promise<InitFile[]> {
  const { listed, type, place } = source;
  const file = { path: place, name: basename(source.name), type, ...given };
  if (listed !== undefined) return [{ ...file, listed: listed.block }];
  if (manifests !== undefined && manifests.all().length > 0) return [];
  const blocks = await readSource({ ...source, bytes: async () => given.bytes }, options, report);
  return blocks.length === 0 ? [] : [file];
}
