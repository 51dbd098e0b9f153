/**
 * A comparison for a terminal: the answer first, then what was found, then every fact.
 */
import type { DiffReport, DiffRow, FactValue } from '../model/diff.js';
import { own } from '../model/own.js';
import {
  paintSeverity,
  paintVerdict,
  plain,
  reasonsText,
  shownSides,
  summaryText,
  valueOn,
  valueText,
  verdictText,
  worstOf,
} from './diff-cells.js';
import { summaryHeads, summaryLines } from './diff-summary.js';
import { type Column, fits, grid } from './grid.js';
import type { RenderOptions } from './options.js';
import { safe } from './safe.js';
import { makeTheme, type Theme } from './theme.js';

export interface DiffRenderOptions extends RenderOptions {
  /** Only rows that are not ok. */
  readonly findingsOnly: boolean;
}

/** All reports, each with its findings first. */
export function renderDiff(reports: readonly DiffReport[], options: DiffRenderOptions): string {
  const theme = makeTheme(options.color);
  const parts = reports.map((report) => renderReport(report, options, theme));
  const lines = summaryLines(reports).map((cells) => cells.map(safe));
  const columns = summaryHeads.map((head) => ({ head }));
  const summary = lines.length === 0 ? [] : [`${theme.strong('summary')}\n${grid(columns, lines, options.width)}\n`];
  return [...parts, ...summary].join('\n');
}

function renderReport(report: DiffReport, options: DiffRenderOptions, theme: Theme): string {
  const findings = report.rows.filter((row) => row.severity !== 'ok');
  if (report.rows.length === 0 && report.checks.every((one) => one.severity === 'ok')) {
    return `${theme.strong(safe(report.title))}\n${factLines(report, options, theme)}\n`;
  }
  const headline = `${theme.strong(safe(report.title))}: ${paintSeverity(theme, worstOf(report), summaryText(report))}`;
  const parts = [grid([{ head: '', flexible: true }], [[headline]], options.width)];
  if (!options.quiet) {
    for (const side of report.sides)
      parts.push(
        indented(theme.faint(`${safe(`${side.key}: ${side.interface} ${side.version}, ${side.why}`)}`), options),
      );
  }
  if (findings.length > 0) parts.push('', ...findings.map((row) => findingLines(report, row, options, theme)));
  const checks = report.checks.filter((one) => one.severity !== 'ok');
  if (checks.length > 0) parts.push('', checkLines(checks, options, theme));
  if (!options.findingsOnly) {
    if (report.facts.length > 0) parts.push('', factLines(report, options, theme));
    parts.push('', ...restTable(report, options, theme));
  }
  return `${parts.join('\n')}\n`;
}

/** From this width on the reasons have a column of their own. */
const wideEnough = 110;

function rowTable(report: DiffReport, rows: readonly DiffRow[], options: DiffRenderOptions, theme: Theme): string {
  const sides = shownSides(report);
  const hasReasons = options.verbose || options.width >= wideEnough;
  const isCrowded = sides.length > 2 && !hasReasons;
  const columns: Column[] = [
    { head: 'attribute' },
    { head: 'firmware', flexible: true },
    ...sides.map((key) => ({ head: safe(key), flexible: true })),
    ...(hasReasons ? [{ head: 'why', flexible: true }] : []),
  ];
  const lines = rows.map((row) => [
    safe(row.attribute),
    valueText(row.firmware),
    ...sides.map((key) => sideCell(row, key, theme, isCrowded)),
    ...(hasReasons ? [safe(reasonsText(row, sides, options.verbose))] : []),
  ]);
  if (fits(columns, lines, options.width)) return grid(columns, lines, options.width);
  // Long numbers on many sides: one cell for all of them.
  const heads = columns.map((column) => column.head);
  const joined = lines.map(([attribute = '', ...cells]) => [
    attribute,
    cells.map((cell, i) => `${heads[i + 1] ?? ''} ${cell}`).join('  '),
  ]);
  return grid([{ head: 'attribute' }, { head: 'values', flexible: true }], joined, options.width);
}

/** Value and verdict of one side; where many sides share a line, firmware's own value is not said again. */
function sideCell(row: DiffRow, key: string, theme: Theme, isCrowded: boolean): string {
  const value = valueOn(row, key);
  const verdict = own(row.verdicts, key);
  if (isCrowded && verdict !== undefined && value?.text === row.firmware?.text) return paintVerdict(theme, verdict);
  const word = verdict === undefined ? '' : paintVerdict(theme, verdict);
  return value === null || verdict === 'hidden' || verdict === 'redundant' ? word : `${valueText(value)} ${word}`;
}

