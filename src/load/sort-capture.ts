/**
 * A folder or tar of captures, sorted by side: by the roles of its manifest, else by names and content.
 */
import { posix } from 'node:path';
import type { Catalog } from '../catalog/catalog.js';
import type { SysfsText } from '../input/sysfs.js';
import { ToolError } from '../model/errors.js';
import type { GuestConfig } from '../model/guest-config.js';
import type { Hint } from '../model/hints.js';
import type { ReadBlock, ReadingOptions } from './blocks.js';
import type { Manifest } from './manifest.js';
import { type Content, readSource } from './read-source.js';
import { hasRules, isClp, roleFromName, type SideName, sideByRoles, sideOf, sortSides } from './side-of.js';
import type { Source } from './source.js';
import type { SourceReport } from './source-report.js';
import { folderOfTree } from './sysfs-entries.js';

/** Blocks by side, and what was read beside them. */
export interface Capture extends Record<SideName, readonly ReadBlock[]> {
  readonly sysfs: readonly SysfsText[];
  /** Lines of logs. */
  readonly hints: readonly Hint[];
  /** What guests were given. */
  readonly configs?: readonly GuestConfig[] | undefined;
  /** Versions that the interfaces are of, as a manifest recorded them. */
  readonly versions: NonNullable<Manifest['interfaces']>;
}

/** Most bytes of blocks that are compared at once. */
const sizeLimit = 256 * 1024 * 1024;

interface Found {
  readonly read: ReadBlock;
  readonly from: Source;
  readonly role: string;
  readonly type: string;
}

/**
 * The sources of one folder or tar, by side. What is on no side is reported as left out.
 * @throws ToolError when it holds several cases, or more than can be compared at once.
 */
export async function sortCapture(
  sources: AsyncIterable<Source>,
  options: ReadingOptions,
  report: SourceReport,
): Promise<Capture> {
  const read = await readAll(oneCase(sources), options, report);
  return sortRead(read, options.catalog, report);
}

/** A part of a folder or tar that is a capture by itself. */
export interface Part {
  /** Its folder in there; empty for all of it. */
  readonly folder: string;
  readonly capture: Capture;
  /** Blocks of a case whose roles are on no side. */
  readonly beside: readonly ReadBlock[];
}

/**
 * The captures of a folder or tar: each case of it, and each of its folders that holds blocks or texts.
 * @throws ToolError when it holds more than can be compared at once.
 */
export async function sortCaptures(
  sources: AsyncIterable<Source>,
  options: ReadingOptions,
  report: SourceReport,
): Promise<readonly Part[]> {
  const read = await readAll(sources, options, report);
  const parts = new Map<string, Read[]>();
  for (const one of read) {
    const folder = machineFolder(one.from.name);
    const part = parts.get(folder);
    if (part === undefined) parts.set(folder, [one]);
    else part.push(one);
  }
  return [...parts].map(([folder, part]) => {
    const beside: ReadBlock[] = [];
    return { folder, capture: sortRead(part, options.catalog, report, beside), beside };
  });
}

/** The folder of a file without those that only name a side. */
function machineFolder(name: string): string {
  const parts = (folderOfTree(name) ?? posix.dirname(name)).split('/');
  while (parts.length > 0 && sideOf(roleFromName(`${parts.at(-1)}-x`)) !== undefined) parts.pop();
  return parts.join('/').replace(/^\.$/, '');
}

/** A source that was read. */
interface Read extends Content {
  readonly from: Source;
}

async function readAll(
  sources: AsyncIterable<Source>,
  options: ReadingOptions,
  report: SourceReport,
): Promise<readonly Read[]> {
  const all: Read[] = [];
  let size = 0;
  for await (const from of sources) {
    const content = await readSource(from, options, report, true);
    size += content.blocks.reduce((sum, { block }) => sum + block.bytes.length, 0);
    if (size > sizeLimit)
      throw new ToolError(
        `${from.place}: more than ${sizeLimit} bytes of blocks up to here; diff compares one host or one case`,
      );
    if (Object.values(content).some((list) => list !== undefined && list.length > 0)) all.push({ ...content, from });
  }
  return all;
}

