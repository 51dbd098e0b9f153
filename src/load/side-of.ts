/**
 * Which side of a comparison a block is on, by the part that it plays and by what it is.
 */
import { type Catalog, hasRole, typeName } from '../catalog/catalog.js';
import { pageType } from '../decode/candidates.js';
import type { DecodedBlock } from '../decode/decode-block.js';

export type SideName = 'firmware' | 'vfio' | 'guest';

const sides: readonly SideName[] = ['firmware', 'vfio', 'guest'];

/** A block by its part and type, as a manifest lists it. */
export interface Part {
  readonly role: string;
  readonly type: string;
}

/** The side of a part such as `vfio-device-info`; undefined when it is compared with nothing. */
export function sideOf(role: string): SideName | undefined {
  return sides.find((side) => role.startsWith(`${side}-`));
}

/** Roles say the side. Where none names firmware, answers and questions of CLP are firmware's, whatever they are called. */
export function sideByRoles(parts: readonly Part[], catalog: Catalog): (part: Part) => SideName | undefined {
  if (parts.some(({ role }) => sideOf(role) === 'firmware')) return ({ role }) => sideOf(role);
  const isClpType = (type: string): boolean =>
    type === pageType || catalog.layout(type)?.role.kind.startsWith('clp-') === true;
  return ({ role, type }) => sideOf(role) ?? (isClpType(type) ? 'firmware' : undefined);
}

/** What tells blocks of several functions apart: a number, a function id, a PCI address. */
const another = /^(\d+|[0-9a-f]{8}|[0-9a-f]{4,8}[_.-][0-9a-f]{2}[_.-][0-9a-f]{2}[_.-][0-7])$/;

/**
 * The same block captured another way, such as `vfio-device-info-argsz4096` beside `vfio-device-info`: decoded, but
 * not compared a second time. `vfio-device-info-2` is a block of its own.
 */
function isVariant({ role, type }: Part, keys: ReadonlySet<string>): boolean {
  const [stem, ending] = stemAndEnding(role);
  for (let at = stem.indexOf('-'); at >= 0; at = stem.indexOf('-', at + 1)) {
    if (keys.has(keyOf(type, stem.slice(0, at), ending)) && !another.test(stem.slice(at + 1))) return true;
  }
  return false;
}

/** What the blocks have in common of which one is captured another way. */
function keyOf(type: string, stem: string, ending: string): string {
  return [type, stem, ending].join(' ');
}

/** `query.page` of `query.page.bin` is a whole page of the query: what is captured another way is `query-a5.page`. */
function stemAndEnding(role: string): readonly [stem: string, ending: string] {
  const ending = /[.-](page|req|rsp)$/.exec(role)?.[0] ?? '';
  return [role.slice(0, role.length - ending.length), ending];
}

/** Parts of one capture by their side. */
export interface Sorted<One> extends Readonly<Record<SideName, readonly One[]>> {
  /** Those that are not compared, each with the reason. */
  readonly leftOut: readonly { readonly part: One; readonly why: string }[];
}

/**
 * Sorts parts by side, in their order. Where roles alone do not decide, `sideIn` says the side, and `objection` why a
 * part is not compared there.
 */
export function sortSides<One extends Part>(
  parts: readonly One[],
  sideIn: (part: One) => SideName | undefined = ({ role }) => sideOf(role),
  objection: (part: One, side: SideName) => string | undefined = () => undefined,
): Sorted<One> {
  const sorted = { firmware: [] as One[], vfio: [] as One[], guest: [] as One[] };
  const leftOut: Sorted<One>['leftOut'][number][] = [];
  const keys = new Set(parts.map(({ type, role }) => keyOf(type, ...stemAndEnding(role))));
  for (const part of parts) {
    const side = sideIn(part);
    const isAgain = isVariant(part, keys);
    const why = isAgain ? 'the same block captured another way' : side && objection(part, side);
    if (why !== undefined) leftOut.push({ part, why });
    else if (side === undefined) leftOut.push({ part, why: `its role "${part.role}" is on no side` });
    else sorted[side].push(part);
  }
  return { ...sorted, leftOut };
}

/** True for requests, answers and pages of CLP: what firmware and the guest's hypervisor give. */
export function isClp({ structs }: DecodedBlock): boolean {
  return structs.some((struct) => struct.plan.layout.role.kind.startsWith('clp-'));
}

/** Some row, check or clue of the tables names a field of the block. */
export function hasRules(catalog: Catalog, block: DecodedBlock): boolean {
  const used = [
    ...catalog.interfaces().flatMap((item) => item.rows.flatMap((row) => (row.to ?? []).map((target) => target.field))),
    ...Object.values(catalog.roles().paths).flatMap((paths) => Object.values(paths)),
  ];
  return block.structs.some(({ plan: { layout } }) => {
    if (hasRole(layout, 'info') && layout.role.chain !== undefined) return true;
    const name = typeName(layout);
    return used.some((field) => field?.startsWith(`${name}.`));
  });
}

/** What people call the sides. */
const called: readonly (readonly [RegExp, string])[] = [
  [/^(?:host|fw|hw|firmware)[-_.]+/, 'firmware-'],
  [/^(?:user|userspace|vfio)[-_.]+/, 'vfio-'],
  [/^(?:vm|guest)[-_.]+/, 'guest-'],
];

/** The part that a file name speaks of: the name without its ending, in the letters that a role may have. */
export function roleFromName(name: string): string {
  const stem = name.replace(/(?<=.)\.[^.]*$/, '').toLowerCase();
  const plain = stem.replace(/[^a-z0-9_.-]+/g, '-').replace(/^[^a-z0-9]+/, '') || 'block';
  const side = called.find(([pattern]) => pattern.test(plain));
  return side === undefined ? plain : plain.replace(side[0], side[1]);
}