/** A further side, such as sysfs, that does not show the fact adds nothing to a finding. */
function hasSomething(row: DiffRow, key: string): boolean {
  const verdict = own(row.verdicts, key);
  return key === 'vfio' || key === 'guest' || (verdict !== 'hidden' && verdict !== 'redundant');
}

/** One finding: its values on a line, its reasons below. */
function findingLines(report: DiffReport, row: DiffRow, options: DiffRenderOptions, theme: Theme): string {
  const sides = shownSides(report).filter((key) => hasSomething(row, key));
  const values = [
    `firmware ${valueText(row.firmware)}`,
    ...sides.flatMap((key) => (valueOn(row, key) === null ? [] : [`${safe(key)} ${valueText(valueOn(row, key))}`])),
  ];
  const head = grid(
    [{ head: '' }, { head: '', flexible: true }],
    [
      [
        paintSeverity(theme, row.severity, row.severity),
        [theme.strong(safe(row.attribute)), ...values, verdictText(row, sides, theme)].join('  '),
      ],
    ],
    options.width,
  );
  const places = options.verbose
    ? [row.firmware, ...sides.map((key) => valueOn(row, key))].flatMap((value) => placeText(value))
    : [];
  const lines = [reasonsText(row, sides, options.verbose), ...places].filter((text) => text !== '');
  return [
    head,
    grid(
      [{ head: '' }, { head: '', flexible: true }],
      lines.map((text) => ['  ', safe(text)]),
      options.width,
    ),
  ].join('\n');
}

function indented(text: string, options: DiffRenderOptions): string {
  return grid([{ head: '' }, { head: '', flexible: true }], [['', text]], options.width);
}

function placeText(value: FactValue | null): string[] {
  if (value === null) return [];
  const source = value.source === undefined ? '' : ` of ${value.source}`;
  return [`${value.path}: byte 0x${(value.byteOffset ?? 0).toString(16)}${source}, raw ${value.raw ?? 'none'}`];
}

function checkLines(checks: DiffReport['checks'], options: DiffRenderOptions, theme: Theme): string {
  const rows = checks.map((one) => [
    paintSeverity(theme, one.severity, one.severity),
    safe(one.id),
    `${safe(one.message)}${options.quiet ? '' : `. ${safe(one.help)}`}`,
  ]);
  return grid([{ head: '' }, { head: '' }, { head: '', flexible: true }], rows, options.width);
}

function factLines(report: DiffReport, options: DiffRenderOptions, theme: Theme): string {
  const rows = report.facts.map((one) => [theme.faint(safe(one.name)), safe(one.text)]);
  return grid([{ head: '' }, { head: '', flexible: true }], rows, options.width);
}

/** Facts that are as they should be; those that nobody sees and that are 0 in one line. */
function restTable(report: DiffReport, options: DiffRenderOptions, theme: Theme): string[] {
  const fine = report.rows.filter((row) => row.severity === 'ok');
  const dull = options.verbose ? [] : fine.filter(isDull);
  const shown = fine.filter((row) => !dull.includes(row));
  const table = shown.length === 0 ? [] : [rowTable(report, shown, options, theme)];
  const rest =
    dull.length === 0
      ? []
      : [
          grid(
            [{ head: '', flexible: true }],
            [[theme.faint(`hidden, redundant or another function's, and nothing to see: ${safe(names(dull))}`)]],
            options.width,
          ),
        ];
  return [...table, ...rest];
}

function isDull(row: DiffRow): boolean {
  const isQuiet = Object.values(row.verdicts).every((verdict) => plain.has(verdict) && verdict !== 'virtualized');
  if (!isQuiet || Object.values(row.verdicts).every((verdict) => verdict === 'same')) return false;
  const values = [row.firmware, row.vfio, row.guest];
  const isZero = values.every((one) => one === null || /^(0x)?0*$/.test(one.text));
  return isZero || (row.vfio === null && row.guest === null && row.attribute.includes('['));
}

/** Names with runs of array elements joined. */
function names(rows: readonly DiffRow[]): string {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const name = row.attribute.replace(/\[\d+\].*$/, '[]');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, count]) => (name.endsWith('[]') ? `${name.slice(0, -2)} (${count})` : name))
    .join(', ');
}
