/**
 * What changed between two captures as a page: the gravest first, each function by itself.
 */
import type { CompareResult } from '../../model/compare.js';
import {
  type ChangeRow,
  type ChangeSet,
  changeRows,
  changeSets,
  sinceText,
  summaryText,
  versionsText,
  worstOf,
} from '../compare-cells.js';
import type { RenderOptions } from '../options.js';
import { type Content, h, type Markup } from './element.js';
import { filterBar, opener } from './facts.js';
import { pageText, tableHead } from './page.js';

/** The page of a comparison. */
export function renderComparePage(result: CompareResult, options: RenderOptions): string {
  const { before, after, notes } = result;
  const sides = [before, after].map((side, i) =>
    h(
      'li',
      {},
      h('b', {}, i === 0 ? 'before' : 'after'),
      ` ${side.source} `,
      h('span', { class: 'faint' }, versionsText(side)),
    ),
  );
  return pageText({
    title: `${before.source} to ${after.source}`,
    about: options.about,
    content: [
      h('h1', {}, `What changed from ${before.source} to ${after.source}`),
      h('p', { class: `answer ${worstOf(result)}` }, summaryText(result)),
      h('ul', { class: 'sides' }, ...sides),
      ...notes.map((note) => h('p', {}, note)),
      ...changeSets(result).map(changeTable),
    ],
  });
}

function changeTable({ title, changes }: ChangeSet): Content {
  const rows = changeRows(changes);
  const grave = rows.filter(({ change }) => change.severity === 'error' || change.severity === 'warning').length;
  const seen = rows.filter(({ change }) => change.guestSees !== false).length;
  const filters = [
    { name: 'grave', text: 'only errors and warnings', count: grave },
    { name: 'guest', text: 'only what the guest sees', count: seen },
  ].filter(({ count }) => count < rows.length);
  return [
    h('h2', {}, title),
    h(
      'section',
      { class: 'facts', 'aria-label': title },
      rows.length < leastToFilter ? null : filterBar(filters, 'fact, value or view', `${rows.length} changes`),
      h(
        'table',
        { class: 'changes' },
        tableHead(['severity', 'fact', 'change', 'views', 'guest']),
        ...rows.map(changeRow),
      ),
    ),
  ];
}

/** Fewer rows are seen at a glance. */
const leastToFilter = 8;

function changeRow({ change, name, values, where, guest, why }: ChangeRow): Markup {
  const { severity, guestSees, struct, attribute } = change;
  const since = sinceText(change).replace(/^./, (letter) => letter.toUpperCase());
  const classes = [
    severity,
    ...(severity === 'error' || severity === 'warning' ? ['grave'] : []),
    ...(guestSees === false ? [] : ['guest']),
  ];
  const cells = [
    h('td', { class: 'severity' }, severity),
    h('th', { scope: 'row' }, opener(name, severity === 'error')),
    ...[values, where, guest].map((text) => h('td', {}, text)),
  ];
  const place = h('code', {}, attribute === '' ? struct : `${struct}.${attribute}`);
  const said = h('p', {}, place, ' ', why, since === '' ? null : ` ${since}.`);
  const more = h('td', { colspan: cells.length - 1 }, said);
  return h('tbody', { class: classes.join(' ') }, h('tr', {}, ...cells), h('tr', { class: 'why' }, h('td', {}), more));
}
