/**
 * A run for people: failed cases with what differs in them, then the count.
 */
import type { AllowanceProblem, CaseResult, CaseStatus, Difference } from '../../model/check.js';
import { type Column, grid } from '../grid.js';
import type { RenderOptions } from '../options.js';
import { safe } from '../safe.js';
import { makeTheme, type Theme } from '../theme.js';
import { type CheckedRun, differenceText, isBad, subjectOf, summaryText } from './run.js';

/** Differences of a case that are shown without -v. */
const shownDifferences = 20;

/** Differences of a file come below its name, indented. */
const columns: readonly Column[] = [
  { head: '' },
  { head: '' },
  { head: 'byte', align: 'right' },
  { head: 'what', flexible: true },
  { head: 'expected', flexible: true },
  { head: 'got', flexible: true },
];

/** Cases that pass are named with -v only; -q leaves out the differences. */
export function renderPretty({ result }: CheckedRun, options: RenderOptions): string {
  const theme = makeTheme(options.color);
  const cases = result.cases.filter((one) => options.verbose || one.status !== 'pass' || one.reason !== '');
  const lines = cases.flatMap((one) => caseLines(one, options, theme));
  const notes = result.allowances.map((one) => allowanceLine(one, theme));
  const color = result.cases.some(isBad) || result.troubles.length > 0 ? theme.severity.error : theme.exposure.exposed;
  return `${[...lines, ...notes, color(summaryText(result))].join('\n')}\n`;
}

function paintStatus(theme: Theme, status: CaseStatus): string {
  if (status === 'fail' || status === 'error') return theme.severity.error(status);
  return status === 'updated' ? theme.severity.warning(status) : theme.exposure.exposed(status);
}

function caseLines(one: CaseResult, options: RenderOptions, theme: Theme): string[] {
  const name = `${paintStatus(theme, one.status)}  ${theme.strong(safe(one.name))}`;
  const isTold = one.status !== 'fail' || options.quiet;
  const head = isTold && one.reason !== '' ? `${name}: ${safe(one.reason)}` : name;
  return options.quiet || one.differences.length === 0 ? [head] : [head, ...differenceLines(one, options, theme)];
}

function differenceLines(one: CaseResult, options: RenderOptions, theme: Theme): string[] {
  const open = one.differences.filter((difference) => difference.allowed === null);
  const allowed = one.differences.filter((difference) => difference.allowed !== null);
  const shown = options.verbose ? open : open.slice(0, shownDifferences);
  const files = [...new Set(shown.map(({ file }) => file))];
  const lines = files.flatMap((file) =>
    fileLines(
      file,
      shown.filter((difference) => difference.file === file),
      options,
      theme,
    ),
  );
  const rest = open.length - shown.length;
  if (rest > 0) lines.push(theme.faint(`  and ${rest} more (-v shows all)`));
  for (const difference of allowed) {
    const text = `  allowed: ${differenceText(difference)}: ${difference.allowed ?? ''}`;
    if (options.verbose) lines.push(theme.faint(safe(text)));
  }
  return lines;
}

/** The differences of one file; what is about none is about the case. */
function fileLines(
  file: string | null,
  differences: readonly Difference[],
  options: RenderOptions,
  theme: Theme,
): string[] {
  const whole = differences.filter(({ kind }) => kind === 'expectation');
  const bytes = differences.find(({ kind }) => kind === 'bytes');
  const table = differences.filter((one) => one !== bytes && !whole.includes(one));
  const lines = whole.map((one) => `  ${safe(differenceText(one))}`);
  if (bytes !== undefined || table.length > 0) {
    lines.push(`  ${safe(`${file ?? 'case'}${bytes === undefined ? '' : hashText(bytes, options)}`)}`);
  }
  if (table.length > 0) {
    const rows = table.map((one) => rowOf(one, options));
    lines.push(grid(columns, rows, options.width));
  }
  if (options.verbose) {
    for (const { path, why } of table) if (why !== '') lines.push(theme.faint(`    ${safe(`${path}: ${why}`)}`));
  }
  return lines;
}

/** The beginnings tell two hashes apart; -v has all of them. */
function hashText({ expected, got }: Difference, { verbose }: RenderOptions): string {
  const short = (text: string | null): string =>
    (text ?? '').replace(/(?<=[0-9a-f]{12})[0-9a-f]{52}$/, verbose ? '$&' : '…');
  return `: ${short(got)}, expected ${short(expected)}`;
}

function rowOf(difference: Difference, options: RenderOptions): string[] {
  const { kind, code, byteOffset } = difference;
  const what = kind === 'issue' ? `${code} ${difference.path}` : `${kindText(kind)}${subjectOf(difference)}`;
  const place = byteOffset === null ? '' : `0x${byteOffset.toString(16)}`;
  return ['', '', ...[place, what, ...sidesOf(difference, options)].map(safe)];
}

/** What was expected and what is; two verdicts on the same member without its name. */
function sidesOf({ kind, expected, got }: Difference, { verbose }: RenderOptions): readonly string[] {
  const [one = '-', other = '-'] = [expected ?? undefined, got ?? undefined];
  const [verdict = '', path] = one.split(' ');
  const [otherVerdict = '', otherPath] = other.split(' ');
  const isSame = kind === 'verdict' && path === otherPath && verdict !== otherVerdict;
  return isSame && !verbose ? [verdict, otherVerdict] : [one, other];
}

/** What kind of difference it is, where that is not plain. */
function kindText(kind: Difference['kind']): string {
  if (kind === 'verdict') return 'verdict on ';
  return kind === 'crossCheck' ? 'check ' : kind === 'fact' ? 'fact ' : '';
}

function allowanceLine({ file, entry, case: name, message }: AllowanceProblem, theme: Theme): string {
  return `${theme.severity.warning('warning')}  ${safe(`${file}, allowance ${entry} (${name}): ${message}`)}`;
}
