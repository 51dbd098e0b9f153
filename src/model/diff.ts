/**
 * What `diff` says: the JSON contract `zpci-inspect/diff@1`.
 */
import type { Need, Scope } from './layout.js';

export const diffSchema = 'zpci-inspect/diff@1';

/** What `--only` leaves of a comparison. */
export const rowSets = ['findings', 'differences'] as const;
export type RowSet = (typeof rowSets)[number];

/** What is said of one fact on one side. */
export type Verdict =
  | 'same'
  | 'derived'
  | 'narrowed'
  | 'constant'
  | 'virtualized'
  | 'hidden'
  | 'redundant'
  | 'mismatch'
  | 'leak'
  | 'missing'
  | 'unexpected'
  | 'widened'
  | 'swapped'
  | 'note'
  | 'truncated'
  | 'unchecked';

export type DiffSeverity = 'ok' | 'note' | 'warning' | 'error';

/** What each verdict means; severity where nothing special is said. */
export const verdictKinds: Readonly<Record<Verdict, { readonly severity: DiffSeverity; readonly title: string }>> = {
  same: { severity: 'ok', title: 'equal, as the rule asks' },
  derived: { severity: 'ok', title: 'differs exactly as the rule derives it' },
  narrowed: { severity: 'ok', title: 'a range inside the range of firmware, for a reason that the bytes confirm' },
  constant: { severity: 'ok', title: 'the interface always says this, whatever firmware says' },
  virtualized: { severity: 'ok', title: 'a made-up identifier or value, as it must be' },
  hidden: { severity: 'ok', title: 'not offered by this interface, as documented' },
  redundant: { severity: 'ok', title: 'not offered here because another interface has it' },
  mismatch: { severity: 'error', title: 'the rule is violated' },
  leak: { severity: 'error', title: 'a value that this interface must not pass on is passed on' },
  missing: { severity: 'error', title: 'the interface must offer it and the buffer does not' },
  unexpected: { severity: 'warning', title: 'the user sees something that firmware does not have and no rule makes' },
  widened: { severity: 'error', title: 'the range exceeds what may be promised' },
  swapped: { severity: 'error', title: 'equal after a byte swap of the declared storage unit' },
  note: { severity: 'note', title: 'sources are unsure or contradict: both readings, no judgement' },
  truncated: { severity: 'note', title: 'the bytes end before it' },
  unchecked: { severity: 'note', title: 'the block that would tell was not given' },
};

export interface FactValue {
  /** `struct.member` on this side. */
  readonly path: string;
  /** Number up to 32 bits, `0x` and 16 digits for 64, text, or hex for byte strings. */
  readonly value: number | string | null;
  /** The value as people write it: ids and addresses in hex, counts decimal. */
  readonly text: string;
  /** For `-v`: where it was read. */
  readonly source?: string;
  readonly byteOffset?: number;
  readonly raw?: string | null;
}

export interface DiffRow {
  readonly struct: string;
  readonly attribute: string;
  readonly firmware: FactValue | null;
  readonly vfio: FactValue | null;
  readonly guest: FactValue | null;
  /** Values of further sides, by their key in `verdicts`. */
  readonly others?: Readonly<Record<string, FactValue | null>>;
  readonly verdicts: Readonly<Record<string, Verdict>>;
  readonly severity: DiffSeverity;
  /** The reasons of all sides in one text. */
  readonly why: string;
  /** The same by side. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly need: Need;
  readonly scope: Scope;
}

/** One cross-check between blocks. */
export interface DiffCheck {
  readonly id: string;
  /** Whose bytes or behaviour it is about: `firmware`, or the key of a side. */
  readonly side: string;
  readonly severity: DiffSeverity;
  readonly message: string;
  readonly help: string;
}

/** Something that an engineer would work out by hand. */
export interface DiffFact {
  readonly name: string;
  readonly text: string;
}

/** How many rows and checks have each severity. */
export type SeverityCounts = Readonly<Record<DiffSeverity, number>>;

export interface DiffReport {
  /** A function; two blocks of one kind; groups that functions share; what guests were given; blocks not compared. */
  readonly kind: 'function' | 'blocks' | 'groups' | 'configuration' | 'left out';
  /** What is compared: the function, or the blocks. */
  readonly title: string;
  /** What the function is: its type, group, physical channel and addresses. */
  readonly subject?: readonly DiffFact[];
  /** Interface and version of each side, and how they were found. */
  readonly sides: readonly {
    readonly key: string;
    readonly interface: string;
    readonly version: string;
    readonly why: string;
  }[];
  readonly rows: readonly DiffRow[];
  readonly checks: readonly DiffCheck[];
  readonly facts: readonly DiffFact[];
  readonly summary: Readonly<Partial<Record<Verdict, number>>>;
  /** The findings among rows and checks that are the behaviour of these versions and say nothing of this machine. */
  readonly known?: ReadonlySet<DiffRow | DiffCheck>;
}

/** The JSON document. Rows, checks and facts of all functions, each with the function that it is about. */
export interface DiffResult {
  readonly schema: typeof diffSchema;
  readonly functions: readonly (Pick<DiffReport, 'title' | 'sides' | 'summary'> & {
    readonly severities: SeverityCounts;
  })[];
  readonly rows: readonly (DiffRow & { readonly function: string })[];
  readonly checks: readonly (DiffCheck & { readonly function: string })[];
  readonly facts: readonly (DiffFact & { readonly function: string })[];
  readonly summary: Readonly<Partial<Record<Verdict, number>>>;
  readonly exitCode: number;
}
