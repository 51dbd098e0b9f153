/**
 * The bytes of all sides of a comparison beside each other, each place lit with the facts that it is a value of.
 */
import type { DiffReport } from '../../model/diff.js';
import type { SideBlock } from '../block-report.js';
import { shownSides, valueOn } from '../diff-cells.js';
import { byteMap, type LookAt } from './byte-map.js';
import { h, type Markup } from './element.js';
import { exposureClass, legend } from './exposure.js';
import { rowId } from './facts.js';

/** The bytes that a report is about, in the order of its facts. */
export function reportBytes(report: DiffReport, blocks: readonly SideBlock[], id: string): Markup {
  return bytesSection(inOrder(report, blocks), 'Bytes', report, lookFor(report, id));
}

/** Bytes that several reports are about. */
export function sharedBytes(blocks: readonly SideBlock[]): Markup {
  return bytesSection(blocks, 'Bytes that several functions share', null, () => noLook);
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
