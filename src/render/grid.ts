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

/** Widths that fit: the widest flexible column gives way first, none becomes narrower than its longest word. */
function columnWidths(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): number[] {
  const cells = (i: number): string[] => [columns[i]?.head ?? '', ...rows.map((row) => row[i] ?? '')];
  const widths = columns.map((_, i) => Math.max(...cells(i).map(widthOf)));
  const least = columns.map((_, i) => Math.max(...cells(i).flatMap((text) => text.split(/\s+/).map(widthOf))));
  let excess = widths.reduce((sum, one) => sum + one + 2, 0) - width;
  while (excess > 0) {
    const yielding = columns.flatMap((column, i) => (column.flexible && (widths[i] ?? 0) > (least[i] ?? 0) ? [i] : []));
    if (yielding.length === 0) break;
    const widest = yielding.reduce((one, other) => ((widths[other] ?? 0) > (widths[one] ?? 0) ? other : one));
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess--;
  }
  return widths;
}
