/**
 * GitHub Actions: annotations as workflow commands, and everything in the job summary.
 */
import type { CaseResult, TextLines } from '../../model/check.js';
import { inert } from '../markdown-text.js';
import { safe } from '../safe.js';
import { type CheckedRun, differenceText, isBad, pathOf, summaryText } from './run.js';

/** GitHub shows ten annotations of a kind for a step; the tenth says how many more there are. */
const shownAnnotations = 9;
/** Differences in the text of one annotation. */
const shownDifferences = 10;
/** A job summary may have 1 MiB; this leaves room for what is there already. */
const summaryLimit = 900_000;

interface Annotation {
  readonly kind: 'error' | 'warning';
  readonly file: string;
  /** Where the file is a text; otherwise its first line. */
  readonly lines?: TextLines | null;
  readonly title: string;
  readonly message: string;
}

/** Workflow commands: errors for bad cases and trouble, warnings for allowances that do nothing. */
export function renderGithub(run: CheckedRun): string {
  const { cases, troubles, allowances } = run.result;
  const errors = [
    ...troubles.map((text): Annotation => ({ kind: 'error', file: '', title: 'zpci-inspect check', message: text })),
    ...cases.flatMap((one, i) => (isBad(one) ? [caseAnnotation(one, run.dirs[i] ?? one.name)] : [])),
  ];
  const warnings = allowances.map(
    (one): Annotation => ({
      kind: 'warning',
      file: '',
      title: `${one.file}, allowance ${one.entry}`,
      message: `${one.case}: ${one.message}`,
    }),
  );
  const lines = [...capped(errors, 'error'), ...capped(warnings, 'warning')].map(commandText);
  return lines.map((line) => `${line}\n`).join('');
}

function caseAnnotation(one: CaseResult, dir: string): Annotation {
  const open = one.differences.filter((difference) => difference.allowed === null);
  const shown = open.slice(0, shownDifferences).map(differenceText);
  const rest = open.length - shown.length;
  const lines = shown.length === 0 ? [one.reason] : rest > 0 ? [...shown, `and ${rest} more`] : shown;
  // A different hash concerns the whole file; the other differences name lines.
  const placed = open.find(({ file, lines: text }) => file === open[0]?.file && text !== null);
  return {
    kind: 'error',
    file: pathOf(dir, open[0]),
    lines: placed?.lines ?? null,
    title: `${one.status}: ${one.name}`,
    message: lines.join('\n'),
  };
}

function capped(all: readonly Annotation[], kind: Annotation['kind']): readonly Annotation[] {
  if (all.length <= shownAnnotations + 1) return all;
  const rest = all.length - shownAnnotations;
  const more = { kind, file: '', title: 'zpci-inspect check', message: `and ${rest} more; the job summary has all` };
  return [...all.slice(0, shownAnnotations), more];
}

function commandText({ kind, file, lines = null, title, message }: Annotation): string {
  const span = lines === null ? ['line=1'] : [`line=${lines.first}`, `endLine=${lines.last}`];
  const place = file === '' ? [] : [`file=${property(file)}`, ...span];
  return `::${kind} ${[...place, `title=${property(title)}`].join(',')}::${data(message)}`;
}

function data(text: string): string {
  const lines = text.split('\n').map((line) => safe(line).replaceAll('%', '%25'));
  return lines.join('%0A');
}

function property(text: string): string {
  return safe(text).replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Markdown for the job summary: the count, then every bad case with every difference, as far as there is room. */
export function renderGithubSummary({ result }: CheckedRun): string {
  const lines = ['## zpci-inspect check', '', summaryText(result), ''];
  for (const text of result.troubles) lines.push(`- **trouble** ${inert(text)}`);
  for (const one of result.allowances) {
    lines.push(`- **allowance** ${inert(`${one.file} ${one.entry} (${one.case}): ${one.message}`)}`);
  }
  for (const one of result.cases.filter(isBad)) {
    lines.push(`- **${one.status}** ${inert(one.name)}: ${inert(one.reason)}`);
    for (const difference of one.differences) lines.push(`  - ${inert(differenceText(difference))}`);
  }
  return `${cut(lines).join('\n')}\n`;
}

function cut(lines: readonly string[]): readonly string[] {
  let left = summaryLimit;
  const fits = lines.findIndex((line) => {
    left -= new TextEncoder().encode(line).length + 1;
    return left < 0;
  });
  if (fits < 0) return lines;
  return [...lines.slice(0, fits), `- and ${lines.length - fits} lines more; a summary holds 1 MiB`];
}
