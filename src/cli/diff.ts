import { builtInCatalog, hasRole } from '../catalog/catalog.js';
import { loadCase } from '../check/load-case.js';
import { manifestFile } from '../check/manifest.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import { diffResult, diffViews, severityOf } from '../diff/diff.js';
import { structuralDiff } from '../diff/structural.js';
import type { DiffReport, DiffSeverity } from '../model/diff.js';
import { ToolError } from '../model/errors.js';
import type { Mode } from '../model/interface.js';
import { decodeBytes, type ReadBlock, type ReadingOptions, readBlocks } from './blocks.js';
import { exitCodes } from './exit-codes.js';
import { type OutputOptions, renderOptions, writeResult } from './output.js';
import type { Session } from './session.js';

export interface DiffCliOptions extends OutputOptions, ReadingOptions {
  readonly format: 'table' | 'json' | 'markdown';
  readonly firmware?: readonly string[];
  readonly vfio?: readonly string[];
  readonly guest?: readonly string[];
  readonly only?: 'findings';
  readonly qemu?: string;
  readonly mode?: Mode;
  readonly container?: 'type1' | 'iommufd';
  readonly failOn: 'error' | 'warning' | 'never';
}

/** Blocks by the side they are on, and what is known of the versions. */
interface Sides {
  readonly firmware: DecodedBlock[];
  readonly vfio: DecodedBlock[];
  readonly guest: DecodedBlock[];
  readonly versions: {
    readonly linux?: string | undefined;
    readonly qemu?: string | undefined;
    readonly mode?: Mode | undefined;
  };
}

/** Compares and prints; exit 1 when something at or above --fail-on was found. */
export async function runDiff(files: readonly string[], options: DiffCliOptions, session: Session): Promise<void> {
  const { io } = session;
  checkVersion('--linux', options.linux);
  checkVersion('--qemu', options.qemu);
  const reports = await compare(files, options, session);
  const isFound = reports.some((report) => limits[options.failOn].includes(severityOf(report)));
  const result = diffResult(reports, isFound ? exitCodes.found : exitCodes.ok);
  const render = { ...renderOptions(options, io), findingsOnly: options.only === 'findings' };
  if (options.format === 'json') await writeResult((await import('../render/json.js')).renderJson(result), options, io);
  else {
    const { renderDiff, renderDiffMarkdown } = await import('../render/diff.js');
    const text = options.format === 'markdown' ? renderDiffMarkdown(reports, render) : renderDiff(reports, render);
    await writeResult(text, options, io);
  }
  if (isFound) session.found(exitCodes.found);
}

const limits: Readonly<Record<DiffCliOptions['failOn'], readonly DiffSeverity[]>> = {
  error: ['error'],
  warning: ['error', 'warning'],
  never: [],
};

async function compare(files: readonly string[], options: DiffCliOptions, session: Session): Promise<DiffReport[]> {
  const sides = await gather(files, options, session);
  const { linux, qemu, mode } = sides.versions;
  const [one, other, ...more] = sides.firmware;
  if (
    sides.vfio.length === 0 &&
    sides.guest.length === 0 &&
    one !== undefined &&
    other !== undefined &&
    more.length === 0
  ) {
    return [structuralDiff(one, other, builtInCatalog())];
  }
  return [
    diffViews({
      firmware: sides.firmware,
      vfio: sides.vfio,
      guest: sides.guest,
      options: {
        linux: options.linux ?? linux,
        qemu: options.qemu ?? qemu,
        mode: options.mode ?? mode,
        container: options.container,
      },
    }),
  ];
}

/** A dotted number. @throws ToolError when it is none. */
function checkVersion(option: string, version: string | undefined): void {
  if (version !== undefined && !/^\d+(\.\d+)*([-+].*)?$/.test(version)) {
    throw new ToolError(`${option} ${version} is no version; write it as 6.12 or 10.0.13`);
  }
}

async function gather(files: readonly string[], options: DiffCliOptions, { io }: Session): Promise<Sides> {
  const [first, second, ...more] = files;
  const named = [options.firmware, options.vfio, options.guest].some((list) => list !== undefined);
  if (first !== undefined && second === undefined && !named) {
    const names = await io.files.list(first);
    if (names !== null) return caseSides(first, names, options, { io, found: () => undefined });
  }
  if (more.length > 0) throw new ToolError('more than two files without a side: use --firmware, --vfio and --guest');
  const read = async (list: readonly string[]): Promise<ReadBlock[]> =>
    (await Promise.all(list.map((file) => readBlocks(file, options, io)))).flat();
  const firmware = await read([...(options.firmware ?? []), ...(first === undefined ? [] : [first])]);
  const user = await read(second === undefined ? [] : [second]);
  const vfio = await read(options.vfio ?? []);
  const guest = await read(options.guest ?? []);
  return placed(firmware, [...user, ...vfio], guest);
}

/** The blocks of a case folder by their roles. */
async function caseSides(
  dir: string,
  names: readonly string[],
  options: DiffCliOptions,
  { io }: Session,
): Promise<Sides> {
  if (!names.some((name) => name.endsWith(`/${manifestFile}`) || name === manifestFile)) {
    throw new ToolError(
      `${dir}: no ${manifestFile} in this folder; name the files with --firmware, --vfio and --guest`,
    );
  }
  const one = await loadCase(io.files, dir);
  const blocks = one.blocks.flatMap((block) => {
    const { endian, type, file, role } = block.listed;
    const reading = { ...options, ...(endian === undefined ? {} : { endian }) };
    return decodeBytes(block.bytes, file, type, reading).map((read) => ({ ...read, role }));
  });
  const withRole = (prefix: string): ReadBlock[] => blocks.filter((block) => block.role.startsWith(`${prefix}-`));
  const sides = placed(withRole('firmware'), withRole('vfio'), withRole('guest'));
  return { ...sides, versions: one.manifest.interfaces ?? {} };
}

/** Refuses blocks on a side where they cannot be. */
function placed(firmware: readonly ReadBlock[], vfio: readonly ReadBlock[], guest: readonly ReadBlock[]): Sides {
  const catalog = builtInCatalog();
  const isClp = ({ block }: ReadBlock): boolean =>
    block.structs.some((struct) => struct.plan.layout.role.kind.startsWith('clp-'));
  const wrong = firmware.find((one) => !isClp(one));
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
    return { firmware: [...firmware, answer].map(withSource), vfio: [], guest: [], versions: {} };
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
  return { firmware: firmware.map(withSource), vfio: vfio.map(withSource), guest: guest.map(withSource), versions: {} };
}

function withSource({ block, source }: ReadBlock): DecodedBlock {
  return { ...block, source };
}

/** Some row, check or clue names a field of the block. */
function hasRules(catalog: ReturnType<typeof builtInCatalog>, block: DecodedBlock): boolean {
  const used = [
    ...catalog.interfaces().flatMap((item) => item.rows.flatMap((row) => (row.to ?? []).map((target) => target.field))),
    ...Object.values(catalog.roles().paths).flatMap((paths) => Object.values(paths)),
  ];
  return block.structs.some(({ plan: { layout } }) => {
    const name = layout.interface === undefined ? layout.tag : `${layout.tag}@${layout.interface}`;
    return hasRole(layout, 'info')
      ? layout.role.chain !== undefined || used.some((field) => field?.startsWith(`${name}.`))
      : used.some((field) => field?.startsWith(`${name}.`));
  });
}
