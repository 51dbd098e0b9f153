/**
 * What every reporter gets, and texts that several of them use.
 */

import type { CaseResult, CheckResult, Difference } from '../../model/check.js';
import type { About } from '../options.js';

/** A run of `check` as reporters see it. */
export interface CheckedRun {
  readonly result: CheckResult;
  /** Folders of the cases in the order of the result, as paths from the working directory. */
  readonly dirs: readonly string[];
  readonly tool: { readonly version: string; readonly tables: string };
  /** The command line, for reports that are passed on. */
  readonly command?: string | undefined;
  /** What was read, where somebody remembers it. */
  readonly inputs?: About['inputs'];
}

/** The file that a difference is about, as a path from the working directory. */
export function pathOf(dir: string, difference: Pick<Difference, 'file'> | undefined): string {
  return `${dir}/${difference?.file ?? 'manifest.json'}`;
}

/** What a difference is about, without its file. */
export function subjectOf({ path, side, kind }: Difference): string {
  const words = [path, side].filter((text) => text !== '');
  return words.length === 0 ? kind : words.join(', ');
}

/** One line, nothing left out. */
export function differenceText(difference: Difference): string {
  const { file, kind, expected, got, byteOffset, why } = difference;
  const where = byteOffset === null || kind === 'bytes' ? '' : ` at byte 0x${byteOffset.toString(16)}`;
  const head = `${file === null ? '' : `${file}: `}${kind === 'expectation' ? '' : `${subjectOf(difference)}${where}: `}`;
  const sides = `expected ${expected ?? 'nothing'}, got ${got ?? 'nothing'}`;
  const body = kind === 'expectation' ? why : why === '' ? sides : `${sides} (${why})`;
  const issue = kind === 'issue' ? `${difference.code}: ` : '';
  return `${head}${issue}${body}`;
}

/** Case failed or could not be judged. */
export function isBad({ status }: CaseResult): boolean {
  return status === 'fail' || status === 'error';
}

/** `42 cases: 40 pass, 1 fail, 1 error`. */
export function summaryText({ summary }: CheckResult): string {
  const parts = (['pass', 'updated', 'skip', 'fail', 'error'] as const)
    .filter((status) => summary[status] > 0 || status === 'pass')
    .map((status) => `${summary[status]} ${status}`);
  const allowed =
    summary.allowed === 0 ? '' : `; ${summary.allowed} difference${summary.allowed === 1 ? '' : 's'} allowed`;
  return `${summary.cases} case${summary.cases === 1 ? '' : 's'}: ${parts.join(', ')}${allowed}`;
}
