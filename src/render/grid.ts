/**
 * Aligned columns without lines.
 */
import { hanging, widthOf, wrap } from './wrap.js';

export interface Column {
  readonly head: string;
  readonly align?: 'left' | 'right';
  /** May take what is left of the width; the others have the width of their content. */
  readonly flexible?: boolean;
}

/**
 * Rows under heads, at most `width` columns wide: flexible columns wrap to fit. Where long words leave no room, byte strings
 * are broken, and if that is not enough, each row becomes a list of its cells.
 */
export function grid(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string {
  if (fits(columns, rows, width)) return aligned(columns, rows, width);
  const broken = rows.map((row) => row.map(breakHex));
  if (fits(columns, broken, width)) return aligned(columns, broken, width);
  // A word that is wider than the terminal stays whole, and with it its row.
  const longest = widest(broken.flatMap((row) => row.flatMap((text) => text.split(/\s+/))));
  return longest > width - indent.length ? aligned(columns, broken, width) : stacked(columns, broken, width);
}

const indent = '    ';

/** A byte string in pieces of 8 bytes. */
function breakHex(text: string): string {
  return text.replace(/\b[0-9a-f]{33,}\b/g, (hex) => hex.replace(/.{16}(?=.)/g, '$& '));
}

/** Each row as a list: its first two cells on a line, the others below, behind the heads of their columns. */
function stacked(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string {
  const heads = columns.map(({ head }) => head);
  const size = widest(heads.slice(2));
  return rows
    .map((row) => {
      const named = (text: string, i: number): string =>
        text !== '' && columns[i]?.align === 'right' && heads[i] !== '' ? `${heads[i]} ${text}` : text;
      const first = row
        .slice(0, 2)
        .map(named)
        .filter((text) => text !== '')
        .join('  ');
      const others = row.slice(2).flatMap((text, i): [string, string][] => {
        const head = heads[i + 2] ?? '';
        const lead = size === 0 ? indent : `${indent}${head}${' '.repeat(size - widthOf(head))}  `;
        return text === '' ? [] : [[lead, text]];
      });
      return [['', first] as const, ...others].map(([lead, text]) => besideOrBelow(lead, text, width)).join('\n');
    })
    .join('\n');
}

/** Behind the head, or below it where a word needs the room. */
function besideOrBelow(lead: string, text: string, width: number): string {
  const isWide = widest(text.split(/\s+/)) > width - widthOf(lead);
  return isWide ? `${lead.trimEnd()}\n${hanging(indent, text, width)}` : hanging(lead, text, width);
}

function aligned(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string {
  const sizes = sizesOf(columns, rows);
  const wide = columnWidths(sizes, width, 2);
  const tight = columnWidths(sizes, width, 1);
  const isTight = total(wide, 2) > width && total(tight, 1) <= width;
  const widths = isTight ? tight : wide;
  const heads = columns.some((column) => column.head !== '') ? [columns.map((column) => column.head)] : [];
  return [...heads, ...rows].flatMap((row) => linesOf(columns, widths, row, isTight ? ' ' : '  ')).join('\n');
}

/** True when the columns can be made narrow enough without cutting a word. */
export function fits(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): boolean {
  return total(columnWidths(sizesOf(columns, rows), width, 1), 1) <= width;
}

/** One row, as many lines as its longest cell needs. */
function linesOf(
  columns: readonly Column[],
  widths: readonly number[],
  row: readonly string[],
  between: string,
): string[] {
  const cells = columns.map((_, i) => wrap(row[i] ?? '', widths[i] ?? 0));
  const count = cells.reduce((most, lines) => Math.max(most, lines.length), 1);
  return Array.from({ length: count }, (_, line) => {
    const texts = columns.map(({ align }, i) => {
      const text = cells[i]?.[line] ?? '';
      const spare = ' '.repeat((widths[i] ?? 0) - widthOf(text));
      return align === 'right' ? spare + text : text + spare;
    });
    return texts.join(between).trimEnd();
  });
}

/** Columns of a terminal that a column of the grid takes with its longest cell, and has to take for its longest word. */
interface Size {
  readonly widest: number;
  readonly least: number;
}

function sizesOf(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly Size[] {
  return columns.map(({ head, flexible }, i) => {
    const cells = [head, ...rows.map((row) => row[i] ?? '')];
    const all = widest(cells);
    return { widest: all, least: flexible ? widest(cells.flatMap((text) => text.split(/\s+/))) : all };
  });
}

/** Widths that fit: the widest flexible column gives way first, none becomes narrower than its longest word. */
function columnWidths(sizes: readonly Size[], width: number, gap: number): number[] {
  const widths = sizes.map((size) => size.widest);
  let excess = total(widths, gap) - width;
  while (excess > 0) {
    const yielding = sizes.flatMap(({ least }, i) => ((widths[i] ?? 0) > least ? [i] : []));
    if (yielding.length === 0) break;
    const most = yielding.reduce((one, other) => ((widths[other] ?? 0) > (widths[one] ?? 0) ? other : one));
    widths[most] = (widths[most] ?? 0) - 1;
    excess--;
  }
  return widths;
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);
}

function total(widths: readonly number[], gap: number): number {
  return widths.reduce((sum, one) => sum + one + gap, -gap);
}
