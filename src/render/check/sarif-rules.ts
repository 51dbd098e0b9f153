/**
 * Rules of SARIF results: issue codes and verdicts by their own names, other differences as `check/…`.
 */
import { type Difference, differenceKinds } from '../../model/check.js';
import { verdictKinds } from '../../model/diff.js';
import { issueKinds } from '../../model/issues.js';

export interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly help: { readonly text: string };
  readonly defaultConfiguration: { readonly level: 'note' | 'warning' | 'error' };
}

function rule(id: string, title: string, help: string): SarifRule {
  return {
    id,
    shortDescription: { text: title },
    help: { text: help },
    defaultConfiguration: { level: 'error' },
  };
}

/** A case that could not be judged. */
export const caseRule = rule(
  'check/case',
  'the case could not be judged',
  'Its manifest is not valid, or a block is missing or cannot be read. Mend what the message names.',
);

/** Issue code, verdict, or `check/` and the kind of the difference. */
export function ruleIdOf({ kind, code }: Difference): string {
  return (kind === 'issue' || kind === 'verdict') && code !== '' ? code : `check/${kind}`;
}

/** The rule that a difference belongs to. */
export function sarifRule(difference: Difference): SarifRule {
  const id = ruleIdOf(difference);
  const issue = Object.entries(issueKinds).find(([code]) => code === id)?.[1];
  if (issue !== undefined) return rule(id, issue.title, issue.help);
  const verdict = Object.entries(verdictKinds).find(([name]) => name === id)?.[1];
  if (verdict !== undefined) return rule(id, verdict.title, differenceKinds.verdict.help);
  const { title, help } = differenceKinds[difference.kind];
  return rule(id, title, help);
}
