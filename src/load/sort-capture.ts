/**
 * A folder or tar of captures, sorted by side: by the roles of its manifest, else by names and content.
 */
import { posix } from 'node:path';
import type { Catalog } from '../catalog/catalog.js';
import { readHints } from '../input/hints.js';
import { ToolError } from '../model/errors.js';
import type { ReadBlock, ReadingOptions } from './blocks.js';
import { emptyPile, type Pile } from './pile.js';
import { hasRules, isClp } from './placed.js';
import { readSource } from './read-source.js';
import { isVariant, roleFromName, type SideName, sideOf } from './side-of.js';
import type { Source } from './source.js';
import type { SourceReport } from './source-report.js';
import { sysfsTexts } from './sysfs-text.js';

/** Most bytes of blocks that are compared at once. */
const pileLimit = 256 * 1024 * 1024;

interface Found {
  readonly read: ReadBlock;
  readonly from: Source;
  readonly role: string;
  readonly type: string;
}

/**
 * The sources of one folder or tar, by side.
 * @throws ToolError when it holds several cases, or more than can be compared at once.
 */
export async function sortBundle(
  sources: AsyncIterable<Source>,
  options: ReadingOptions & { readonly catalog: Catalog },
  report: SourceReport,
): Promise<Pile> {
  const pile = emptyPile();
  const found: Found[] = [];
  let size = 0;
  for await (const from of sources) {
    if (from.listed !== undefined) pile.versions = from.listed.interfaces;
    requireOneCase(from, found[0]?.from);
    const role = from.listed?.block.role ?? roleFromName(posix.basename(from.name));
    const blocks = await readSource(from, options, report, {
      before: (text) => takeSysfs(text, from, role, pile),
      instead: (text) => takeHints(text, from, pile),
    });
    size += blocks.reduce((sum, { block }) => sum + block.bytes.length, 0);
    if (size > pileLimit)
      throw new ToolError(
        `${from.place}: more than ${pileLimit} bytes of blocks up to here; diff compares one host or one case`,
      );
    found.push(...blocks.map((read) => ({ read, from, role, type: read.block.type })));
  }
  sortBySide(found, options.catalog, pile, report);
  return pile;
}

function requireOneCase({ listed, container = '' }: Source, before: Source | undefined): void {
  if (listed === undefined || before?.listed === undefined || listed.folder === before.listed.folder) return;
  throw new ToolError(
    `${container}: holds several cases (folders with a manifest.json), such as ${before.listed.folder} and ${listed.folder}; compare one, or name files with --firmware, --vfio and --guest`,
  );
}

/** The host's attributes; those of a guest are of another machine. */
function takeSysfs(text: string, { name, container }: Source, role: string, pile: Pile): boolean {
  const texts = sysfsTexts(text, name);
  if (texts === null || container === undefined) return false;
  if (sideOf(role) !== 'guest') pile.sysfs.push(...texts);
  return true;
}

function takeHints(text: string, { name }: Source, pile: Pile): boolean {
  const hints = readHints(text, name);
  pile.hints.push(...(hints ?? []));
  return hints !== null;
}

function sortBySide(found: readonly Found[], catalog: Catalog, pile: Pile, report: SourceReport): void {
  const isCase = found.some(({ from }) => from.listed !== undefined);
  const all = isCase
    ? [...found].sort((a, b) => (a.from.listed?.index ?? 0) - (b.from.listed?.index ?? 0))
    : inUsualOrder(found, catalog);
  for (const one of all) {
    const why = whyLeftOut(one, all, catalog, isCase);
    const side = sideIn(one);
    if (why === undefined && side !== undefined) pile[side].push(one.read);
    else report.skip(one.from.container ?? '', one.from.place, why ?? `its role "${one.role}" is on no side`);
  }
}

/** Answers in the order in which interfaces speak of them, whatever their files are called; the rest behind them. */
function inUsualOrder(found: readonly Found[], catalog: Catalog): Found[] {
  const structs = catalog.interfaces()[0]?.rows.map((row) => row.struct) ?? [];
  const rank = ({ read }: Found): number => {
    const places = read.block.structs.map((struct) => structs.indexOf(struct.tag)).filter((place) => place >= 0);
    return Math.min(structs.length, ...places);
  };
  return [...found].sort((a, b) => rank(a) - rank(b));
}

function whyLeftOut(one: Found, all: readonly Found[], catalog: Catalog, isCase: boolean): string | undefined {
  if (isCase && one.from.listed === undefined) return 'not listed in manifest.json';
  if (isVariant(one, all)) return 'the same block captured another way';
  if (sideIn(one) === 'vfio' && !hasRules(catalog, one.read.block))
    return `no interface says how a ${one.type} relates to firmware`;
  return undefined;
}

/** As the role says; without a manifest a name counts, then a folder, then the kind of block. */
function sideIn({ role, from, read }: Found): SideName | undefined {
  const side = sideOf(role);
  if (side !== undefined || from.listed !== undefined) return side;
  const folders = posix.dirname(from.name).split('/');
  const named = folders.map((folder) => sideOf(roleFromName(`${folder}-x`))).find((one) => one !== undefined);
  return named ?? (isClp(read) ? 'firmware' : 'vfio');
}
