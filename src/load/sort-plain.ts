/**
 * Sides of what was given without one: plain files by what they are, and captures that cannot be of one machine.
 */
import { type Catalog, hasRole } from '../catalog/catalog.js';
import { ToolError } from '../model/errors.js';
import type { ReadBlock } from './blocks.js';
import { isClp, roleFromName, type SideName, sideOf } from './side-of.js';
import { type Capture, inUsualOrder } from './sort-capture.js';

type Blocks = Readonly<Record<SideName, readonly ReadBlock[]>>;

/** A folder or tar that was given without a side. */
export interface NamedCapture {
  /** As it was given. */
  readonly name: string;
  readonly capture: Capture;
}

/**
 * Blocks of files, by file. Two files of one type are compared field by field: the first stands for firmware. Else
 * answers are firmware's, or the guest's where the name of the file says so, and buffers are userspace's.
 * @throws ToolError for an answer beside a capture, which has its own, when its name is not that of a guest's.
 */
export function sortPlain(files: readonly (readonly ReadBlock[])[], hasCapture: boolean, catalog: Catalog): Blocks {
  const [[one, ...more] = [], [other, ...others] = []] = files;
  const isPair = files.length === 2 && more.length + others.length === 0 && !hasCapture;
  if (isPair && one !== undefined && other !== undefined && one.block.type === other.block.type)
    return { firmware: [one], vfio: [other], guest: [] };
  const reads = inUsualOrder(
    files.flat().map((read) => ({ read })),
    catalog,
  ).map(({ read }) => read);
  const guest = reads.filter((read) => isClp(read.block) && sideOf(roleFromName(read.source)) === 'guest');
  const firmware = reads.filter((read) => isClp(read.block) && !guest.includes(read));
  const [answer] = firmware;
  if (hasCapture && answer !== undefined)
    throw new ToolError(`${answer.source} is a ${answer.block.type}: give it with --firmware or --guest`);
  return { firmware, vfio: reads.filter(({ block }) => !isClp(block)), guest };
}

/**
 * Refuses captures that each have answers of firmware: they are not parts of one machine.
 * @throws ToolError that says what to do, with the name of the guest's where it is plain which one that is.
 */
export function requireOneMachine(captures: readonly NamedCapture[], catalog: Catalog): void {
  const [one, other] = captures.filter(({ capture }) => capture.firmware.length > 0);
  if (one === undefined || other === undefined) return;
  for (const [host, guest] of [
    [one, other],
    [other, one],
  ] as const) {
    if (host.capture.vfio.length === 0 || !isOfGuest(guest.capture, catalog)) continue;
    const why = 'QEMU answered its LIST, and it holds no VFIO buffer';
    throw new ToolError(`${guest.name} was captured in a guest: ${why}`, [
      `name it so: zpci-inspect diff ${host.name} --guest ${guest.name}`,
    ]);
  }
  throw new ToolError(`${one.name} and ${other.name} are captures of two machines or two times`, [
    `what changed from one to the other: zpci-inspect compare ${one.name} ${other.name}`,
    `when the second was made in a guest of the first: zpci-inspect diff ${one.name} --guest ${other.name}`,
  ]);
}

/** No function of it is given on, and its LIST has each constant that QEMU writes there. */
function isOfGuest({ firmware, vfio, guest }: Capture, catalog: Catalog): boolean {
  if (vfio.length + guest.length > 0) return false;
  const structs = firmware.flatMap(({ block }) => block.structs);
  return structs.some(
    (struct) =>
      hasRole(struct.plan.layout, 'clp-response') &&
      struct.plan.layout.role.entries !== undefined &&
      guestConstants(struct.tag, catalog).every(([path, value]) => {
        const at = struct.plan.leaves.findIndex((leaf) => leaf.path === path);
        return BigInt(struct.values[at] ?? -1) === value;
      }),
  );
}

/** Members of an answer that are the same for every guest. */
function guestConstants(tag: string, catalog: Catalog): [path: string, value: bigint][] {
  const rows = catalog.interfaces().flatMap((item) => (item.view === 'guest' ? item.rows : []));
  return rows.flatMap((row) =>
    (row.struct === tag ? (row.to ?? []) : []).flatMap(({ field, rule }): [string, bigint][] =>
      rule.kind === 'constant' && field.startsWith(`${tag}.`)
        ? [[field.slice(tag.length + 1), BigInt(rule.value)]]
        : [],
    ),
  );
}
