/**
 * From arguments to the sides of a comparison: which block is firmware's, which its users'.
 */
import type { Catalog } from '../catalog/catalog.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import { ToolError } from '../model/errors.js';
import type { GuestConfig } from '../model/guest-config.js';
import type { Io } from '../model/ports.js';
import { type ReadBlock, type ReadingOptions, withSource } from './blocks.js';
import { caseSides } from './decode-case.js';
import { manifestFile } from './files.js';
import { type Content, readSource } from './read-source.js';
import { hasRules, isClp, type SideName } from './side-of.js';
import { type Capture, sortCapture } from './sort-capture.js';
import { type NamedCapture, requireOneMachine, sortPlain } from './sort-plain.js';
import { type SourceReport, strictReport } from './source-report.js';
import { openArgument, typedArgument } from './sources.js';
import { isSysfsTree, readSysfsTree } from './sysfs-tree.js';

/** Files, folders and tars that somebody named for a side. */
export interface NamedFiles extends Partial<Readonly<Record<SideName, readonly string[] | undefined>>> {
  /** Files that say what guests were given. */
  readonly config?: readonly string[] | undefined;
}

/** The sides of a comparison, ready for `compareAll`. */
export interface Sides extends Omit<Capture, SideName>, Readonly<Record<SideName, readonly DecodedBlock[]>> {
  /** The tables of a case that brings its own. */
  readonly catalog?: Catalog;
}

/**
 * The sides that the arguments name: a case folder, a folder or tar of captures, files by what they are, or files by
 * side. Entries of a folder or tar that cannot be read are reported, and the rest is compared.
 * @throws ToolError when a file cannot be read, or is named for a side where it cannot be.
 */
export async function loadSides(
  files: readonly string[],
  named: NamedFiles,
  options: ReadingOptions,
  io: Io,
  report: SourceReport,
): Promise<Sides> {
  const [first, ...others] = files;
  if (first !== undefined && others.length === 0 && sideNames.every((side) => named[side] === undefined)) {
    const names = await io.files.list(first);
    if (names?.some((name) => name.endsWith(`/${manifestFile}`) || name === manifestFile)) {
      const { catalog, ...sides } = await caseSides(first, options, io.files, report);
      const configs = await namedConfigs(named, options, io, report);
      return { ...sides, configs, ...onTheirSides(sides, catalog), catalog };
    }
  }
  const sides = await collectSides(files, named, options, io, report);
  return { ...sides, ...onTheirSides(sides, options.catalog) };
}

const sideNames = ['firmware', 'vfio', 'guest'] as const;

/**
 * The same without a look at whether a block can be on its side.
 * @throws ToolError when a file cannot be read or its side is open.
 */
export async function collectSides(
  files: readonly string[],
  named: NamedFiles,
  options: ReadingOptions,
  io: Io,
  report: SourceReport,
): Promise<Capture> {
  const parts: Partial<Capture>[] = [];
  /** Blocks of each file that was given without a side. */
  const plain: (readonly ReadBlock[])[] = [];
  const captures: NamedCapture[] = [];
  for (const file of files) {
    const { capture, blocks, ...texts } = await readArgument(file, options, io, report);
    if (capture !== undefined) captures.push({ name: file, capture });
    parts.push(capture ?? texts);
    if (blocks.length > 0) plain.push(blocks);
  }
  requireOneMachine(captures, options.catalog);
  parts.push(sortPlain(plain, captures.length > 0, options.catalog));
  for (const side of sideNames) {
    for (const file of named[side] ?? [])
      parts.push(partFor(side, file, await readArgument(file, options, io, report)));
  }
  return {
    firmware: parts.flatMap(({ firmware = [] }) => firmware),
    vfio: parts.flatMap(({ vfio = [] }) => vfio),
    guest: parts.flatMap(({ guest = [] }) => guest),
    sysfs: parts.flatMap(({ sysfs = [] }) => sysfs),
    hints: parts.flatMap(({ hints = [] }) => hints),
    configs: [...parts.flatMap(({ configs = [] }) => configs), ...(await namedConfigs(named, options, io, report))],
    versions: Object.assign({}, ...parts.map(({ versions }) => versions)),
  };
}

