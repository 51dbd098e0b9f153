/**
 * A comparison as Markdown to attach: sides and findings first, then the rows where sides differ; the rest is folded.
 */
import type { DiffReport, DiffRow } from '../model/diff.js';
import { own } from '../model/own.js';
import type { BlockReport } from './block-report.js';
import type { DiffRenderOptions } from './diff.js';
import { isDifferent, reasonsText, shownSides, summaryText, valueOn, valueText } from './diff-cells.js';
import { summaryHeads, summaryLines } from './diff-summary.js';
import { type Found, foundIn, tellingSides } from './found.js';
import { folded, inert, item, madeBy, markdownTable } from './markdown-text.js';

/** All reports as Markdown; of several functions a summary first. */
export function renderDiffMarkdown(all: readonly BlockReport[], options: DiffRenderOptions): string {
  const reports = all.map(({ report }) => report);
  const parts = [
    ...summary(reports),
    ...reports.flatMap((report) => reportParts(report, options)),
    ...madeBy(options.about),
  ];
  return `${parts.join('\n\n')}\n`;
}

function summary(reports: readonly DiffReport[]): string[] {
  const lines = summaryLines(reports).map((one) => [...one]);
  return lines.length === 0 ? [] : ['## summary', markdownTable([...summaryHeads], lines)];
}

function reportParts(report: DiffReport, options: DiffRenderOptions): readonly string[] {
  const facts = report.facts.map(({ name, text }) => item(`${inert(name)}: ${inert(text)}`));
  const isCompared = report.rows.length > 0 || report.checks.length > 0;
  if (!isCompared) return [`## ${inert(report.title)}`, list(facts)].filter((text) => text !== '');
  const differ = report.rows.filter(isDifferent);
  const others = report.rows.filter((row) => !isDifferent(row));
  const isShort = options.findingsOnly;
  return [
    `## ${inert(report.title)}: ${inert(summaryText(report))}`,
    list(report.sides.map(({ key, interface: name, why }) => item(`${inert(key)}: ${inert(name)}, ${inert(why)}`))),
    ...findings(report),
    ...(isShort || options.differencesOnly === true ? [] : [list(facts)]),
    ...(isShort || differ.length === 0
      ? []
      : [rowTable(report, differ), folded('reasons', reasonList(report, differ))]),
    ...(isShort || options.differencesOnly === true || others.length === 0
      ? []
      : [folded(`${others.length} facts where no side shows another value`, rowTable(report, others))]),
  ].filter((text) => text !== '');
}

function list(items: readonly string[]): string {
  return items.join('\n');
}

/** Findings, worst first; what is known of the versions is folded. */
function findings(report: DiffReport): readonly string[] {
  const found = foundIn(report);
  const shown = found.filter(({ isKnown }) => !isKnown).map((one) => findingItem(report, one));
  const known = found.filter(({ isKnown }) => isKnown);
  const names = known.map((one) => ('check' in one ? one.check.id : one.row.attribute)).join(', ');
  return [
    list(shown),
    ...(known.length === 0
      ? []
      : [folded(`known of these versions: ${names}`, list(known.map((one) => findingItem(report, one))))]),
  ];
}

function findingItem(report: DiffReport, found: Found): string {
  const head = `**${found.severity}** ${inert(found.sides.join(', '))}`;
  if ('check' in found) {
    const { id, message, help } = found.check;
    return item(`${head} **${inert(id)}**: ${inert(`${message}. ${help}`)}`);
  }
  const { row, sides } = found;
  const values = ['firmware', ...tellingSides(report, row)].flatMap((key) => {
    const value = key === 'firmware' ? row.firmware : valueOn(row, key);
    return value === null ? [] : [`${key} ${valueText(value)}`];
  });
  const verdicts = sides.flatMap((key) => own(row.verdicts, key) ?? []);
  const words = [...new Set(verdicts)].join(', ');
  return item(
    `${head} **${inert(row.attribute)}** ${words}: ${inert(`${values.join(', ')}. ${reasonsText(row, sides, true)}`)}`,
  );
}

function rowTable(report: DiffReport, rows: readonly DiffRow[]): string {
  const sides = shownSides(report);
  const cells = rows.map((row) => [
    row.severity === 'ok' ? '' : row.severity,
    row.attribute,
    valueText(row.firmware),
    ...sides.map((key) => sideCell(row, key)),
  ]);
  return markdownTable(['', 'attribute', 'firmware', ...sides], cells);
}

function sideCell(row: DiffRow, key: string): string {
  const value = valueOn(row, key);
  const verdict = own(row.verdicts, key) ?? '';
  return value === null || verdict === 'hidden' || verdict === 'redundant' ? verdict : `${valueText(value)} ${verdict}`;
}

function reasonList(report: DiffReport, rows: readonly DiffRow[]): string {
  return list(rows.map((row) => item(`${inert(row.attribute)}: ${inert(reasonsText(row, shownSides(report), true))}`)));
}
