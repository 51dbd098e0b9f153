/**
 * What `check` says: the JSON contract `zpci-inspect/check@1`.
 */

export const checkSchema = 'zpci-inspect/check@1';

/** `error`: the case could not be judged at all. */
export type CaseStatus = 'pass' | 'fail' | 'error' | 'skip' | 'updated';

/** What two things can differ in, and what to do about it. */
export const differenceKinds = {
  bytes: {
    title: 'the bytes of a block are not those of the manifest',
    help: 'The block was captured again, or damaged. The decoded differences show what changed; --update takes the new bytes.',
  },
  block: {
    title: 'a block is read as something else',
    help: 'Type, byte order or length of the block are not as expected.',
  },
  struct: {
    title: 'a struct is missing, new, or elsewhere',
    help: 'The layout or the bytes that lead to the struct changed.',
  },
  field: {
    title: 'a field is not as expected',
    help: 'Value, place or meaning changed. The same value at another place speaks of the table, another value at the same place of the bytes.',
  },
  gap: {
    title: 'bytes that no struct covers are not as expected',
    help: 'The bytes changed, or a struct grew or shrank.',
  },
  issue: {
    title: 'a finding is new or gone',
    help: 'zpci-inspect explain tells what the finding means.',
  },
  side: {
    title: 'the comparison is about other sides',
    help: 'Functions, interfaces or versions that are compared are not as expected.',
  },
  verdict: {
    title: 'the verdict on a fact is another one',
    help: 'zpci-inspect diff shows the values and the reason; zpci-inspect explain the verdict.',
  },
  crossCheck: {
    title: 'a cross-check says something else',
    help: 'zpci-inspect diff shows its reason.',
  },
  fact: {
    title: 'a derived fact is another one',
    help: 'zpci-inspect diff shows it.',
  },
  statement: {
    title: 'the manifest says something else',
    help: 'What stands under "expect" in the manifest was written by a person; --update leaves it alone.',
  },
  kernel: {
    title: 'a struct of the kernel is not as the tables say',
    help: 'The kernel of the capture has the member elsewhere, or not at all; zpci-inspect verify shows the whole struct.',
  },
  expectation: {
    title: 'an expectation is missing, orphaned or obsolete',
    help: 'zpci-inspect check --update writes missing expectations and takes obsolete ones away.',
  },
} as const satisfies Record<string, { readonly title: string; readonly help: string }>;

export type DifferenceKind = keyof typeof differenceKinds;

/** Lines of a text, counted from 1. */
export interface TextLines {
  readonly first: number;
  readonly last: number;
}

/** One thing that is not as expected. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** File of the case that it is about; null for the case as a whole. */
  readonly file: string | null;
  /** `struct.member`, a cross-check, or what else it is about; empty for the file as a whole. */
  readonly path: string;
  /** Interface or side that it is about, or which block of a dump; empty when there is none. */
  readonly side: string;
  /** Null when nothing was expected. */
  readonly expected: string | null;
  /** Null when nothing is there. */
  readonly got: string | null;
  /** From the start of the block; null when it is about no bytes. */
  readonly byteOffset: number | null;
  readonly byteLength: number | null;
  /** Where the file is a dump: the lines that the block stands in. */
  readonly lines: TextLines | null;
  /** Issue code or verdict; empty for every other kind. */
  readonly code: string;
  /** More about it: the reason of a verdict, what to do. */
  readonly why: string;
  /** The same for the same difference whatever the values are. */
  readonly fingerprint: string;
  /** Reason of the allowance that covers it; null when none does. */
  readonly allowed: string | null;
}

export interface CaseResult {
  /** Path of the case below the folder given. */
  readonly name: string;
  readonly status: CaseStatus;
  /** One line; empty for a case that passes without remark. */
  readonly reason: string;
  readonly differences: readonly Difference[];
  /** Files that `--update` wrote or took away, with what changed in them. */
  readonly updates: readonly Update[];
}

export interface Update {
  readonly file: string;
  readonly what: string;
}

/** An allowance that did nothing, or is over. */
export interface AllowanceProblem {
  /** Path of the file below the folder given. */
  readonly file: string;
  /** Number of the entry, counted from 1. */
  readonly entry: number;
  readonly case: string;
  readonly message: string;
}

export interface CheckSummary {
  readonly cases: number;
  readonly pass: number;
  readonly fail: number;
  readonly error: number;
  readonly skip: number;
  readonly updated: number;
  /** Differences of all cases that no allowance covers. */
  readonly differences: number;
  readonly allowed: number;
}

export interface CheckResult {
  readonly schema: typeof checkSchema;
  readonly cases: readonly CaseResult[];
  readonly allowances: readonly AllowanceProblem[];
  /** What kept the run itself from being complete, one line each. */
  readonly troubles: readonly string[];
  readonly summary: CheckSummary;
  readonly exitCode: number;
}

/** How the cases of a run went. */
export function summarize(cases: readonly CaseResult[]): CheckSummary {
  const count = (status: CaseStatus): number => cases.filter((one) => one.status === status).length;
  const all = cases.flatMap((one) => one.differences);
  const allowed = all.filter((one) => one.allowed !== null).length;
  return {
    cases: cases.length,
    pass: count('pass'),
    fail: count('fail'),
    error: count('error'),
    skip: count('skip'),
    updated: count('updated'),
    differences: all.length - allowed,
    allowed,
  };
}
