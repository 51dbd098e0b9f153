/**
 * A folder or tar of captures, sorted by side: by the roles of its manifest, else by names and content.
 */
import { posix } from 'node:path';
import type { Catalog } from '../catalog/catalog.js';
import type { SysfsText } from '../input/sysfs.js';
import { ToolError } from '../model/errors.js';
import type { Hint } from '../model/hints.js';
import type { ReadBlock, ReadingOptions } from './blocks.js';
import type { Manifest } from './manifest.js';
import { readSource } from './read-source.js';
import { hasRules, isClp, roleFromName, type SideName, sideOf, sortSides } from './side-of.js';
import type { Source } from './source.js';
import type { SourceReport } from './source-report.js';

/** Blocks by side, and what was read beside them. */
export interface Capture extends Record<SideName, readonly ReadBlock[]> {
  readonly sysfs: readonly SysfsText[];
  /** Lines of logs. */
  readonly hints: readonly Hint[];
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
  const found: Found[] = [];
  const sysfs: SysfsText[] = [];
  const hints: Hint[] = [];
  let versions: Capture['versions'] = {};
  let size = 0;
  for await (const from of sources) {
    if (from.listed !== undefined) versions = from.listed.interfaces;
    requireOneCase(from, found[0]?.from);
    const role = from.listed?.block.role ?? roleFromName(posix.basename(from.name));
    const { blocks, ...texts } = await readSource(from, options, report, true);
    // Attributes of a guest are of another machine.
    if (sideOf(role) !== 'guest') sysfs.push(...texts.sysfs);
    hints.push(...texts.hints);
    size += blocks.reduce((sum, { block }) => sum + block.bytes.length, 0);
    if (size > sizeLimit)
      throw new ToolError(
        `${from.place}: more than ${sizeLimit} bytes of blocks up to here; diff compares one host or one case`,
      );
    found.push(...blocks.map((read) => ({ read, from, role, type: read.block.type })));
  }
  return { ...sortFound(found, options.catalog, report), sysfs, hints, versions };
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
): Record<SideName, readonly ReadBlock[]> {
  const leave = ({ from }: Found, why: string): void => report.skip(from.container ?? '', from.place, why);
  const isCase = found.some(({ from }) => from.listed !== undefined);
  if (isCase) for (const one of found) if (one.from.listed === undefined) leave(one, 'not listed in manifest.json');
  const sorted = sortSides(isCase ? inManifestOrder(found) : inUsualOrder(found, catalog), sideIn, (one, side) =>
    side === 'vfio' && !hasRules(catalog, one.read.block)
      ? `no interface says how a ${one.type} relates to firmware`
      : undefined,
  );
  for (const { part, why } of sorted.leftOut) leave(part, why);
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

/** As the role says; without a manifest a name counts, then a folder, then the kind of block. */
function sideIn({ role, from, read }: Found): SideName | undefined {
  const side = sideOf(role);
  if (side !== undefined || from.listed !== undefined) return side;
  const folders = posix.dirname(from.name).split('/');
  const named = folders.map((folder) => sideOf(roleFromName(`${folder}-x`))).find((one) => one !== undefined);
  return named ?? (isClp(read.block) ? 'firmware' : 'vfio');
}