/** `beside` gets the blocks that are on no side; without it they are left out. */
function sortRead(all: readonly Read[], catalog: Catalog, report: SourceReport, beside?: ReadBlock[]): Capture {
  const roleOf = (from: Source): string => from.listed?.block.role ?? roleFromName(posix.basename(from.name));
  const found = all.flatMap(({ blocks, from }) =>
    blocks.map((read) => ({ read, from, role: roleOf(from), type: read.block.type })),
  );
  return {
    ...sortFound(found, catalog, report, beside),
    // Attributes of a guest are of another machine.
    sysfs: all.flatMap(({ from, sysfs }) => (sideOf(roleOf(from)) === 'guest' ? [] : sysfs)),
    hints: all.flatMap(({ hints }) => hints),
    configs: all.flatMap(({ configs = [] }) => configs),
    versions: all.findLast(({ from }) => from.listed !== undefined)?.from.listed?.interfaces ?? {},
  };
}

/** @throws ToolError when the sources are of several cases. */
async function* oneCase(sources: AsyncIterable<Source>): AsyncGenerator<Source> {
  let first: Source | undefined;
  for await (const from of sources) {
    requireOneCase(from, first);
    if (from.listed !== undefined) first ??= from;
    yield from;
  }
}

function requireOneCase({ listed, container = '' }: Source, before: Source | undefined): void {
  if (listed === undefined || before?.listed === undefined || listed.folder === before.listed.folder) return;
  throw new ToolError(
    `${container}: holds several cases (folders with a manifest.json), such as ${before.listed.folder} and ${listed.folder}; compare one, or name files with --firmware, --vfio and --guest`,
  );
}

function sortFound(
  found: readonly Found[],
  catalog: Catalog,
  report: SourceReport,
  beside?: ReadBlock[],
): Record<SideName, readonly ReadBlock[]> {
  const leave = ({ from }: Found, why: string): void =>
    from.container === undefined
      ? report.note(`${from.place}: left out: ${why}`)
      : report.skip(from.container, from.place, why);
  const isCase = found.some(({ from }) => from.listed !== undefined);
  if (isCase) for (const one of found) if (one.from.listed === undefined) leave(one, 'not listed in manifest.json');
  const side = isCase ? sideByRoles(found, catalog) : sideIn;
  const sorted = sortSides(isCase ? inManifestOrder(found) : inUsualOrder(found, catalog), side, (one, on) =>
    on === 'vfio' && !hasRules(catalog, one.read.block)
      ? `no interface says how a ${one.type} relates to firmware`
      : undefined,
  );
  for (const { part, why } of sorted.leftOut) {
    if (beside !== undefined && side(part) === undefined) beside.push(part.read);
    else leave(part, why);
  }
  const reads = (side: readonly Found[]): ReadBlock[] => side.map(({ read }) => read);
  return { firmware: reads(sorted.firmware), vfio: reads(sorted.vfio), guest: reads(sorted.guest) };
}

function inManifestOrder(found: readonly Found[]): Found[] {
  const listed = found.filter(({ from }) => from.listed !== undefined);
  return listed.sort((a, b) => (a.from.listed?.index ?? 0) - (b.from.listed?.index ?? 0));
}

/** In the order in which interfaces speak of them, whatever their files are called; the rest behind them. */
export function inUsualOrder<One extends { readonly read: ReadBlock }>(
  found: readonly One[],
  catalog: Catalog,
): readonly One[] {
  const structs = catalog.interfaces()[0]?.rows.map((row) => row.struct) ?? [];
  const rank = ({ read }: One): number => {
    const places = read.block.structs.map((struct) => structs.indexOf(struct.tag)).filter((place) => place >= 0);
    return Math.min(structs.length, ...places);
  };
  return [...found].sort((a, b) => rank(a) - rank(b));
}

/** Without a manifest a name counts, then a folder, then the kind of block. */
function sideIn({ role, from, read }: Found): SideName | undefined {
  const side = sideOf(role);
  if (side !== undefined) return side;
  const folders = posix.dirname(from.name).split('/');
  const named = folders.map((folder) => sideOf(roleFromName(`${folder}-x`))).find((one) => one !== undefined);
  return named ?? (isClp(read.block) ? 'firmware' : 'vfio');
}
