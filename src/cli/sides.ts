/**
 * From arguments to the sides of a comparison: which block is firmware's, which its users'.
 */
import { builtInCatalog, type Catalog, hasRole, typeName } from '../catalog/catalog.js';
import { loadCase } from '../check/load-case.js';
import { manifestFile } from '../check/manifest.js';
import { readingFor } from '../check/read-case.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import { readSysfs } from '../input/sysfs.js';
import { decodeText } from '../input/text-lines.js';
import { ToolError } from '../model/errors.js';
import type { Mode } from '../model/interface.js';
import type { Io } from '../model/ports.js';
import { decodeBytes, type ReadBlock, type ReadingOptions } from './blocks.js';
import { readingOf } from './check-blocks.js';
import { readBlocks } from './read-source.js';
import { inputLimit } from './sources.js';
import type { SysfsText } from './sysfs-text.js';
import { readSysfsTree } from './sysfs-tree.js';
import { typedArgument } from './typed-argument.js';

/** Blocks by the side they are on, and what is known of the versions. */
export interface Sides {
  readonly firmware: readonly DecodedBlock[];
  readonly vfio: readonly DecodedBlock[];
  readonly guest: readonly DecodedBlock[];
  readonly sysfs: readonly SysfsText[];
  readonly versions: {
    readonly linux?: string | undefined;
    readonly qemu?: string | undefined;
    readonly mode?: Mode | undefined;
  };
  /** The tables of a case that brings its own. */
  readonly catalog?: Catalog;
}

export interface SideOptions extends ReadingOptions {
  readonly firmware?: readonly string[];
  readonly vfio?: readonly string[];
  readonly guest?: readonly string[];
}

/**
 * The sides that the arguments name: a case folder, a firmware file and a user file, or files by option.
 *
 * @throws ToolError when a file cannot be read, or stands on a side where it cannot be.
 */
export async function gatherSides(files: readonly string[], options: SideOptions, io: Io): Promise<Sides> {
  const [first, second, ...more] = files;
  const named = [options.firmware, options.vfio, options.guest].some((list) => list !== undefined);
  if (first !== undefined && second === undefined && !named) {
    const names = await io.files.list(first);
    if (names !== null) return caseSides(first, names, options, io);
  }
  if (more.length > 0) throw new ToolError('more than two files without a side: use --firmware, --vfio and --guest');
  const read = async (list: readonly string[]): Promise<ReadBlock[]> => {
    const blocks: ReadBlock[] = [];
    for (const file of list) blocks.push(...(await readBlocks(file, options, io)));
    return blocks;
  };
  const firmware = await read([...(options.firmware ?? []), ...(first === undefined ? [] : [first])]);
  const users: ReadBlock[] = [];
  const sysfs: SysfsText[] = [];
  for (const file of [...(second === undefined ? [] : [second]), ...(options.vfio ?? [])]) {
    const texts = await sysfsTexts(file, options, io);
    if (texts === null) users.push(...(await read([file])));
    else sysfs.push(...texts);
  }
  return placed(firmware, users, await read(options.guest ?? []), sysfs, options.catalog);
}

/** The functions of a sysfs text or folder; null when the argument is neither. */
async function sysfsTexts(file: string, { catalog }: SideOptions, io: Io): Promise<SysfsText[] | null> {
  if (file === '-' || typedArgument(file, undefined, catalog).type !== undefined) return null;
  if ((await io.files.list(file)) !== null) return readSysfsTree(file, io.files);
  const text = decodeText(await io.files.read(file, inputLimit));
  const functions = text === null ? null : readSysfs(text);
  return functions?.map(({ attributes, address }) => ({ attributes, source: address || file })) ?? null;
}

