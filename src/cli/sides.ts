/**
 * From arguments to the sides of a comparison: which block is firmware's, which its users'.
 */
import { join } from 'node:path';
import type { Catalog } from '../catalog/catalog.js';
import { readingFor } from '../check/read-case.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import { readHints } from '../input/hints.js';
import { decodeText } from '../input/text-lines.js';
import { decodeBytes, type ReadBlock, type ReadingOptions } from '../load/blocks.js';
import { Gathering } from '../load/collect-sides.js';
import { loadCase, sysfsFile } from '../load/load-case.js';
import { manifestFile } from '../load/manifest.js';
import type { Versions } from '../load/pile.js';
import { placed } from '../load/placed.js';
import { isVariant, type SideName, sideOf } from '../load/side-of.js';
import { inputLimit } from '../load/source.js';
import type { SourceReport } from '../load/source-report.js';
import type { SysfsText } from '../load/sysfs-text.js';
import { ToolError } from '../model/errors.js';
import type { Hint } from '../model/hints.js';
import type { Io } from '../model/ports.js';
import { safe } from '../render/safe.js';
import { readingOf, sysfsReader } from './check-blocks.js';

/** Blocks by the side they are on, and what is known of the versions. */
export interface Sides {
  readonly firmware: readonly DecodedBlock[];
  readonly vfio: readonly DecodedBlock[];
  readonly guest: readonly DecodedBlock[];
  readonly sysfs: readonly SysfsText[];
  readonly hints: readonly Hint[];
  readonly versions: Versions;
  /** The tables of a case that brings its own. */
  readonly catalog?: Catalog;
}

export interface SideOptions extends ReadingOptions {
  readonly catalog: Catalog;
  readonly firmware?: readonly string[];
  readonly vfio?: readonly string[];
  readonly guest?: readonly string[];
}

/**
 * The sides that the arguments name: a case folder, a folder or tar of captures, a firmware file and a user file, or
 * files by option. Entries of a folder or tar that cannot be read are reported, and the rest is compared.
 *
 * @throws ToolError when a file cannot be read, or stands on a side where it cannot be.
 */
export async function gatherSides(
  files: readonly string[],
  options: SideOptions,
  io: Io,
  report: SourceReport,
): Promise<Sides> {
  const [first] = files;
  const named = [options.firmware, options.vfio, options.guest].some((list) => list !== undefined);
  if (first !== undefined && files.length === 1 && !named) {
    const names = await io.files.list(first);
    if (names?.some((name) => name.endsWith(`/${manifestFile}`) || name === manifestFile)) {
      return caseSides(first, options, io, report);
    }
  }
  const gathering = new Gathering(options, io, report);
  for (const file of files) await gathering.positional(file);
  gathering.settle();
  for (const side of ['firmware', 'vfio', 'guest'] as const) {
    for (const file of options[side] ?? []) await gathering.named(file, side);
  }
  const { firmware, vfio, guest, sysfs, hints, versions } = gathering.pile;
  return { ...placed(firmware, vfio, guest, sysfs, options.catalog), hints, versions };
}

/** The blocks of a case folder by their roles. */
async function caseSides(dir: string, options: SideOptions, io: Io, report: SourceReport): Promise<Sides> {
  const one = await loadCase(io.files, dir);
  const { catalog } = await readingFor(dir, one.manifest, readingOf(options.catalog, io.files));
  const listed = one.blocks.map((block) => block.listed);
  const linux = options.linux ?? one.manifest.interfaces?.linux;
  const blocks: (ReadBlock & { readonly role: string })[] = [];
  for (const block of one.blocks) {
    if (isVariant(block.listed, listed)) continue;
    const { endian, type, file, role } = block.listed;
    const reading = {
      ...options,
      catalog,
      ...(endian === undefined ? {} : { endian }),
      ...(linux === undefined ? {} : { linux }),
    };
    const read = await decodeBytes(block.bytes, file, type, reading, report.note);
    blocks.push(...read.map((one) => ({ ...one, role })));
  }
  const side = (name: SideName): ReadBlock[] => blocks.filter((block) => sideOf(block.role) === name);
  const sysfs = one.sysfs === null ? [] : [...sysfsReader(one.sysfs, sysfsFile)];
  const sides = placed(side('firmware'), side('vfio'), side('guest'), sysfs, catalog);
  const known = new Set([...listed.map(({ file }) => file), sysfsFile, manifestFile]);
  return { ...sides, catalog, hints: await logsBeside(dir, known, io), versions: one.manifest.interfaces ?? {} };
}

/** Hints in the texts that lie beside the blocks of a case. */
async function logsBeside(dir: string, known: ReadonlySet<string>, { files, stderr }: Io): Promise<Hint[]> {
  const hints: Hint[] = [];
  for (const { name, kind } of (await files.entries(dir)) ?? []) {
    if (kind !== 'file' || known.has(name) || name.endsWith('.json')) continue;
    try {
      const text = decodeText(await files.read(join(dir, name), inputLimit));
      hints.push(...((text === null ? null : readHints(text, name)) ?? []));
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      stderr(`zpci-inspect: no hints read: ${safe(error.message)}\n`);
    }
  }
  return hints;
}
