/**
 * Functions of machines, one line each.
 */
import { jsonText } from '../model/json-text.js';
import type { ListResult } from '../model/list.js';
import type { BlockReport } from './block-report.js';
import { csvLine } from './csv.js';
import { type Column, fits, grid } from './grid.js';
import { inert, item, madeBy, markdownTable, wrapped } from './markdown-text.js';
import type { RenderOptions } from './options.js';
import { safe } from './safe.js';
import { makeTheme } from './theme.js';
import { widthOf } from './wrap.js';

/** The functions of one machine. */
export interface ListGroup {
  /** Above its rows; null when it is the only one. */
  readonly title: string | null;
  /** Cells in the order of the columns; null is what nobody says. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** The same where there is little room. */
  readonly shortRows: ListGroup['rows'];
  /** What is behind the first rows, for pages. */
  readonly behind: readonly BlockReport[];
  /** Where sources contradict each other, one line each. */
  readonly contradictions: readonly string[];
}

export interface ListTable {
  readonly columns: readonly { readonly head: string; readonly isCount: boolean }[];
  readonly groups: readonly ListGroup[];
  /** How to see more; null when there is no more. */
  readonly foot: string | null;
}

/** What is rendered: the columns chosen, and everything. */
export interface Listing {
  readonly table: ListTable & { readonly headings: boolean };
  readonly result: ListResult;
}

/** Aligned columns; rows alone without headings. */
export function renderList({ table }: Listing, options: RenderOptions): string {
  const theme = makeTheme(options.color);
  const { groups, headings } = table;
  const heads = table.columns.map(
    ({ head, isCount }): Column => ({
      head: headings ? safe(head) : '',
      align: isCount ? 'right' : 'left',
    }),
  );
  const cells = (rows: ListGroup['rows']): string[][] => rows.map((row) => row.map((cell) => safe(cell ?? '-') || '-'));
  const long = cells(groups.flatMap(({ rows }) => rows));
  const rows = fits(heads, long, options.width) ? long : cells(groups.flatMap(({ shortRows }) => shortRows));
  // What is too wide for the terminal is not made wider by room between the columns.
  const least = heads.length - 1 + sum(heads.map(({ head }, i) => widest([head, ...column(rows, i)])));
  const lines = grid(heads, rows, Math.max(least, options.width)).split('\n');
  const text = headings ? [theme.strong(lines.shift() ?? '')] : [];
  for (const { title, rows: own } of groups) {
    if (title !== null && headings) text.push('', theme.strong(`${safe(title)}:`));
    for (const line of lines.splice(0, own.length)) text.push(line);
  }
  if (!headings) return text.map((line) => `${line}\n`).join('');
  const said = groups.flatMap(({ contradictions }) => contradictions);
  if (said.length > 0) text.push('', ...said.map((one) => `${theme.severity.error('error')}  ${safe(one)}`));
  if (table.foot !== null && !options.quiet) text.push('', theme.faint(safe(table.foot)));
  return `${text.join('\n')}\n`;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);
const column = (rows: readonly string[][], i: number): string[] => rows.map((row) => row[i] ?? '');

/** A table for each machine, below what contradicts itself in it. */
export function renderListMarkdown({ table, result }: Listing, { about }: Pick<RenderOptions, 'about'>): string {
  const heads = table.columns.map(({ head }) => head);
  const count = result.functions.length;
  const parts = table.groups.flatMap(({ title, rows, contradictions }) => [
    ...(title === null ? [] : [`### ${inert(title)}`]),
    ...(contradictions.length === 0 ? [] : [contradictions.map((one) => item(`**error** ${inert(one)}`)).join('\n')]),
    markdownTable(
      heads,
      rows.map((row) => row.map((cell) => cell ?? '-')),
    ),
  ]);
  const foot = table.foot === null ? [] : [wrapped(inert(table.foot))];
  return `${[`## ${count} ${count === 1 ? 'function' : 'functions'}`, ...parts, ...foot, ...madeBy(about)].join('\n\n')}\n`;
}

/** A line for each function; what nobody says is empty. */
export function renderListCsv({ table }: Listing): string {
  const heads = table.headings ? [table.columns.map(({ head }) => head)] : [];
  const rows = table.groups.flatMap(({ rows }) => rows.map((row) => row.map((cell) => cell ?? '')));
  return [...heads, ...rows].map(csvLine).join('');
}

/** The document. */
export function renderListJson({ result }: Listing): string {
  return `${jsonText(result, 2)}\n`;
}

/** A line for each function: its object and the schema. */
export function renderListNdjson({ result: { schema, functions } }: Listing): string {
  return functions.map((one) => `${jsonText({ schema, ...one })}\n`).join('');
}
