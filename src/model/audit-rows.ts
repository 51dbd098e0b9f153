/**
 * The rows that prove an audit.
 */
import type { ExposureClass } from './interface.js';
import type { Need, Scope } from './layout.js';

/** Where a member lies; offsets count from the start of its struct, bits MSB first. */
export interface BitPlace {
  readonly struct: string;
  /** With `[]` for every index. */
  readonly field: string;
  readonly byteOffset: number;
  readonly bitOffset: number;
  /** Bits of the whole member, all elements of an array; 0 when its length is in another member. */
  readonly bitLength: number;
}

/** A member of the user's side. */
export interface UserName {
  /** As `decode` has it: `struct.member`, with the wrapper of a capability; or the name of a file. */
  readonly path: string;
  /** As the C header has it: the innermost struct and its member. */
  readonly name: string;
}

/** How a struct of firmware comes into a struct of the user. */
export type Transfer =
  /** Member by member; the two structs have nothing to do with each other. */
  | 'assigned'
  /** The bytes are copied and the user's struct is laid over them. */
  | 'copied'
  /** The bytes are copied and the user has no struct for them. */
  | 'opaque'
  /** The user's struct is firmware's. */
  | 'same struct'
  /** Text files, no struct. */
  | 'text';

/** Two structs and how the one comes into the other. */
export interface StructPair {
  readonly firmware: string;
  /** Bytes that the answer had in different kernels, oldest first. */
  readonly firmwareSizes: readonly number[];
  readonly user: string;
  /** Bytes of the user's struct; null for texts and opaque bytes. */
  readonly userSize: number | null;
  readonly transfer: Transfer;
  /** Fields that come over from firmware's struct, and those of them that lie at firmware's own place. */
  readonly fields: number;
  readonly samePlace: number;
  /** What happens where the sizes differ, or how the struct may grow. */
  readonly note: string;
}

/** What became of a member on its way to the user. */
export type Drift = 'moved' | 'renamed' | 'resized' | 'byte order' | 'missing' | 'new';

/** One member on one side or on both. */
export interface DriftRow {
  readonly firmware: BitPlace | null;
  readonly user: BitPlace | null;
  /** Empty: same name, same bits. */
  readonly drift: readonly Drift[];
  readonly rule: string | null;
  readonly note: string;
}

/** A run of reserved bytes or padding in a struct of the user. */
export interface ReservedRow {
  readonly struct: string;
  readonly field: string;
  readonly kind: 'reserved' | 'padding';
  readonly byteOffset: number;
  readonly bytes: number;
  /** Bytes of it that the next member needs to be aligned. */
  readonly forAlignment: number;
  readonly beyond: number;
  /** Fields of firmware that a raw copy puts there. */
  readonly carries: readonly string[];
  /** Its bytes in the block given. */
  readonly raw: string | null;
}

/** What a field is good for. */
export type Use =
  | 'useful'
  /** The same for every function. */
  | 'constant'
  /** What a guest is shown comes from elsewhere, or from nowhere. */
  | 'not passed on'
  /** Exposed, and no guest needs it. */
  | 'unused'
  /** A guest needs it, and it is nowhere to be had. */
  | 'missing'
  /** Declared and never assigned. */
  | 'not written'
  /** Declared, and nothing is meant to come there. */
  | 'no source';

/** One field that is shown, or that is missing. */
export interface UseRow {
  readonly use: Use;
  /** Field of firmware; null when nothing of firmware comes into the user's field. */
  readonly field: string | null;
  readonly to: readonly UserName[];
  readonly class: ExposureClass | null;
  readonly need: Need;
  readonly scope: Scope;
  readonly why: string;
  readonly unsure: string | null;
}

/** Why a field should not be where it is. */
export type LeakKind =
  /** A guest needs an identifier or state of its own, and the host's is passed on. */
  | 'not virtualized'
  /** A fact of the host that every user of VFIO has from another interface, and that a guest is shown anew. */
  | 'host value'
  /** The interface says of the field that it must not be passed on. */
  | 'leak'
  /** In bytes that the user's struct calls reserved. */
  | 'in reserved'
  /** In the bits of a field with another meaning. */
  | 'unnamed'
  /** In bytes behind the user's struct. */
  | 'behind the struct'
  /** Nobody writes the bytes: they are what was in memory before. */
  | 'not written';

/** One fact that the user should not have, and its bytes where a block was given. */
export interface LeakRow {
  readonly kind: LeakKind;
  /** Handed out on purpose: the reason is in `why`. */
  readonly onPurpose: boolean;
  readonly field: string;
  /** Members that hold its bits, meant to or not; the struct itself for bits behind its end. */
  readonly to: readonly UserName[];
  /** Bytes from the end of the struct; null inside it. */
  readonly behind: number | null;
  readonly why: string;
  readonly need: Need;
  /** In the block given. */
  readonly raw: string | null;
  readonly value: number | string | null;
  readonly label: string | null;
}

/** One fact that another interface has too. */
export interface RedundantRow {
  /** `exposed twice`: here although there. `left to it`: not here because there. `shown too`: for another audience. */
  readonly kind: 'exposed twice' | 'left to it' | 'shown too';
  readonly field: string;
  readonly interface: string;
  readonly where: readonly string[];
  readonly why: string;
}

/** One fact and the channel where it stands. */
export interface ScopeRow {
  readonly field: string;
  readonly scope: Scope;
  readonly need: Need;
  /** Channel and field where the interface puts it. */
  readonly channel: string;
  readonly to: readonly UserName[];
  /** Null when it is where it belongs. */
  readonly misplaced: string | null;
}
