/** Functions of machines as a page, a table for each machine. */
import type { BlockReport } from '../block-report.js';
import { worstOf } from '../diff-cells.js';
import type { ListGroup, Listing } from '../list.js';
import type { RenderOptions } from '../options.js';
import { reportBodies } from './diff.js';
import { type Content, h, type Markup } from './element.js';
import { filterBar, opener } from './facts.js';
import { pageText, tableHead } from './page.js';
import { sharedBytes } from './report-bytes.js';

/** Fewer rows are seen at a glance. */
const leastToFilter = 12;

/** The page of all functions. */
export function renderListPage({ table, result }: Listing, options: RenderOptions): string {
  const { functions } = result;
  const title = `${functions.length} ${functions.length === 1 ? 'function' : 'functions'}`;
  return pageText({
    title,
    about: options.about,
    content: [
      h('h1', {}, title),
      ...table.groups.map((group, i) =>
        machine(
          group,
          table.columns.map(({ head }) => head),
          `m${i}f`,
        ),
      ),
      table.foot === null ? null : h('p', {}, h('code', {}, table.foot)),
    ],
  });
}

function machine({ title, rows, behind, contradictions }: ListGroup, heads: readonly string[], id: string): Content {
  const { bodies, shared } = reportBodies(behind, id);
  const items = contradictions.map((text) =>
    h('li', { class: 'error' }, h('b', { class: 'badge' }, 'error'), ' ', text),
  );
  const filters = behind.some(({ report }) => worstOf(report) !== 'ok')
    ? [{ name: 'found', text: 'only with findings' }]
    : [];
  const left = rows.length - behind.length;
  return [
    title === null ? null : h('h2', {}, title),
    items.length === 0 ? null : h('section', { class: 'findings' }, h('ul', {}, ...items)),
    h(
      'section',
      { class: 'facts', 'aria-label': 'functions' },
      rows.length < leastToFilter ? null : filterBar(filters, 'function', `${rows.length} functions`),
      h('table', {}, tableHead(heads), ...rows.map((row, i) => functionRow(row, heads, behind[i], bodies[i] ?? null))),
    ),
    left === 0
      ? null
      : h('p', {}, `${left} more functions have nothing behind their rows; zpci-inspect diff shows them.`),
    shared === null
      ? null
      : h('details', { class: 'reasons' }, h('summary', {}, 'Bytes that several functions share'), sharedBytes(shared)),
  ];
}

function functionRow(
  cells: ListGroup['rows'][number],
  heads: readonly string[],
  behind: BlockReport | undefined,
  body: Content,
): Markup {
  const severity = behind === undefined ? 'ok' : worstOf(behind.report);
  const [name = '-', ...columns] = cells.map((cell) => cell ?? '-');
  return h(
    'tbody',
    { class: severity === 'ok' ? undefined : `found ${severity}` },
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, body === null ? name : opener(name)),
      ...columns.map((text, i) => h('td', { class: heads[i + 1] === 'findings' ? 'severity' : undefined }, text)),
    ),
    body === null ? null : h('tr', { class: 'why' }, h('td', { class: 'behind', colspan: cells.length }, body)),
  );
}
