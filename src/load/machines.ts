/**
 * From arguments to machines: each capture, case and sysfs tree is one, files given one by one are one together.
 */
import { join } from 'node:path';
import type { SysfsText } from '../input/sysfs.js';
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
 * The machines of all arguments, in their order. What cannot be read is reported, the others follow. Folders of sysfs
 * beside files belong to the machine of the files.
 */
export async function loadMachines(
  files: readonly string[],
  options: ReadingOptions,
  io: Io,
  report: SourceReport,
): Promise<readonly Machine[]> {
  const machines: Machine[] = [];
  const loose: Source[] = [];
  const diffArguments: string[] = [];
  const trees: { readonly path: string; readonly sysfs: readonly SysfsText[] }[] = [];
  for (const file of files) {
    try {
      const { path, type } = typedArgument(file, options.catalog);
      if (type === undefined && path !== '-' && (await isSysfsTree(path, io.files))) {
        diffArguments.push(file);
        trees.push({ path, sysfs: await readSysfsTree(path, io.files) });
        continue;
      }
      const { isContainer, sources } = await openArgument(file, options, io, report);
      if (isContainer) machines.push(...(await machinesIn(path, sources, options, io, report)));
      else {
        diffArguments.push(file);
        for await (const source of sources) loose.push(source);
      }
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      report.trouble(error);
    }
  }
  if (loose.length === 0) {
    const alone = trees.map(({ path, sysfs }) => ({
      name: path,
      diffArguments: null,
      capture: { ...nothing, sysfs },
      beside: [],
    }));
    return [...machines, ...alone];
  }
  const [one] = await sortCaptures(inOrder(loose), options, report);
  const capture = one?.capture ?? nothing;
  const sysfs = [...capture.sysfs, ...trees.flatMap((tree) => tree.sysfs)];
  return [{ name: null, diffArguments, capture: { ...capture, sysfs }, beside: one?.beside ?? [] }, ...machines];
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
