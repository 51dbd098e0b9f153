/**
 * The table of a comparison: a row for each fact, which opens to its reasons, and what filters it.
 */
import type { DiffReport, DiffRow, FactValue } from '../../model/diff.js';
import { verdictKinds } from '../../model/diff.js';
import { own } from '../../model/own.js';
import { isDifferent, shownSides, valueOn, valueText } from '../diff-cells.js';
import { hexOf } from './byte-map.js';
import { type Content, h, type Markup } from './element.js';
import { tableHead } from './page.js';

/** Id of the row of a fact. */
export function rowId(section: string, index: number): string {
  return `${section}-${index}`;
}

/** The table with its filters; without script everything is open. */
export function factTable(report: DiffReport, section: string): Markup {
  const sides = shownSides(report);
  const rows = report.rows.map((row, i) => factRow(row, sides, rowId(section, i)));
  const filters = [
    {
      name: 'differs',
      text: 'only where sides differ',
      count: report.rows.filter((row) => isDifferent(row)).length,
    },
    { name: 'finding', text: 'only findings', count: report.rows.filter(({ severity }) => severity !== 'ok').length },
  ];
  return h(
    'section',
    { class: 'facts', 'aria-label': 'facts' },
    h('h3', {}, 'Every fact'),
    filterBar(filters, 'field, value or verdict', `${rows.length} facts`),
    h('table', {}, tableHead(['', 'field', 'firmware', ...sides]), ...rows),
  );
}

/** What hides rows: shown by the script, which is what they need. Those without rows are left out; the first is on at the start. */
export function filterBar(
  filters: readonly { readonly name: string; readonly text: string; readonly count?: number }[],
  placeholder: string,
  all: string,
): Markup {
  const useful = filters.filter(({ count }) => count !== 0);
  const first = useful.find(({ count }) => count !== undefined);
  const buttons = useful.map((one) =>
    h(
      'button',
      { type: 'button', 'aria-pressed': one === first ? 'true' : 'false', 'data-only': one.name },
      one.text,
      one.count === undefined ? null : ` (${one.count})`,
    ),
  );
  const box = h('input', { type: 'search', placeholder, 'aria-label': placeholder });
  return h(
    'p',
    { class: 'filters', hidden: true },
    box,
    ' ',
    ...buttons,
    ' ',
    h('output', { 'aria-live': 'polite' }, all),
  );
}

function factRow(row: DiffRow, sides: readonly string[], id: string): Markup {
  const classes = [
    row.severity,
    ...(isDifferent(row) ? ['differs'] : []),
    ...(row.severity === 'ok' ? [] : ['finding']),
  ];
  const cells = [
    h('td', { class: 'severity' }, row.severity === 'ok' ? null : row.severity),
    h('th', { scope: 'row' }, opener(row.attribute)),
    h('td', { 'data-side': 'firmware' }, valueText(row.firmware)),
    ...sides.map((key) => sideCell(row, key)),
  ];
  return h(
    'tbody',
    { id, class: classes.join(' '), 'data-k': id },
    h('tr', {}, ...cells),
    h('tr', { class: 'why' }, h('td', {}), h('td', { colspan: sides.length + 2 }, reasons(row, sides))),
  );
}

/** What opens the row below. */
export function opener(text: string, isOpen = false): Markup {
  return h('details', { open: isOpen }, h('summary', {}, text));
}

function sideCell(row: DiffRow, key: string): Markup {
  const value = valueOn(row, key);
  const verdict = own(row.verdicts, key);
  const word =
    verdict === undefined
      ? null
      : h('span', { class: `verdict ${verdict}`, title: verdictKinds[verdict].title }, verdict);
  const isSaid = value !== null && verdict !== 'redundant';
  return h('td', { 'data-side': key }, isSaid ? [valueText(value), ' '] : null, word);
}

/** Where each value was read, and why the verdict is what it is. */
function reasons(row: DiffRow, sides: readonly string[]): Markup {
  const about = `for a guest: ${row.need}; a fact of the ${row.scope}`;
  const firmware = [h('b', {}, 'firmware'), place(row.firmware), ' ', h('span', { class: 'faint' }, about)];
  const said = sides.map((key) => [
    h('b', {}, key, ': ', own(row.verdicts, key) ?? ''),
    ' ',
    own(row.reasons, key) ?? '',
    place(valueOn(row, key)),
  ]);
  return saidList([firmware, ...said]);
}

/** What is said below a row, one line each. */
export function saidList(lines: readonly Content[]): Markup {
  return h('ul', { class: 'said' }, ...lines.map((line) => h('li', {}, line)));
}

function place(value: FactValue | null): Content {
  if (value === null) return null;
  const { path, source, byteOffset, raw } = value;
  const bytes = raw === undefined || raw === null ? '' : `, byte ${hexOf(byteOffset ?? 0)}: ${raw}`;
  return [
    ' ',
    h('code', {}, path),
    h('span', { class: 'faint' }, source === undefined ? bytes : ` in ${source}${bytes}`),
  ];
}
