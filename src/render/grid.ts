/**
 * Aligned columns without lines. cli-table3 measures and wraps; it writes no colour of its own.
 */
import Table from 'cli-table3';

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

/** Columns that a text takes on the screen; colours take none. */
export function widthOf(text: string): number {
  return text.replace(colour, '').length;
}

/** Rows under heads, at most `width` columns wide: flexible columns wrap to fit. */
export function grid(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string {
  const widths = columnWidths(columns, rows, width);
  const table = new Table({
    chars: none,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1, compact: true },
    colWidths: widths.map((one) => one + 1),
    colAligns: columns.map((column) => column.align ?? 'left'),
    wordWrap: true,
    wrapOnWordBoundary: true,
  });
  if (columns.some((column) => column.head !== '')) table.push(columns.map((column) => column.head));
  for (const row of rows) table.push([...row]);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function columnWidths(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): number[] {
  const natural = columns.map((column, i) =>
    Math.max(widthOf(column.head), ...rows.map((row) => widthOf(row[i] ?? ''))),
  );
  const flexible = columns.flatMap((column, i) => (column.flexible ? [i] : []));
  const room = width - columns.length * 2;
  let excess = natural.reduce((sum, one) => sum + one, 0) - room;
  const widths = [...natural];
  while (excess > 0 && flexible.length > 0) {
    const widest = flexible.reduce((a, b) => ((widths[b] ?? 0) > (widths[a] ?? 0) ? b : a));
    const size = widths[widest] ?? 0;
    if (size <= 8) break;
    widths[widest] = size - 1;
    excess--;
  }
  return widths;
}
