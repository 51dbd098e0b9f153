/**
 * An audit as a page: the conclusion, seven answers, and what proves each behind it.
 */
import type { AuditResult, Outcome } from '../../model/audit.js';
import { auditFacts } from '../audit.js';
import { type AuditSection, auditSections } from '../audit-sections.js';
import type { TableText } from '../audit-tables.js';
import type { RenderOptions } from '../options.js';
import { type Content, h, type Markup } from './element.js';
import { pageText, textTable } from './page.js';

/** How grave an answer is, in the words of findings. */
const severities: Readonly<Record<Outcome, string>> = { sound: 'ok', remark: 'warning', fault: 'error' };

/** The page of an audit; what only confirms the rule is counted unless the result is to be verbose. */
export function renderAuditPage(result: AuditResult, options: RenderOptions): string {
  const title = `Audit of ${result.interface}`;
  const sections = auditSections(result.answers, options.verbose);
  const isFaulty = sections.some(({ outcome }) => outcome === 'fault');
  const facts = auditFacts(result).map(([name, text]) => [h('dt', {}, name), h('dd', {}, text)]);
  return pageText({
    title,
    about: options.about,
    content: [
      h('h1', {}, title),
      h('p', { class: isFaulty ? 'answer error' : 'answer' }, result.conclusion),
      h('dl', { class: 'worked' }, ...facts),
      h('ul', { class: 'overview' }, ...sections.map((section, i) => overviewItem(section, i + 1))),
      ...sections.map((section, i) => answer(section, i + 1)),
    ],
  });
}

function overviewItem({ question, outcome }: AuditSection, number: number): Markup {
  const link = h('a', { href: `#q${number}` }, `${number}. ${question}`);
  return h('li', { class: severities[outcome] }, h('b', { class: 'badge' }, outcome), ' ', link);
}

/** The answer to a question; proofs of what is no fault are folded. */
function answer({ question, outcome, reviews, verdict, tables }: AuditSection, number: number): Markup {
  const proofs = tables.map(proof);
  return h(
    'section',
    { class: 'findings', id: `q${number}` },
    h('h2', {}, `${number}. ${question}`),
    ...reviews.map((text) => h('p', { class: 'todo' }, text)),
    h('ul', {}, h('li', { class: severities[outcome] }, h('b', { class: 'badge' }, outcome), ' ', verdict)),
    proofs.length === 0
      ? null
      : h(
          'details',
          { open: outcome === 'fault' },
          h('summary', {}, outcome === 'sound' ? 'What confirms it' : 'What proves it'),
          ...proofs,
        ),
  );
}

function proof({ title, columns, rows, notes, rest }: TableText): Content {
  return [
    title === undefined ? null : h('h3', {}, title.replace(/:$/, '')),
    rows.length === 0 ? null : textTable(columns, rows),
    ...notes.map((text, i) => h('p', { class: 'note-text' }, `[${i + 1}] ${text}`)),
    rest === '' ? null : h('p', { class: 'faint' }, rest),
  ];
}
