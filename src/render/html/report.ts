/**
 * One report of a comparison: the answer, the findings, what was worked out, every fact, and the bytes of all sides.
 */
import type { DiffReport, DiffRow } from '../../model/diff.js';
import { own } from '../../model/own.js';
import type { SideBlock } from '../block-report.js';
import { reasonsText, summaryText, valueOn, valueText, worstOf } from '../diff-cells.js';
import { type Found, foundIn, tellingSides } from '../found.js';
import { type Content, h, type Markup } from './element.js';
import { factTable, rowId } from './facts.js';
import { reportBytes } from './report-bytes.js';

/** All that a page says of one report; `id` begins the ids in it. */
export function reportBody(report: DiffReport, blocks: readonly SideBlock[], id: string): Content {
  const findings = findingList(report, id);
  return [
    subjectLine(report),
    report.rows.length === 0 ? null : h('p', { class: `answer ${worstOf(report)}` }, summaryText(report)),
    report.sides.length === 0 ? null : sideList(report),
    findings,
    report.facts.length === 0 ? null : factList(report),
    report.rows.length === 0 ? null : factTable(report, id),
    blocks.length === 0 ? null : reportBytes(report, blocks, id),
  ];
}

function subjectLine({ subject = [] }: DiffReport): Content {
  return subject.length === 0
    ? null
    : h(
        'p',
        { class: 'subject' },
        ...subject.map(({ name, text }) => [h('span', { class: 'faint' }, name), ' ', h('b', {}, text), ' ']),
      );
}

function sideList({ sides }: DiffReport): Markup {
  const items = sides.map(({ key, interface: name, why }) =>
    h('li', {}, h('b', {}, key), ` ${name} `, h('span', { class: 'faint' }, why)),
  );
  return h('ul', { class: 'sides' }, ...items);
}

/** Findings, worst first; what is known of the versions is folded. */
function findingList(report: DiffReport, id: string): Content {
  const found = foundIn(report);
  if (found.length === 0) return null;
  const item = (one: Found): Markup => findingItem(report, one, id);
  const known = found.filter(({ isKnown }) => isKnown);
  const names = known.map((one) => `${nameOf(one)} (${one.severity}, ${one.sides.join(', ')})`).join(', ');
  return h(
    'section',
    { class: 'findings', 'aria-label': 'findings' },
    h('h3', {}, 'Findings'),
    h('ul', {}, ...found.filter(({ isKnown }) => !isKnown).map(item)),
    known.length === 0
      ? null
      : h('details', {}, h('summary', {}, `known of these versions: ${names}`), h('ul', {}, ...known.map(item))),
  );
}

function nameOf(found: Found): string {
  return 'check' in found ? found.check.id : found.row.attribute;
}

function findingItem(report: DiffReport, found: Found, id: string): Markup {
  const { severity, sides } = found;
  const head = [h('b', { class: 'badge' }, severity), ' ', h('span', { class: 'faint' }, sides.join(', ')), ' '];
  if ('check' in found) {
    const { id: name, message, help } = found.check;
    const todo = help === '' ? null : h('p', { class: 'todo' }, help);
    return h('li', { class: severity }, ...head, h('code', {}, name), h('p', {}, message), todo);
  }
  const { row, index } = found;
  const place = rowId(id, index);
  const values = ['firmware', ...tellingSides(report, row)].map((key) => sideValue(row, key));
  return h(
    'li',
    { class: severity, 'data-k': place },
    ...head,
    h('a', { href: `#${place}` }, h('code', {}, row.attribute)),
    ' ',
    ...values,
    h('p', {}, reasonsText(row, sides, true)),
  );
}

function sideValue(row: DiffRow, key: string): Content {
  const value = key === 'firmware' ? row.firmware : valueOn(row, key);
  const verdict = key === 'firmware' ? undefined : own(row.verdicts, key);
  if (value === null) return null;
  const word = verdict === undefined ? null : [' ', h('span', { class: `verdict ${verdict}` }, verdict)];
  return h('span', { class: 'value' }, key, ' ', h('code', {}, valueText(value)), word);
}

function factList({ facts, sides }: DiffReport): Markup {
  const lines = facts.map(({ name, text }) => [h('dt', {}, name), h('dd', {}, text)]);
  const title = sides.length === 0 ? 'Known' : 'Worked out';
  return h(
    'section',
    { 'aria-label': title.toLowerCase() },
    h('h3', {}, title),
    h('dl', { class: 'worked' }, ...lines),
  );
}
