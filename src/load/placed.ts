import { builtInCatalog, type Catalog, hasRole, typeName } from '../catalog/catalog.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import { ToolError } from '../model/errors.js';
import type { ReadBlock } from './blocks.js';
import type { SysfsText } from './sysfs-text.js';

/** True for requests, answers and pages of CLP. */
export function isClp({ block }: ReadBlock): boolean {
  return block.structs.some((struct) => struct.plan.layout.role.kind.startsWith('clp-'));
}

/** Blocks by side, each with its source. */
export interface PlacedSides {
  readonly firmware: readonly DecodedBlock[];
  readonly vfio: readonly DecodedBlock[];
  readonly guest: readonly DecodedBlock[];
  readonly sysfs: readonly SysfsText[];
}

/**
 * The blocks on their sides; two of one kind are both firmware's, to be compared field by field.
 * @throws ToolError for a block on a side where it cannot be.
 */
export function placed(
  firmware: readonly ReadBlock[],
  vfio: readonly ReadBlock[],
  guest: readonly ReadBlock[],
  sysfs: readonly SysfsText[],
  catalog: Catalog = builtInCatalog(),
): PlacedSides {
  const [one, other] = [firmware[0]?.block, vfio[0]?.block];
  if (firmware.length === 1 && vfio.length === 1 && guest.length === 0 && one?.type === other?.type) {
    return { firmware: [...firmware, ...vfio].map(withSource), vfio: [], guest: [], sysfs };
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
    return { firmware: [...firmware, answer].map(withSource), vfio: [], guest: [], sysfs };
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
  };
}

function withSource({ block, source }: ReadBlock): DecodedBlock {
  return block.with({ source });
}

/** Some row, check or clue names a field of the block. */
export function hasRules(catalog: Catalog, block: DecodedBlock): boolean {
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
