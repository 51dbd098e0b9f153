/**
 * A comparison for a terminal: the answer first, then what was found, then every fact.
 */
import type { DiffReport, DiffRow } from '../model/diff.js';
import { own } from '../model/own.js';
import {
  isDifferent,
  paintSeverity,
  paintVerdict,
  reasonsText,
  shownSides,
  summaryText,
  valueOn,
  valueText,
  worstOf,
} from './diff-cells.js';
import { findingLines } from './diff-findings.js';
import { summaryHeads, summaryLines } from './diff-summary.js';
import { type Column, fits, grid } from './grid.js';
import type { RenderOptions } from './options.js';
import { safe } from './safe.js';
import { makeTheme, type Theme } from './theme.js';

export interface DiffRenderOptions extends RenderOptions {
  /** Only what is not as it should be. */
  readonly findingsOnly: boolean;
  /** Only findings, and rows where sides differ. */
  readonly differencesOnly?: boolean;
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
  if (report.rows.length === 0 && report.checks.every((one) => one.severity === 'ok')) {
    return `${theme.strong(safe(report.title))}\n${factLines(report, options, theme)}\n`;
  }
  const headline = `${theme.strong(safe(report.title))}: ${paintSeverity(theme, worstOf(report), summaryText(report))}`;
  const parts = [grid([{ head: '', flexible: true }], [[headline]], options.width)];
  if (!options.quiet && report.sides.length > 0) parts.push(sideLines(report, options, theme));
  for (const lines of findingLines(report, options)) parts.push('', lines);
  if (options.findingsOnly) return `${parts.join('\n')}\n`;
  if (options.differencesOnly !== true && report.facts.length > 0) parts.push('', factLines(report, options, theme));
  for (const line of rowLines(report, options, theme)) parts.push(line);
  return `${parts.join('\n')}\n`;
}

function sideLines(report: DiffReport, options: DiffRenderOptions, theme: Theme): string {
  const rows = report.sides.map(({ key, interface: name, why }) =>
    [`  ${safe(key)}`, safe(name), safe(why)].map((text) => theme.faint(text)),
  );
  return grid([{ head: '' }, { head: '' }, { head: '', flexible: true }], rows, options.width);
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

function factLines(report: DiffReport, options: DiffRenderOptions, theme: Theme): string {
  const rows = report.facts.map((one) => [theme.faint(safe(one.name)), safe(one.text)]);
  return grid([{ head: '' }, { head: '', flexible: true }], rows, options.width);
}

/** Rows where sides differ, and how many there are of the others; with `-v` all of them. */
function rowLines(report: DiffReport, options: DiffRenderOptions, theme: Theme): string[] {
  const isShown = (row: DiffRow): boolean => (options.verbose && options.differencesOnly !== true) || isDifferent(row);
  const shown = report.rows.filter(isShown);
  const table = shown.length === 0 ? [] : ['', rowTable(report, shown, options, theme)];
  const rest = restText(report.rows.filter((row) => !isShown(row)));
  return rest === '' || options.differencesOnly === true ? table : [...table, theme.faint(rest)];
}

/** Rows that are not listed, counted. */
function restText(rows: readonly DiffRow[]): string {
  const unseen = rows.filter((row) =>
    Object.values(row.verdicts).every((one) => one === 'hidden' || one === 'redundant'),
  );
  const counts = [
    [rows.length - unseen.length, 'equal where they are shown'],
    [unseen.length, 'shown by no side'],
  ] as const;
  const texts = counts.flatMap(([count, what]) => (count === 0 ? [] : [`${count} more ${what}`]));
  return texts.length === 0 ? '' : `${texts.join(', ')}; -v lists them`;
}
