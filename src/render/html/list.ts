/** Functions of machines as a page, a table for each machine. */
import type { ListGroup, Listing } from '../list.js';
import type { RenderOptions } from '../options.js';
import { type Content, h } from './element.js';
import { filterBar } from './facts.js';
import { pageText, tableHead } from './page.js';

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
      ...table.groups.map((group) =>
        machine(
          group,
          table.columns.map(({ head }) => head),
        ),
      ),
      table.foot === null ? null : h('p', {}, h('code', {}, table.foot)),
    ],
  });
}

function machine({ title, rows, contradictions }: ListGroup, heads: readonly string[]): Content {
  const bodies = rows.map(([first, ...cells]) =>
    h(
      'tbody',
      {},
      h('tr', {}, h('th', { scope: 'row' }, first ?? '-'), ...cells.map((cell) => h('td', {}, cell ?? '-'))),
    ),
  );
  const items = contradictions.map((text) =>
    h('li', { class: 'error' }, h('b', { class: 'badge' }, 'error'), ' ', text),
  );
  return [
    title === null ? null : h('h2', {}, title),
    items.length === 0 ? null : h('section', { class: 'findings' }, h('ul', {}, ...items)),
    h(
      'section',
      { class: 'facts', 'aria-label': 'functions' },
      rows.length < leastToFilter ? null : filterBar([], 'function', `${rows.length} functions`),
      h('table', {}, tableHead(heads), ...bodies),
    ),
  ];
}
