/**
 * The rows that prove an audit.
 */
import type { ExposureClass } from './interface.js';
import type { Need, Scope } from './layout.js';
import type { VariantSummary } from './tables.js';

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

/** A member of a struct of a kernel. */
export interface MeasuredStep {
  /** `struct.member`. */
  readonly path: string;
  /** Null when this kernel has no such member; 0 for an array without a length. */
  readonly bits: number | null;
}

/** The way of one value through the structs of a kernel. */
export interface MeasuredRow {
  readonly firmware: MeasuredStep;
  readonly copy: MeasuredStep;
  readonly user: MeasuredStep;
  /** Each step has room for the value; null when the kernel does not have them all. */
  readonly holds: boolean | null;
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
  /** What holds instead under other conditions. */
  readonly variants: readonly VariantSummary[];
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
  /** Padding before another member: no member names these bytes, and where the alignment is another they are not there. */
  readonly isHole: boolean;
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
  | 'not written'
  /** The code copies from beyond its own memory. */
  | 'out of bounds';

/** One fact that the user should not have, and its bytes where a block was given. */
export interface LeakRow {
  readonly kind: LeakKind;
  /** Handed out on purpose: the reason is in `why`. */
  readonly onPurpose: boolean;
  /** Field of firmware; or, of bytes that belong to none, what they are. */
  readonly field: string;
  /** Members that hold its bits, meant to or not; the struct itself for bits behind its end. */
  readonly to: readonly UserName[];
  /** Mode, version or container under which it holds; null when it always does. */
  readonly when: string | null;
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

/** What tells a reader which revision of a struct it has, or how far it goes. */
export interface RevisionMark {
  readonly kind: 'size' | 'version' | 'flags' | 'chain' | 'file name';
  /** Member that says it, without its struct; the empty string for names of files. */
  readonly field: string;
}

/** A shape that a struct had at some time. */
export interface Revision {
  /** Version of a capability; null for other structs. */
  readonly version: number | null;
  readonly size: number;
  /** Null when it is as old as the interface. */
  readonly since: string | null;
}

/** Why a reader can be misled by another revision. */
export type RevisionFaultKind =
  /** A capability whose version is 0 whatever it holds. */
  | 'no version'
  /** Nothing in the struct says how far it goes. */
  | 'no size'
  /** Another struct of the same name has members elsewhere. */
  | 'same name'
  /** The number of a feature is taken. */
  | 'same number'
  /** The reserved bytes hold facts of firmware. */
  | 'no room'
  /** Members that are declared and never assigned. */
  | 'not written'
  /** Reserved bytes or padding that are not 0 in the block given. */
  | 'not clear'
  /** In the code that fills the struct. */
  | 'defect';

/** One such reason. */
export interface RevisionFault {
  readonly kind: RevisionFaultKind;
  /** In few words, for the verdict. */
  readonly short: string;
  /** Whole sentences. */
  readonly text: string;
}

/** A struct of the user and how it can change. */
export interface RevisionStruct {
  readonly struct: string;
  /** Bytes of the newest shape; null for texts and for bytes of no struct. */
  readonly size: number | null;
  readonly marks: readonly RevisionMark[];
  readonly revisions: readonly Revision[];
  /** Reserved bytes and padding inside it that a later revision can take; null when they are firmware's. */
  readonly room: number | null;
  /** What a reader that knows an older revision makes of a newer writer. */
  readonly oldReader: string;
  /** What a reader that knows a newer revision makes of an older writer. */
  readonly newReader: string;
  /** Why it cannot be revised safely; empty when it can. */
  readonly faults: readonly RevisionFault[];
  /** What the blocks given say of their revision; null without blocks. */
  readonly inBlock: string | null;
}

/** A member that came later than its struct. */
export interface LaterRow {
  readonly struct: string;
  readonly field: string;
  readonly byteOffset: number;
  readonly bitOffset: number;
  readonly bitLength: number;
  readonly since: string;
  /** Where its room came from: bytes that readers knew as reserved or padding, or bytes behind the struct. */
  readonly room: 'reserved' | 'end';
  /** What tells a reader that it is there; null when nothing does. */
  readonly toldBy: string | null;
}
