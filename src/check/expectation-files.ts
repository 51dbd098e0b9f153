/**
 * The files beside a manifest that say what is expected.
 */

/** What `decode` must say of every block. */
export const decodeFile = 'expected.decode.json';
/** What `diff` must say of the views. */
export const diffFile = 'expected.diff.json';

/** Expectations that `check` writes and reads. */
export const ownExpectations: readonly string[] = [decodeFile, diffFile];

/** Typed by hand and judged elsewhere: no orphans. */
const foreign: readonly string[] = ['expected.values.json', 'expected.verdicts.json'];

/** True for a file that looks like an expectation and is none that anybody reads: a misspelt name. */
export function isUnknownExpectation(file: string): boolean {
  return /^expected\./.test(file) && !ownExpectations.includes(file) && !foreign.includes(file);
}
