/**
 * A run of `check` as a page: what failed first, each case with what is not as expected.
 */
import type { AllowanceProblem, CaseResult, CaseStatus, Difference } from '../../model/check.js';
import { differenceKinds } from '../../model/check.js';
import { type CheckedRun, isBad, subjectOf, summaryText } from '../check/run.js';
import { hexOf } from './byte-map.js';
import { h, type Markup } from './element.js';
import { filterBar, opener } from './facts.js';
import { pageText, tableHead, textTable } from './page.js';

/** How grave each outcome is, in the words of findings. */
const severities: Readonly<Record<CaseStatus, string>> = {
  pass: 'ok',
  updated: 'note',
  skip: 'note',
  fail: 'error',
  error: 'error',
};

/** The page of a run. */
export function renderCheckPage({ result, tool, command, inputs }: CheckedRun): string {
  const { cases, troubles, allowances } = result;
  const bad = cases.filter(isBad);
  const filters = [
    { name: 'bad', text: 'only what failed', count: bad.length },
    { name: 'updated', text: 'only updated', count: result.summary.updated },
  ];
  const ordered = [...bad, ...cases.filter((one) => !isBad(one))];
  return pageText({
    title: `Check: ${summaryText(result)}`,
    about: command === undefined ? undefined : { tool: tool.version, tables: tool.tables, command, inputs },
    content: [
      h('h1', {}, 'Check'),
      h('p', { class: `answer ${bad.length + troubles.length > 0 ? 'error' : 'ok'}` }, summaryText(result)),
      troubles.length + allowances.length === 0
        ? null
        : h(
            'section',
            { class: 'findings' },
            h('ul', {}, ...troubles.map(troubleItem), ...allowances.map(allowanceItem)),
          ),
      h(
        'section',
        { class: 'facts', 'aria-label': 'cases' },
        filterBar(filters, 'case', `${cases.length} cases`),
        h('table', {}, tableHead(['outcome', 'case', 'reason']), ...ordered.map(caseRow)),
      ),
    ],
  });
}

function troubleItem(text: string): Markup {
  return h('li', { class: 'error' }, h('b', { class: 'badge' }, 'trouble'), ' ', text);
}

function allowanceItem({ file, entry, case: name, message }: AllowanceProblem): Markup {
  return h(
    'li',
    { class: 'warning' },
    h('b', { class: 'badge' }, 'warning'),
    ` ${file}, allowance ${entry} (${name}): ${message}`,
  );
}

function caseRow(one: CaseResult): Markup {
  const { status, name, reason, differences, updates } = one;
  const hasMore = differences.length + updates.length > 0;
  const more = [
    differences.length === 0 ? null : differenceTable(differences),
    ...updates.map(({ file, what }) => h('p', {}, `${file}: ${what}`)),
  ];
  return h(
    'tbody',
    { class: [severities[status], status, isBad(one) ? 'bad' : ''].join(' ').trim() },
    h(
      'tr',
      {},
      h('td', { class: 'severity' }, status),
      h('th', { scope: 'row' }, hasMore ? opener(name, isBad(one)) : name),
      h('td', {}, reason),
    ),
    hasMore ? h('tr', { class: 'why' }, h('td', {}), h('td', { colspan: 2 }, more)) : null,
  );
}

function differenceTable(differences: readonly Difference[]): Markup {
  const heads = ['file', 'at', 'what', 'expected', 'got', 'why'].map((head) => ({ head }));
  const rows = differences.map((one) => [
    one.file ?? '',
    one.byteOffset === null ? '' : hexOf(one.byteOffset),
    [one.code, subjectOf(one)].filter((text) => text !== '').join(' '),
    one.expected ?? '-',
    one.got ?? '-',
    [one.why, one.allowed === null ? '' : `allowed: ${one.allowed}`].filter((text) => text !== '').join('; ') ||
      differenceKinds[one.kind].title,
  ]);
  return textTable(heads, rows);
}
