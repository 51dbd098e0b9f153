/**
 * How the structs of firmware come into those of the user: member by member, or as a copy of the bytes.
 */
import { type Catalog, hasRole } from '../catalog/catalog.js';
import type { BitPlace, Transfer } from '../model/audit.js';
import type { Interface, Target } from '../model/interface.js';
import type { Layout } from '../model/layout.js';
import { structOf } from '../rules/facts.js';
import type { FirmwareField } from './firmware-fields.js';
import type { UserField, UserStruct } from './user-structs.js';

/** One way of one member of firmware to the user. */
export interface Link {
  readonly firmware: FirmwareField;
  readonly target: Target;
  /** Null when the fact is the presence of a struct, or stands in a text file. */
  readonly user: UserField | null;
  /** The bits of the user's member that hold it. */
  readonly landing: BitPlace | null;
}

/** A struct of firmware, a struct of the user, and everything that comes over. */
export interface Pair {
  /** Tag of the firmware struct. */
  readonly firmware: string;
  /** Bytes that the answer had in different kernels, oldest first. */
  readonly firmwareSizes: readonly number[];
  /** Null for texts. */
  readonly user: UserStruct | null;
  readonly transfer: Transfer;
  readonly links: readonly Link[];
}

/** Fewer members than this at their own place can be chance. */
const leastForCopy = 4;

/** Number of the first bit of a place, from the start of its struct. */
function firstBit(place: BitPlace): number {
  return place.byteOffset * 8 + place.bitOffset;
}

/** True when two places have a bit in common, both counted from the start of their structs. */
export function overlap(a: BitPlace, b: BitPlace): boolean {
  return firstBit(a) < firstBit(b) + b.bitLength && firstBit(b) < firstBit(a) + a.bitLength;
}

/** True when the bits are firmware's own. */
export function isInPlace({ firmware, landing }: Pick<Link, 'firmware' | 'landing'>): boolean {
  return landing !== null && firstBit(landing) === firstBit(firmware.place);
}

/** True when the user gets firmware's bytes and not values that the kernel chose. */
export function isRaw({ transfer }: Pair): boolean {
  return transfer === 'copied' || transfer === 'opaque' || transfer === 'same struct';
}

/** Members of a copy that lie over a place of firmware's struct, whatever the rows say. */
export function membersOver({ transfer, user }: Pair, place: BitPlace): readonly UserField[] {
  return transfer === 'copied' && user !== null ? user.fields.filter((one) => overlap(one.place, place)) : [];
}

/** Every pair of structs with at least one member in common, in the order of firmware's. */
export function makePairs(
  catalog: Catalog,
  item: Interface,
  fields: readonly FirmwareField[],
  structs: readonly UserStruct[],
): readonly Pair[] {
  const byPair = new Map<string, { layout: Layout; user: UserStruct | null; links: Link[] }>();
  for (const firmware of fields) {
    for (const target of firmware.targets) {
      const struct = structOf(target.field);
      const user = structs.find((one) => one.holderName === struct) ?? null;
      // Members of no layout are files, when the interface has files.
      if (user === null && (item.view !== 'sysfs' || catalog.layout(struct) !== undefined)) continue;
      const field = user?.fields.find((one) => one.name === target.field) ?? null;
      const key = `${firmware.layout.tag} ${user?.name ?? ''}`;
      const pair = byPair.get(key) ?? { layout: firmware.layout, user, links: [] };
      pair.links.push({ firmware, target, user: field, landing: field === null ? null : landingOf(field, target) });
      byPair.set(key, pair);
    }
  }
  return [...byPair.values()].map(({ layout, user, links }) => ({
    firmware: layout.tag,
    firmwareSizes: hasRole(layout, 'clp-response') ? [...layout.role.lengths].reverse() : [layout.size],
    user,
    transfer: transferOf(layout.tag, user, links),
    links,
  }));
}

function landingOf(field: UserField, { rule }: Target): BitPlace {
  const { place } = field;
  if (rule.kind !== 'bit' && rule.kind !== 'bits') return place;
  const [low, width] = rule.kind === 'bit' ? [rule.bit, 1] : [rule.low, rule.width];
  const start = firstBit(place) + place.bitLength - low - width;
  return { ...place, byteOffset: Math.floor(start / 8), bitOffset: start % 8, bitLength: width };
}

function transferOf(firmware: string, user: UserStruct | null, links: readonly Link[]): Transfer {
  if (user === null) return 'text';
  if (user.name === firmware) return 'same struct';
  const members = new Set(links.map((link) => link.target.field));
  if (members.size === 1 && links.length >= leastForCopy) return 'opaque';
  const placed = links.filter((link) => link.landing !== null);
  const same = placed.filter(isInPlace).length;
  return same >= leastForCopy && same * 5 >= placed.length * 4 ? 'copied' : 'assigned';
}