/** The blocks of a case folder by their roles. */
async function caseSides(dir: string, names: readonly string[], options: SideOptions, io: Io): Promise<Sides> {
  if (!names.some((name) => name.endsWith(`/${manifestFile}`) || name === manifestFile)) {
    throw new ToolError(
      `${dir}: no ${manifestFile} in this folder; name the files with --firmware, --vfio and --guest`,
    );
  }
  const one = await loadCase(io.files, dir);
  const { catalog } = await readingFor(dir, one.manifest, readingOf(options.catalog ?? builtInCatalog(), io.files));
  const blocks: (ReadBlock & { readonly role: string })[] = [];
  for (const { bytes, listed } of one.blocks) {
    const { endian, type, file, role } = listed;
    const reading = { ...options, catalog, ...(endian === undefined ? {} : { endian }) };
    const read = await decodeBytes(bytes, file, type, reading, (note) => io.stderr(`zpci-inspect: ${note}\n`));
    blocks.push(...read.map((block) => ({ ...block, role })));
  }
  const withRole = (prefix: string): ReadBlock[] => blocks.filter((block) => block.role.startsWith(`${prefix}-`));
  const sides = placed(withRole('firmware'), withRole('vfio'), withRole('guest'), [], catalog);
  return { ...sides, catalog, versions: one.manifest.interfaces ?? {} };
}

/** Refuses blocks on a side where they cannot be. */
function placed(
  firmware: readonly ReadBlock[],
  vfio: readonly ReadBlock[],
  guest: readonly ReadBlock[],
  sysfs: readonly SysfsText[],
  catalog: Catalog = builtInCatalog(),
): Sides {
  const isClp = ({ block }: ReadBlock): boolean =>
    block.structs.some((struct) => struct.plan.layout.role.kind.startsWith('clp-'));
  const [one, other] = [firmware[0]?.block, vfio[0]?.block];
  if (firmware.length === 1 && vfio.length === 1 && guest.length === 0 && one?.type === other?.type) {
    return { firmware: [...firmware, ...vfio].map(withSource), vfio: [], guest: [], sysfs, versions: {} };
  }
  const wrong = firmware.find((block) => !isClp(block));
  const answer = vfio.find(isClp);
  if (wrong !== undefined && answer !== undefined && firmware.length === 1 && vfio.length === 1) {
    throw new ToolError(
      `${wrong.source} is a ${wrong.block.type} and ${answer.source} a ${answer.block.type}: firmware comes first, swap the two`,
    );
  }
  if (wrong !== undefined)
    throw new ToolError(
      `${wrong.source} is a ${wrong.block.type}, which firmware does not answer with: give it with --vfio`,
    );
  const stranger = guest.find((one) => !isClp(one));
  if (stranger !== undefined)
    throw new ToolError(
      `${stranger.source} is a ${stranger.block.type}: the guest's side takes CLP answers, give it with --vfio`,
    );
  if (answer !== undefined && guest.length === 0 && vfio.length === 1) {
    return { firmware: [...firmware, answer].map(withSource), vfio: [], guest: [], sysfs, versions: {} };
  }
  if (answer !== undefined)
    throw new ToolError(
      `${answer.source} is a ${answer.block.type}, no VFIO buffer: give it with --firmware or --guest`,
    );
  const ruleless = vfio.find(({ block }) => !hasRules(catalog, block));
  if (ruleless !== undefined)
    throw new ToolError(
      `${ruleless.source} is a ${ruleless.block.type}: no interface says how it relates to firmware, decode shows it`,
    );
  return {
    firmware: firmware.map(withSource),
    vfio: vfio.map(withSource),
    guest: guest.map(withSource),
    sysfs,
    versions: {},
  };
}

function withSource({ block, source }: ReadBlock): DecodedBlock {
  return { ...block, source };
}

/** Some row, check or clue names a field of the block. */
function hasRules(catalog: Catalog, block: DecodedBlock): boolean {
  const used = [
    ...catalog.interfaces().flatMap((item) => item.rows.flatMap((row) => (row.to ?? []).map((target) => target.field))),
    ...Object.values(catalog.roles().paths).flatMap((paths) => Object.values(paths)),
  ];
  return block.structs.some(({ plan: { layout } }) => {
    const name = typeName(layout);
    return hasRole(layout, 'info')
      ? layout.role.chain !== undefined || used.some((field) => field?.startsWith(`${name}.`))
      : used.some((field) => field?.startsWith(`${name}.`));
  });
}
