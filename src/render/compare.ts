/**
 * What changed between two captures, for a terminal: the gravest first.
 */
import type { CompareResult } from '../model/compare.js';
import {
  type ChangeRow,
  type ChangeSet,
  changeRows,
  changeSets,
  sinceText,
  summaryText,
  versionsText,
  worstOf,
} from './compare-cells.js';
import { paintSeverity } from './diff-cells.js';
import type { RenderOptions } from './options.js';
import { safe } from './safe.js';
import { makeTheme, type Theme } from './theme.js';
import { hanging, widthOf } from './wrap.js';

/** The whole report. */
export function renderCompare(result: CompareResult, options: RenderOptions): string {
  const theme = makeTheme(options.color);
  const { width } = options;
  const sides = (['before', 'after'] as const).map((side) => {
    const { source } = result[side];
    return hanging(
      `${side.padEnd(6)}  `,
      [safe(source), safe(versionsText(result[side]))].filter((text) => text !== '').join('  '),
      width,
    );
  });
  const notes = options.quiet ? [] : result.notes.map((note) => hanging('note  ', safe(note), width));
  const head = hanging('', paintSeverity(theme, worstOf(result), summaryText(result)), width);
  const sets = changeSets(result).map((set) => setText(set, options, theme));
  return `${[[...sides, ...notes, head].join('\n'), ...sets].join('\n\n')}\n`;
}

function setText({ title, changes }: ChangeSet, options: RenderOptions, theme: Theme): string {
  const rows = changeRows(changes);
  const shape = shapeOf(rows, options.width);
  const head = theme.faint(lineOf(heads, shape));
  return [
    theme.strong(safe(title)),
    `${' '.repeat(indent)}${head}`,
    ...rows.flatMap((row) => rowLines(row, shape, options, theme)),
  ].join('\n');
}

type Cells = Readonly<Record<'name' | 'guest' | 'values' | 'where', string>>;

const heads: Cells = { name: 'fact', guest: 'guest', values: 'change', where: 'views' };
const indent = 2 + 'warning'.length + 2;

/** Widths of the columns; without views where these leave no room for them. */
interface Shape {
  readonly name: number;
  readonly guest: number;
  readonly values: number;
  readonly hasViews: boolean;
}

function shapeOf(rows: readonly ChangeRow[], width: number): Shape {
  const widest = (of: (cells: Cells) => string): number =>
    [heads, ...rows].reduce((most, cells) => Math.max(most, widthOf(of(cells))), 0);
  const [name, guest] = [widest((row) => row.name), widest((row) => row.guest)];
  const values = widest((row) => row.values);
  const tails = rows.map((row) => widthOf(tailOf(row, true)));
  const hasViews = indent + name + guest + values + 6 + Math.max(heads.where.length, ...tails) <= width;
  return { name, guest, values: hasViews ? values : 0, hasViews };
}

function pad(text: string, size: number): string {
  return text + ' '.repeat(Math.max(0, size - widthOf(text)));
}

function lineOf(cells: Cells, { name, guest, values, hasViews }: Shape): string {
  const line = `${pad(cells.name, name)}  ${pad(cells.guest, guest)}  ${pad(cells.values, values)}`;
  return (hasViews && cells.where !== '' ? `${line}  ${cells.where}` : line).trimEnd();
}

/** What stands behind the change: views, and the version that explains it. */
function tailOf({ where, change }: ChangeRow, hasViews: boolean): string {
  const explained = change.severity === 'ok' ? sinceText(change) : '';
  return [hasViews ? where : '', explained].filter((text) => text !== '').join('  ');
}

function rowLines(row: ChangeRow, shape: Shape, options: RenderOptions, theme: Theme): string[] {
  const { severity } = row.change;
  const tail = tailOf(row, shape.hasViews);
  const line = lineOf({ ...row, where: tail }, { ...shape, hasViews: true });
  const bare = lineOf({ ...row, where: '' }, shape);
  const lead = `  ${pad(paintSeverity(theme, severity, severity), 'warning'.length)}  `;
  const isLong = widthOf(lead) + widthOf(line) > options.width;
  const short = widthOf(lead) + widthOf(bare) > options.width ? hanging(lead, bare, options.width) : lead + bare;
  const first = isLong ? [short, ...(tail === '' ? [] : [`${' '.repeat(indent)}${tail}`])].join('\n') : lead + line;
  if (options.quiet || (severity === 'ok' && !options.verbose)) return [first];
  const where = shape.hasViews || row.where === 'guest' ? [] : [`in ${row.where}`];
  const text = [...where, ...(row.why === '' ? [] : [row.why])].join(
    where.length > 0 && /^(grown|shrunk)/.test(row.why) ? ', ' : '. ',
  );
  return text === '' ? [first] : [first, hanging(' '.repeat(indent), theme.faint(text), options.width)];
}
