/** What can be wrong with tables that the compiler accepts. */
export type LintCode =
  | 'defined-twice'
  | 'unknown-struct'
  | 'overlap'
  | 'behind-end'
  | 'bit-offset'
  | 'unknown-member'
  | 'no-meaning'
  | 'unknown-codes'
  | 'since'
  | 'no-need'
  | 'no-scope'
  | 'no-bears'
  | 'no-row'
  | 'two-rows'
  | 'unknown-field'
  | 'no-reason'
  | 'no-source'
  | 'unknown-reason'
  | 'unused-reason';

/** Something wrong at one place of a table. */
export interface Found {
  readonly code: LintCode;
  /** Member, field of firmware or reason that is wrong; empty for the table itself. */
  readonly path: string;
  /** The whole complaint. */
  readonly text: string;
  /** The name that was probably meant. */
  readonly hint?: string | undefined;
}

export interface LintProblem extends Found {
  /** Name of the layout (`tag` or `tag@interface`) or of the interface. */
  readonly table: string;
}
