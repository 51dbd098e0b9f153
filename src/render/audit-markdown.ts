/**
 * An audit as Markdown to attach: the conclusion and the seven verdicts first, the gravest before the others; what proves
 * each is folded.
 */
import type { AuditResult, Outcome } from '../model/audit.js';
import { auditFacts, signs } from './audit.js';
import { type AuditSection, auditSections } from './audit-sections.js';
import type { TableText } from './audit-tables.js';
import { folded, inert, item, madeBy, markdownTable, wrapped } from './markdown-text.js';
import type { RenderOptions } from './options.js';

const order: readonly Outcome[] = ['fault', 'remark', 'sound'];

/** The whole report; `quiet` leaves the proofs out, `verbose` counts nothing. */
export function renderAuditMarkdown(result: AuditResult, options: RenderOptions): string {
  const sections = auditSections(result.answers, options.verbose).map((section, i) => ({ section, number: i + 1 }));
  const verdicts = order.flatMap((outcome) =>
    sections
      .filter(({ section }) => section.outcome === outcome)
      .map(({ section: { question, verdict }, number }) =>
        item(`**${signs[outcome]}** ${number}. ${inert(question)} ${inert(verdict)}`),
      ),
  );
  const parts = [
    `## audit of ${inert(result.interface)}`,
    wrapped(`**${inert(result.conclusion)}**`),
    verdicts.join('\n'),
    'audited:',
    auditFacts(result)
      .map(([name, text]) => item(`${name}: ${inert(text)}`))
      .join('\n'),
    ...(options.quiet ? [] : sections.flatMap(({ section, number }) => proof(section, number))),
    ...madeBy(options.about),
  ];
  return `${parts.join('\n\n')}\n`;
}

function proof({ question, reviews, tables }: AuditSection, number: number): readonly string[] {
  if (reviews.length === 0 && tables.length === 0) return [];
  const said = reviews.map((text) => wrapped(`> ${inert(text)}`, '> '));
  return [folded(`${number}. ${question}`, [...said, ...tables.flatMap(tableParts)].join('\n\n'))];
}

function tableParts({ title, columns, rows, notes, rest }: TableText): readonly string[] {
  const heads = columns.map(({ head }) => head);
  return [
    ...(title === undefined ? [] : [wrapped(`*${inert(title)}*`)]),
    ...(rows.length === 0 ? [] : [markdownTable(heads, rows)]),
    ...(notes.length === 0 ? [] : [notes.map((text, i) => item(`\\[${i + 1}\\] ${inert(text)}`)).join('\n')]),
    ...(rest === '' ? [] : [wrapped(inert(rest))]),
  ];
}