/** @throws ToolError for a file that does not say what a guest was given. */
async function namedConfigs(
  { config = [] }: NamedFiles,
  options: ReadingOptions,
  io: Io,
  report: SourceReport,
): Promise<readonly GuestConfig[]> {
  const found: GuestConfig[] = [];
  for (const file of config) {
    const { configs = [] } = await readArgument(file, { ...options, type: undefined, input: undefined }, io, report);
    if (configs.length === 0)
      throw new ToolError(`${file}: neither the XML of a libvirt domain nor a command line of QEMU with a zpci device`);
    for (const one of configs) found.push(one);
  }
  return found;
}

interface Argument extends Content {
  /** A folder or tar has blocks of every side. */
  readonly capture?: Capture;
}

async function readArgument(file: string, options: ReadingOptions, io: Io, report: SourceReport): Promise<Argument> {
  const { path, type } = typedArgument(file, options.catalog);
  if (type === undefined && path !== '-' && (await isSysfsTree(path, io.files))) {
    return { blocks: [], sysfs: await readSysfsTree(path, io.files, report.note), hints: [] };
  }
  const { isContainer, sources } = await openArgument(file, options, io, report);
  if (isContainer) return { blocks: [], sysfs: [], hints: [], capture: await sortCapture(sources, options, report) };
  for await (const source of sources) return readSource(source, options, strictReport(report), type === undefined);
  return { blocks: [], sysfs: [], hints: [] };
}

/** What an argument has for the side that it was named for. */
function partFor(side: SideName, file: string, { capture, blocks, sysfs, hints, configs }: Argument): Partial<Capture> {
  if (capture !== undefined) {
    const part = partOf(capture, side);
    if (Object.values(part).some((list) => Array.isArray(list) && list.length > 0)) return part;
    throw new ToolError(`${file}: holds nothing for --${side}`);
  }
  if (side === 'guest' && sysfs.length > 0)
    throw new ToolError(`${file}: sysfs text, which is compared on the side of the host`);
  return { [side]: blocks, sysfs, hints, configs };
}

/** What of a folder or tar is meant: a capture that was made in the guest holds the guest's answers as firmware's. */
function partOf({ firmware, vfio, guest, sysfs, hints, versions, configs }: Capture, side: SideName): Partial<Capture> {
  if (side === 'guest') return { guest: guest.length > 0 ? guest : firmware, hints, configs };
  return side === 'firmware'
    ? { firmware, sysfs, hints, versions, configs }
    : { vfio, sysfs, hints, versions, configs };
}

type Blocks = Readonly<Record<SideName, readonly ReadBlock[]>>;

/**
 * The blocks of each side; two of one kind are both firmware's, to be compared field by field.
 * @throws ToolError for a block on a side where it cannot be.
 */
function onTheirSides(given: Blocks, catalog: Catalog): Readonly<Record<SideName, readonly DecodedBlock[]>> {
  const { firmware, vfio, guest } = given;
  const [one, other] = [firmware[0], vfio[0]];
  const isPair = firmware.length === 1 && vfio.length === 1;
  const answer = vfio.find(({ block }) => isClp(block));
  const isStructural = isPair && guest.length === 0 && one?.block.type === other?.block.type;
  const areAnswers = vfio.length === 1 && guest.length === 0 && answer !== undefined;
  const stranger = firmware.find(({ block }) => !isClp(block));
  if (!isStructural) {
    if (isPair && stranger !== undefined && answer !== undefined)
      throw misplaced(stranger, ` and ${answer.source} a ${answer.block.type}: firmware comes first, swap the two`);
    if (stranger !== undefined) throw misplaced(stranger, ', which firmware does not answer with: give it with --vfio');
    const foreign = guest.find(({ block }) => !isClp(block));
    if (foreign !== undefined) throw misplaced(foreign, ": the guest's side takes CLP answers, give it with --vfio");
  }
  if (isStructural || areAnswers) return { firmware: [...firmware, ...vfio].map(withSource), vfio: [], guest: [] };
  if (answer !== undefined) throw misplaced(answer, ', no VFIO buffer: give it with --firmware or --guest');
  const ruleless = vfio.find(({ block }) => !hasRules(catalog, block));
  if (ruleless !== undefined)
    throw misplaced(ruleless, ': no interface says how it relates to firmware, decode shows it');
  return { firmware: firmware.map(withSource), vfio: vfio.map(withSource), guest: guest.map(withSource) };
}

function misplaced({ source, block }: ReadBlock, why: string): ToolError {
  return new ToolError(`${source} is a ${block.type}${why}`);
}
