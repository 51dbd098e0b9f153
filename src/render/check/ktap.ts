/**
 * KTAP version 1, as Documentation/dev-tools/ktap.rst of Linux has it.
 */
import type { CaseResult } from '../../model/check.js';
import { safe } from '../safe.js';
import { type CheckedRun, differenceText } from './run.js';

/** One result a case; diagnostic lines before it say what differs. */
export function renderKtap({ result }: CheckedRun): string {
  const lines = result.cases.flatMap((one, i) => caseLines(one, i + 1));
  const allowances = result.allowances.map((one) =>
    diagnostic(`${one.file}, allowance ${one.entry} (${one.case}): ${one.message}`),
  );
  const troubles = result.troubles.map((text, i) => `not ok ${result.cases.length + i + 1} run # ERROR ${plain(text)}`);
  const plan = `1..${result.cases.length + troubles.length}`;
  return `${['KTAP version 1', plan, ...lines, ...troubles, ...allowances].join('\n')}\n`;
}

function caseLines(one: CaseResult, number: number): string[] {
  const name = plain(one.name);
  const details = one.status === 'fail' ? one.differences.map((each) => diagnostic(differenceText(each))) : [];
  return [
    ...details,
    `${one.status === 'fail' || one.status === 'error' ? 'not ok' : 'ok'} ${number} ${name}${directive(one)}`,
  ];
}

/** What follows the name: a directive where KTAP has one. */
function directive({ status, reason }: CaseResult): string {
  const text = plain(reason);
  if (status === 'error') return ` # ERROR ${text}`;
  if (status === 'skip') return ` # SKIP ${text}`;
  return text === '' || status === 'fail' ? '' : ` # ${status}: ${text}`;
}

/** A number sign would end the description, so it is escaped. */
function plain(text: string): string {
  return safe(text).replaceAll('#', '\\x23');
}

function diagnostic(text: string): string {
  return `# ${safe(text)}`;
}
