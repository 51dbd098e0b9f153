/**
 * Aligned columns without lines. cli-table3 measures and wraps; it writes no colour of its own.
 */
import Table from 'cli-table3';
import { piecesOf } from './cell-pieces.js';
import { StandIns } from './stand-ins.js';

const none = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};

export interface Column {
  readonly head: string;
  readonly align?: 'left' | 'right';
  /** May take what is left of the width; the others have the width of their content. */
  readonly flexible?: boolean;
}

const colour = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** Columns that a text without wide characters takes on the screen; colours take none. */
export function widthOf(text: string): number {
  return text.replace(colour, '').length;
}

/** Rows under heads, at most `width` columns wide: flexible columns wrap to fit. */
export function grid(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string {
  const standIns = new StandIns();
  const hide = (text: string): string => standIns.hide(text);
  const heads = columns.map((column) => ({ ...column, head: hide(column.head) }));
  const cells = rows.map((row) => row.map(hide));
  return standIns.show(narrowGrid(heads, cells, width));
}

/** The same for texts whose characters take one column each. */
function narrowGrid(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string {
  const wide = columnWidths(columns, rows, width, 2);
  const tight = columnWidths(columns, rows, width, 1);
  const isTight = total(wide, 2) > width && total(tight, 1) <= width;
  const widths = isTight ? tight : wide;
  const heads = columns.some((column) => column.head !== '') ? [columns.map((column) => column.head)] : [];
  const parts: string[] = [];
  let wrapped: (readonly string[])[] = [];
  const flush = (): void => {
    if (wrapped.length > 0) parts.push(tableOf(columns, widths, wrapped, isTight));
    wrapped = [];
  };
  for (const row of [...heads, ...rows]) {
    const line = lineOf(columns, widths, row, isTight ? ' ' : '  ');
    if (line === undefined) for (const piece of piecesOf(row)) wrapped.push(piece);
    if (line !== undefined || wrapped.length >= atOnce) flush();
    if (line !== undefined) parts.push(line);
  }
  flush();
  return parts.join('\n');
}

/** True when the columns can be made narrow enough without cutting a word. */
export function fits(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): boolean {
  return total(columnWidths(columns, rows, width, 1), 1) <= width;
}

/** The table library takes time with the square of the rows. */
const atOnce = 100;

/**
 * A row that needs no wrapping, as the table library prints it; undefined when it needs some.
 * The library takes half a millisecond a row, and most rows fit.
 */
function lineOf(
  columns: readonly Column[],
  widths: readonly number[],
  row: readonly string[],
  between: string,
): string | undefined {
  let line = '';
  for (const [i, column] of columns.entries()) {
    const cell = row[i] ?? '';
    const spare = (widths[i] ?? 0) - widthOf(cell);
    if (spare < 0) return undefined;
    line += `${i === 0 ? '' : between}${column.align === 'right' ? ' '.repeat(spare) + cell : cell + ' '.repeat(spare)}`;
  }
  return line.trimEnd();
}

function tableOf(
  columns: readonly Column[],
  widths: readonly number[],
  rows: readonly (readonly string[])[],
  isTight: boolean,
): string {
  const table = new Table({
    chars: isTight ? { ...none, middle: '' } : none,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1, compact: true },
    colWidths: widths.map((one) => one + 1),
    colAligns: columns.map((column) => column.align ?? 'left'),
    wordWrap: true,
    wrapOnWordBoundary: true,
  });
  for (const row of rows) table.push([...row]);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Widths that fit: the widest flexible column gives way first, none becomes narrower than its longest word. */
function columnWidths(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
  gap: number,
): number[] {
  const cells = (i: number): string[] => [columns[i]?.head ?? '', ...rows.map((row) => row[i] ?? '')];
  const widths = columns.map((_, i) => widest(cells(i)));
  const least = columns.map((_, i) => widest(cells(i).flatMap((text) => text.split(/\s+/))));
  let excess = total(widths, gap) - width;
  while (excess > 0) {
    const yielding = columns.flatMap((column, i) => (column.flexible && (widths[i] ?? 0) > (least[i] ?? 0) ? [i] : []));
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
