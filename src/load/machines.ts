/**
 * From arguments to machines: each capture, case and sysfs tree is one, files given one by one are one together.
 */
import { join } from 'node:path';
import { ToolError } from '../model/errors.js';
import type { Io } from '../model/ports.js';
import type { ReadBlock, ReadingOptions } from './blocks.js';
import { type Capture, sortCaptures } from './sort-capture.js';
import type { Source } from './source.js';
import type { SourceReport } from './source-report.js';
import { openArgument, typedArgument } from './sources.js';
import { isSysfsTree, readSysfsTree } from './sysfs-tree.js';

/** What was read of one machine. */
export interface Machine {
  /** The folder or tar; null for files given one by one. */
  readonly name: string | null;
  /** The arguments with which `diff` reads the same; null where there are none. */
  readonly diffArguments: readonly string[] | null;
  /** As `diff` compares it. */
  readonly capture: Capture;
  /** Further blocks, which `diff` leaves out because nobody said whose side they are on. */
  readonly beside: readonly ReadBlock[];
}

/**
 * The machines of all arguments, in their order. What cannot be read is reported, the others follow. Where blocks of one
 * machine are given, sysfs beside them is its own.
 */
export async function loadMachines(
  files: readonly string[],
  options: ReadingOptions,
  io: Io,
  report: SourceReport,
): Promise<readonly Machine[]> {
  const machines: Machine[] = [];
  const loose: { readonly file: string; readonly source: Source }[] = [];
  for (const file of files) {
    try {
      const { path, type } = typedArgument(file, options.catalog);
      if (type === undefined && path !== '-' && (await isSysfsTree(path, io.files))) {
        const capture = { ...nothing, sysfs: await readSysfsTree(path, io.files, report.note) };
        machines.push({ name: path, diffArguments: [file], capture, beside: [] });
        continue;
      }
      const { isContainer, sources } = await openArgument(file, options, io, report);
      if (isContainer) for (const one of await machinesIn(path, sources, options, io, report)) machines.push(one);
      else for await (const source of sources) loose.push({ file, source });
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      report.trouble(error);
    }
  }
  const sources = loose.map(({ source }) => source);
  const [one] = loose.length === 0 ? [] : await sortCaptures(inOrder(sources), options, report);
  if (one !== undefined) machines.unshift({ ...one, name: null, diffArguments: loose.map(({ file }) => file) });
  return withOwnTexts(machines);
}

/** The only machine with blocks, or else with sysfs, has what the others say: sysfs, and what its guests were given. */
function withOwnTexts(machines: readonly Machine[]): readonly Machine[] {
  const withBlocks = machines.filter(hasBlocks);
  const [one, ...more] =
    withBlocks.length > 0 ? withBlocks : machines.filter(({ capture }) => capture.sysfs.length > 0);
  if (one === undefined || more.length > 0) return machines;
  const all = [one, ...machines.filter((machine) => machine !== one)];
  const names = all.map(({ diffArguments }) => diffArguments);
  const capture = {
    ...one.capture,
    sysfs: all.flatMap(({ capture: { sysfs } }) => sysfs),
    configs: all.flatMap(({ capture: { configs = [] } }) => configs),
  };
  return [{ ...one, diffArguments: names.every((name) => name !== null) ? names.flat() : null, capture }];
}

function hasBlocks({ capture: { firmware, vfio, guest }, beside }: Machine): boolean {
  return firmware.length + vfio.length + guest.length + beside.length > 0;
}

const nothing: Capture = { firmware: [], vfio: [], guest: [], sysfs: [], hints: [], versions: {} };

async function* inOrder(sources: readonly Source[]): AsyncGenerator<Source> {
  yield* sources;
}

/** What came before the damage of a tar is good, and reported with it. */
async function machinesIn(
  path: string,
  sources: AsyncIterable<Source>,
  options: ReadingOptions,
  io: Io,
  report: SourceReport,
): Promise<Machine[]> {
  const isFolder = (await io.files.list(path)) !== null;
  const parts = await sortCaptures(reported(sources, report), options, report);
  const name = path === '-' ? 'standard input' : path;
  return parts.map(({ folder, capture, beside }) => ({
    name: folder === '' ? name : isFolder ? join(path, folder) : `${name}: ${folder}`,
    diffArguments: folder === '' || parts.length === 1 ? [path] : isFolder ? [join(path, folder)] : null,
    capture,
    beside,
  }));
}

async function* reported(sources: AsyncIterable<Source>, report: SourceReport): AsyncGenerator<Source> {
  try {
    yield* sources;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    report.trouble(error);
  }
}
