/**
 * Aligned columns without lines.
 */
import { widthOf, wrap } from './wrap.js';

export interface Column {
  readonly head: string;
  readonly align?: 'left' | 'right';
  /** May take what is left of the width; the others have the width of their content. */
  readonly flexible?: boolean;
}

/** Rows under heads, at most `width` columns wide: flexible columns wrap to fit. */
export function grid(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string {
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
