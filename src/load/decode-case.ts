/**
 * The blocks of a case as its manifest says, and the sides that their roles put them on.
 */
import { basename, join } from 'node:path';
import type { Catalog } from '../catalog/catalog.js';
import { isType } from '../decode/choose-type.js';
import { readHints } from '../input/hints.js';
import { decodeText, recogniseText } from '../input/recognise-text.js';
import { readSysfs, type SysfsText } from '../input/sysfs.js';
import { ToolError } from '../model/errors.js';
import type { Hint } from '../model/hints.js';
import type { CaseFiles, Files } from '../model/ports.js';
import { decodeInput, type ReadBlock, type ReadingOptions } from './blocks.js';
import { inputLimit, kernelFile, kernelLimit, manifestFile, sysfsFile } from './files.js';
import { kernelTables } from './kernel-types.js';
import { type Case, type CaseBlock, loadCase } from './load-case.js';
import type { Manifest, OwnTables } from './manifest.js';
import { optionsFor } from './read-source.js';
import { sideByRoles, sortSides } from './side-of.js';
import type { Capture } from './sort-capture.js';
import type { SourceReport } from './source-report.js';

/**
 * The tables that a case is read with: its own over those given, and what the kernel beside it has otherwise.
 * @throws ToolError when its own are no valid tables.
 */
export async function catalogFor(
  dir: string,
  { layouts, views, interfaces }: Pick<Manifest, 'layouts' | 'views' | 'interfaces'>,
  catalog: Catalog,
  files: Files,
  note: (text: string) => void = () => undefined,
): Promise<Catalog> {
  const version = interfaces?.linux;
  const own = await ownTables(dir, { layouts, views }, catalog, files);
  const isThere = (await files.list(dir))?.some((path) => basename(path) === kernelFile) === true;
  if (!isThere) return own;
  const place = join(dir, kernelFile);
  const tables = await kernelTables({ place, bytes: await files.read(place, kernelLimit), version }, own);
  for (const change of tables.changes) note(`${place}: ${change}`);
  return tables.catalog;
}

async function ownTables(dir: string, { layouts, views }: OwnTables, catalog: Catalog, files: Files): Promise<Catalog> {
  if (layouts === undefined && views === undefined) return catalog;
  const { loadTables } = await import('../user-tables/load.js');
  const pathOf = (name: string | undefined): string | undefined => (name === undefined ? name : `${dir}/${name}`);
  return loadTables({ layouts: pathOf(layouts), views: pathOf(views) }, files, catalog);
}

/**
 * Every block in a file of a case.
 * @throws ToolError with the path of the file when it cannot be read as the manifest says.
 */
export async function decodeCaseBlock(
  { dir, manifest }: Case,
  { listed, bytes }: CaseBlock,
  options: ReadingOptions,
  note: (text: string) => void = () => undefined,
): Promise<readonly ReadBlock[]> {
  const own = optionsFor({ listed: { block: listed, interfaces: manifest.interfaces ?? {} } }, options);
  try {
    if (!isType(own.catalog, listed.type))
      throw new ToolError(`unknown type ${listed.type}; zpci-inspect fields lists the types`);
    return await decodeInput(recogniseText(bytes), listed.file, own, note);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw new ToolError(`${dir}/${listed.file}: ${error.message}`, [...error.details, ...inManifest(error)]);
  }
}

/** What options of commands are called in a manifest. */
function inManifest({ message, details }: ToolError): string[] {
  const isAdvice = [message, ...details].some((text) => /--(?:word|input)\b/.test(text));
  return isAdvice ? ['in the manifest these are "word", "wordEndian" and "input" of the block'] : [];
}

/** The functions in the sysfs text of a case. */
export function sysfsOf({ sysfs }: Pick<Case, 'sysfs'>): SysfsText[] {
  const text = sysfs === null ? null : decodeText(sysfs);
  return text === null ? [] : readSysfs(text, sysfsFile);
}

/**
 * The blocks of a case folder by their roles, and the tables that they were read with.
 * @throws ToolError when the case cannot be read.
 */
export async function caseSides(
  dir: string,
  options: ReadingOptions,
  files: CaseFiles,
  report: SourceReport,
): Promise<Capture & { readonly catalog: Catalog }> {
  const one = await loadCase(files, dir);
  const catalog = await catalogFor(dir, one.manifest, options.catalog, files, report.note);
  const parts = one.blocks.map((block) => ({ role: block.listed.role, type: block.listed.type, block }));
  const sorted = sortSides(parts, sideByRoles(parts, catalog));
  const decode = async (side: typeof sorted.vfio): Promise<ReadBlock[]> => {
    const reads: ReadBlock[] = [];
    for (const { block } of side)
      for (const read of await decodeCaseBlock(one, block, { ...options, catalog }, report.note)) reads.push(read);
    return reads;
  };
  return {
    firmware: await decode(sorted.firmware),
    vfio: await decode(sorted.vfio),
    guest: await decode(sorted.guest),
    sysfs: sysfsOf(one),
    hints: await logsBeside(one, files, report),
    versions: one.manifest.interfaces ?? {},
    catalog,
  };
}

/** Hints in the texts that lie beside the blocks of a case. */
async function logsBeside({ dir, blocks }: Case, files: CaseFiles, report: SourceReport): Promise<Hint[]> {
  const known = new Set([...blocks.map(({ listed }) => listed.file), sysfsFile, manifestFile, kernelFile]);
  const hints: Hint[] = [];
  for (const { name, kind } of (await files.entries(dir)) ?? []) {
    if (kind !== 'file' || known.has(name) || name.endsWith('.json')) continue;
    try {
      const text = decodeText(await files.read(join(dir, name), inputLimit));
      if (text !== null) for (const hint of readHints(text, name)) hints.push(hint);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      report.note(`no hints read: ${error.message}`);
    }
  }
  return hints;
}
