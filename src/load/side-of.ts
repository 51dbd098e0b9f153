/**
 * Which side of a comparison a block of a case is on, by the part that it plays.
 */
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

/** What tells blocks of several functions apart: a number, a function id, a PCI address. */
const another = /^(\d+|[0-9a-f]{8}|[0-9a-f]{4,8}[_.-][0-9a-f]{2}[_.-][0-9a-f]{2}[_.-][0-7])$/;

/**
 * The same block captured another way, such as `vfio-device-info-argsz4096` beside `vfio-device-info`: decoded, but
 * not compared a second time. `vfio-device-info-2` is a block of its own.
 */
export function isVariant({ role, type }: Part, all: readonly Part[]): boolean {
  return all.some(
    (other) =>
      other.type === type && role.startsWith(`${other.role}-`) && !another.test(role.slice(other.role.length + 1)),
  );
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
