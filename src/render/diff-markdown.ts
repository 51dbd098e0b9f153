import type { DiffReport } from '../model/diff.js';
import { own } from '../model/own.js';
import type { DiffRenderOptions } from './diff.js';
import { reasonsText, shownSides, summaryText, valueOn, valueText } from './diff-cells.js';
import { summaryHeads, summaryLines } from './diff-summary.js';
import { inert, markdownTable } from './markdown.js';

/** All reports as Markdown. */
export function renderDiffMarkdown(reports: readonly DiffReport[], options: DiffRenderOptions): string {
  return reports
    .map((report) => {
      const sides = shownSides(report);
      const rows = report.rows.filter((row) => !options.findingsOnly || row.severity !== 'ok');
      const cells = rows.map((row) => [
        row.attribute,
        valueText(row.firmware),
        ...sides.map((key) => valueText(valueOn(row, key))),
        sides.map((key) => own(row.verdicts, key) ?? '').join(' / '),
        row.severity,
        reasonsText(row, sides, row.severity !== 'ok'),
      ]);
      const checks = report.checks.map((one) => `- **${one.severity}** ${inert(one.id)}: ${inert(one.message)}`);
      const facts = report.facts.map((one) => `- ${inert(one.name)}: ${inert(one.text)}`);
      const table = markdownTable(['attribute', 'firmware', ...sides, 'verdict', 'severity', 'why'], cells);
      if (report.rows.length === 0) return [`## ${inert(report.title)}`, '', ...checks, ...facts].join('\n');
      return [`## ${inert(report.title)}: ${inert(summaryText(report))}`, '', table, '', ...checks, ...facts].join(
        '\n',
      );
    })
    .concat(summary(reports))
    .join('\n\n')
    .concat('\n');
}

function summary(reports: readonly DiffReport[]): string[] {
  const lines = summaryLines(reports);
  return lines.length === 0
    ? []
    : [
        `## summary\n\n${markdownTable(
          [...summaryHeads],
          lines.map((one) => [...one]),
        )}`,
      ];
}
