/**
 * What `audit` says: the JSON contract `zpci-inspect/audit@1`. Seven questions about one interface, each
 * with a verdict in one sentence and the rows that prove it.
 */
import type {
  DriftRow,
  LaterRow,
  LeakRow,
  MeasuredRow,
  RedundantRow,
  ReservedRow,
  RevisionStruct,
  ScopeRow,
  StructPair,
  UseRow,
} from './audit-rows.js';
import type { AuditQuestion, Review, View } from './interface.js';
import type { Endian } from './layout.js';

export type * from './audit-rows.js';

/** Name and version of the contract. */
export const auditSchema = 'zpci-inspect/audit@1';

/** `fault`: the review's objection holds. `remark`: worth knowing, with a reason. `sound`: nothing to object to. */
export type Outcome = 'sound' | 'remark' | 'fault';

/** The questions in the order of the reviews. */
export const auditQuestions: Readonly<Record<AuditQuestion, string>> = {
  consistency: 'What keeps the struct of firmware and the struct of the user consistent?',
  reserved: 'Why are bytes reserved beyond alignment?',
  useful: 'Which fields are useful to userspace and to a guest?',
  leaks: 'Which facts should not be exposed?',
  redundant: 'Which facts are redundant with another interface?',
  scope: 'Is each fact at the right scope and in the right interface?',
  revision: 'How is it revised?',
};

/** What every answer begins with. */
export interface Answer {
  readonly question: string;
  /** What the review of the proposal said. */
  readonly review: readonly Review[];
  readonly outcome: Outcome;
  /** One sentence. */
  readonly verdict: string;
}

/** The answers with their proofs. */
export interface AuditAnswers {
  readonly consistency: Answer & {
    readonly structs: readonly StructPair[];
    readonly rows: readonly DriftRow[];
    /** In a kernel, where one was given: null without. */
    readonly measured: { readonly kernel: string; readonly rows: readonly MeasuredRow[] } | null;
  };
  readonly reserved: Answer & { readonly rows: readonly ReservedRow[] };
  readonly useful: Answer & { readonly rows: readonly UseRow[] };
  readonly leaks: Answer & { readonly rows: readonly LeakRow[] };
  readonly redundant: Answer & { readonly rows: readonly RedundantRow[] };
  readonly scope: Answer & { readonly rows: readonly ScopeRow[] };
  readonly revision: Answer & { readonly structs: readonly RevisionStruct[]; readonly rows: readonly LaterRow[] };
}

/** A block whose bytes are in the proofs. */
export interface AuditBlock {
  readonly source: string;
  readonly type: string;
  readonly endian: Endian;
  readonly length: number;
  readonly sha256: string;
}

/** The audit of one interface, plain data. */
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
