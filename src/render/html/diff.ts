/**
 * A comparison as a page: the answer, the findings, what was worked out, every fact, and the bytes of all sides.
 */
import type { DiffReport, DiffRow } from '../../model/diff.js';
import { own } from '../../model/own.js';
import type { BlockReport, SideBlock } from '../block-report.js';
import { reasonsText, shownSides, summaryText, valueOn, valueText, worstOf } from '../diff-cells.js';
import { type Found, foundIn, tellingSides } from '../found.js';
import type { About } from '../options.js';
import { byteMap, type LookAt } from './byte-map.js';
import { type Content, h, type Markup } from './element.js';
import { exposureClass, legend } from './exposure.js';
import { factTable, rowId } from './facts.js';
import { pageText } from './page.js';

/** The page of all reports: an overview first where there are several. */
export function renderDiffPage(all: readonly BlockReport[], about: About | undefined): string {
  const reports = all.map(({ report }) => report);
  const [first] = reports;
  const isOne = reports.length === 1;
  const title = isOne ? (first?.title ?? '') : `${reports.filter(({ kind }) => kind === 'function').length} functions`;
  const shared = sharedBlocks(all);
  const sections = all.map(({ report, blocks }, i) => {
    const ownBlocks = blocks.filter((one) => !shared.has(blockKey(one)));
    const body = reportBody(report, ownBlocks, `f${i}`);
    return isOne ? body : folded(report, body, `f${i}`);
  });
  const more =
    shared.size === 0
      ? null
      : bytesSection([...shared.values()], 'Bytes that several functions share', null, () => noLook);
  return pageText({
    title: `${title} – zpci-inspect`,
    about,
    content: [h('h1', {}, capital(title)), ...sections, more],
  });
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function blockKey({ side, block }: SideBlock): string {
  return `${side} ${block.source} ${block.sourceOffset} ${block.sha256}`;
}

/** Blocks of more than one report: lists and groups. */
function sharedBlocks(all: readonly BlockReport[]): ReadonlyMap<string, SideBlock> {
  const seen = new Set<string>();
  const shared = new Map<string, SideBlock>();
  for (const { blocks } of all) {
    for (const [key, one] of new Map(blocks.map((one) => [blockKey(one), one]))) {
      if (seen.has(key)) shared.set(key, one);
      seen.add(key);
    }
  }
  return shared;
}

function folded(report: DiffReport, body: Content, id: string): Markup {
  const says = report.rows.length === 0 && report.checks.length === 0 ? null : summaryText(report);
  const severity = worstOf(report);
  const sides = `compared with ${report.sides.map(({ key }) => key).join(', ')}`;
  return h(
    'details',
    { class: 'function' },
    h(
      'summary',
      {},
      h('h2', {}, capital(report.title)),
      ' ',
      h('span', { class: severity }, says),
      ' ',
      h('span', { class: 'faint' }, report.sides.length === 0 ? null : sides),
    ),
    h('section', { id }, body),
  );
}

function reportBody(report: DiffReport, blocks: readonly SideBlock[], id: string): Content {
  const findings = findingList(report, id);
  return [
    subjectLine(report),
    report.rows.length === 0 ? null : h('p', { class: `answer ${worstOf(report)}` }, summaryText(report)),
    report.sides.length === 0 ? null : sideList(report),
    findings,
    report.facts.length === 0 ? null : factList(report),
    report.rows.length === 0 ? null : factTable(report, id),
    blocks.length === 0 ? null : bytesSection(inOrder(report, blocks), 'Bytes', report, lookFor(report, id)),
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

function factList({ facts }: DiffReport): Markup {
  const lines = facts.map(({ name, text }) => [h('dt', {}, name), h('dd', {}, text)]);
  return h(
    'section',
    { 'aria-label': 'worked out' },
    h('h3', {}, 'Worked out'),
    h('dl', { class: 'worked' }, ...lines),
  );
}

const noLook: LookAt = (_struct, field) => ({ keys: [], row: null, classes: [exposureClass(field)] });

/** What a place in a block of a side has to do with the facts: the rows that it is a value of. */
function lookFor(report: DiffReport, id: string): (side: string, source: string) => LookAt {
  const rows = new Map<string, number[]>();
  const sides = shownSides(report);
  report.rows.forEach((row, i) => {
    for (const key of ['firmware', ...sides]) {
      const value = key === 'firmware' ? row.firmware : valueOn(row, key);
      if (value === null) continue;
      const place = `${key} ${value.path} ${value.source ?? ''}`;
      rows.set(place, [...(rows.get(place) ?? []), i]);
    }
  });
  return (side, source) => (struct, field) => {
    const path = `${struct.struct}${struct.interface === null ? '' : `@${struct.interface}`}.${field.path}`;
    const found = rows.get(`${side} ${path} ${source}`) ?? [];
    const [first] = found;
    const severities = found.flatMap((i) => report.rows[i]?.severity ?? []);
    return {
      keys: found.length === 0 ? [`${id}-${source}-${path}`] : found.map((i) => rowId(id, i)),
      row: first === undefined ? null : rowId(id, first),
      classes: [
        exposureClass(field, sideInterface(report, side)),
        ...severities.filter((one) => one === 'error' || one === 'warning'),
      ],
    };
  };
}

/** Blocks about the same facts beside each other, those without facts last. */
function inOrder(report: DiffReport, blocks: readonly SideBlock[]): readonly SideBlock[] {
  const firstRow = ({ side, block }: SideBlock): number => {
    const row = report.rows.findIndex((row) => {
      const value = side === 'firmware' ? row.firmware : valueOn(row, side);
      return value?.source === block.source;
    });
    return row < 0 ? report.rows.length : row;
  };
  return blocks
    .map((one) => ({ one, at: firstRow(one) }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

/** Bytes of a side are coloured by its interface, those of firmware by that of its first user. */
function sideInterface({ sides }: DiffReport, key: string): string | undefined {
  return (sides.find((side) => side.key === key) ?? sides[0])?.interface;
}

function bytesSection(
  blocks: readonly SideBlock[],
  title: string,
  report: DiffReport | null,
  lookAt: (side: string, source: string) => LookAt,
): Markup {
  const maps = blocks.map(({ side, block }) =>
    h(
      'section',
      { class: 'block' },
      h('h4', {}, h('span', { class: 'side' }, side), ' ', block.source),
      h('p', { class: 'faint' }, `${block.type}, ${block.length} bytes, ${block.endian}-endian`),
      byteMap(block, lookAt(side, block.source)),
    ),
  );
  return h(
    'section',
    { class: 'bytes' },
    h('h3', {}, title),
    legend(blocks.map(({ block, side }) => ({ block, by: report === null ? undefined : sideInterface(report, side) }))),
    h('div', { class: 'blocks' }, ...maps),
  );
}
