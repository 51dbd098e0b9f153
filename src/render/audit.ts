import type { AuditResult, Outcome } from '../model/audit.js';
import { type AuditSection, auditSections } from './audit-sections.js';
import type { TableText } from './audit-tables.js';
import { grid } from './grid.js';
import type { RenderOptions } from './options.js';
import { safe } from './safe.js';
import { makeTheme, type Theme } from './theme.js';
import { hanging } from './wrap.js';

/** Seven verdicts, each with its proof; `quiet` leaves the proofs out, `verbose` counts nothing. */
export function renderAudit(result: AuditResult, options: RenderOptions): string {
  const theme = makeTheme(options.color);
  const { width } = options;
  const head = [
    `${theme.strong(`audit of ${safe(result.interface)}`)}`,
    ...auditFacts(result).map(([name, text]) => hanging(`${theme.faint(name.padEnd(6))} `, safe(text), width)),
    '',
    hanging('', theme.strong(safe(result.conclusion)), width),
  ];
  const sections = auditSections(result.answers, options.verbose).map((section, i) =>
    sectionText(section, i + 1, options, theme),
  );
  return `${[head.join('\n'), ...sections].join('\n\n')}\n`;
}

/** What is audited: pairs of a name and a text. */
export function auditFacts(result: AuditResult): readonly (readonly [string, string])[] {
  return [
    ['what', result.title],
    ['shown', `${result.view} view, version ${result.version}`],
    ...(result.access === null ? [] : ([['to', result.access]] as const)),
    ...result.blocks.map(
      (block) => ['block', `${block.source}: ${block.type}, ${block.length} bytes, ${block.endian}-endian`] as const,
    ),
  ];
}

/** Outcomes as reports have them. */
export const signs: Readonly<Record<Outcome, string>> = { sound: 'sound', remark: 'remark', fault: 'FAULT' };

function outcomeText(outcome: Outcome, theme: Theme): string {
  if (outcome === 'sound') return theme.exposure.exposed(signs.sound);
  return theme.severity[outcome === 'fault' ? 'error' : 'warning'](signs[outcome]);
}

function sectionText(section: AuditSection, number: number, options: RenderOptions, theme: Theme): string {
  const { width, quiet } = options;
  const lines = [theme.strong(hanging(`${number}. `, safe(section.question), width))];
  if (!quiet) lines.push(...section.reviews.map((text) => theme.faint(hanging('   ', safe(text), width))));
  lines.push(hanging(`   ${outcomeText(section.outcome, theme)}: `, safe(section.verdict), width));
  if (!quiet) lines.push(...section.tables.map((table) => `\n${tableText(table, width, theme)}`));
  return lines.join('\n');
}

function tableText(table: TableText, width: number, theme: Theme): string {
  const columns = table.columns.map(({ head, isNumber, isText }) => ({
    head: theme.faint(head),
    align: isNumber ? ('right' as const) : ('left' as const),
    flexible: isText === true,
  }));
  const parts = [
    ...(table.title === undefined ? [] : [`   ${safe(table.title)}`]),
    ...(table.rows.length === 0
      ? []
      : [
          indented(
            grid(
              columns,
              table.rows.map((row) => row.map(safe)),
              width - 3,
            ),
          ),
        ]),
    ...table.notes.map((text, i) => hanging(`   [${i + 1}] `, safe(text), width)),
    ...(table.rest === '' ? [] : [hanging('   ', safe(table.rest), width)]),
  ];
  return parts.join('\n');
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `   ${line}`))
    .join('\n');
}
