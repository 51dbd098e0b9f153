/**
 * What `audit` says: the JSON contract `zpci-inspect/audit@1`. Six questions about one interface, each
 * with a verdict in one sentence and the rows that prove it.
 */
import type { AuditQuestion, ExposureClass, Need, Review, Scope, View } from './interface.js';
import type { Endian } from './layout.js';

export const auditSchema = 'zpci-inspect/audit@1';

/** `fault`: the review's objection holds. `remark`: worth knowing, with a reason. `sound`: nothing to object to. */
export type Outcome = 'sound' | 'remark' | 'fault';

/** The six questions in the order of the review. */
export const auditQuestions: Readonly<Record<AuditQuestion, string>> = {
  consistency: 'What keeps the struct of firmware and the struct of the user consistent?',
  reserved: 'Why are bytes reserved beyond alignment?',
  useful: 'Which fields are useful to userspace and to a guest?',
  leaks: 'Which facts should not be exposed?',
  redundant: 'Which facts are redundant with another interface?',
  scope: 'Is each fact at the right scope and in the right interface?',
};

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

export type Drift = 'moved' | 'renamed' | 'resized' | 'missing' | 'new';

export interface DriftRow {
  readonly firmware: BitPlace | null;
  readonly user: BitPlace | null;
  /** Empty: same name, same bits. */
  readonly drift: readonly Drift[];
  readonly rule: string | null;
  readonly note: string;
}

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

export type Use = 'useful' | 'constant' | 'unused' | 'missing' | 'no source';

export interface UseRow {
  readonly use: Use;
  /** Field of firmware; null when nothing of firmware comes into the user's field. */
  readonly field: string | null;
  readonly to: readonly string[];
  readonly class: ExposureClass | null;
  readonly need: Need;
  readonly scope: Scope;
  readonly why: string;
  readonly unsure: string | null;
}

export type LeakKind =
  /** A made-up value is needed, and the host's own is passed on. */
  | 'identifier'
  /** The interface says of the field that it must not be passed on. */
  | 'leak'
  /** In bytes that the user's struct calls reserved. */
  | 'in reserved'
  /** In the bits of a field with another meaning. */
  | 'unnamed'
  /** In bytes behind the user's struct. */
  | 'behind the struct';

export interface LeakRow {
  readonly kind: LeakKind;
  /** Handed out on purpose: the reason is in `why`. */
  readonly onPurpose: boolean;
  readonly field: string;
  /** Where the user finds it. */
  readonly where: string;
  readonly why: string;
  readonly need: Need;
  /** In the block given. */
  readonly raw: string | null;
  readonly value: number | string | null;
  readonly label: string | null;
}

export interface RedundantRow {
  /** `exposed twice`: here although there. `left to it`: not here because there. `shown too`: for another audience. */
  readonly kind: 'exposed twice' | 'left to it' | 'shown too';
  readonly field: string;
  readonly interface: string;
  readonly where: readonly string[];
  readonly why: string;
}

export interface ScopeRow {
  readonly field: string;
  readonly scope: Scope;
  readonly need: Need;
  /** Channel and field where the interface puts it. */
  readonly channel: string;
  readonly to: readonly string[];
  /** Null when it is where it belongs. */
  readonly misplaced: string | null;
}

export interface Answer {
  readonly question: string;
  /** What the review of the proposal said. */
  readonly review: readonly Review[];
  readonly outcome: Outcome;
  /** One sentence. */
  readonly verdict: string;
  /** Further sentences. */
  readonly notes: readonly string[];
}

export interface AuditAnswers {
  readonly consistency: Answer & { readonly structs: readonly StructPair[]; readonly rows: readonly DriftRow[] };
  readonly reserved: Answer & { readonly rows: readonly ReservedRow[] };
  readonly useful: Answer & { readonly rows: readonly UseRow[] };
  readonly leaks: Answer & { readonly rows: readonly LeakRow[] };
  readonly redundant: Answer & { readonly rows: readonly RedundantRow[] };
  readonly scope: Answer & { readonly rows: readonly ScopeRow[] };
}

export interface AuditBlock {
  readonly source: string;
  readonly type: string;
  readonly endian: Endian;
  readonly length: number;
  readonly sha256: string;
}

export interface AuditResult {
  readonly schema: typeof auditSchema;
  readonly interface: string;
  readonly view: View;
  readonly version: string;
  readonly title: string;
  /** Who may ask, and about what. */
  readonly access: string | null;
  readonly blocks: readonly AuditBlock[];
  readonly conclusion: string;
  readonly answers: AuditAnswers;
}
