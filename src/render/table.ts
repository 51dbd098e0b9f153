/**
 * Blocks for a terminal: findings first, then the structs, then the reasons.
 */
import type { IssueCode } from '../model/issues.js';
import { own } from '../model/own.js';
import type { BlockResult, DecodeResult, FieldResult, StructResult } from '../model/result.js';
import { interfaceNames } from './csv.js';
import { type EntryTable, entryColumns, entryRows, memberRows, takeEntries } from './entries.js';
import { type Column, grid } from './grid.js';
import type { RenderOptions } from './options.js';
import { Reasons } from './reasons.js';
import { exposureText, type Row, rowsOf } from './rows.js';
import { safe } from './safe.js';
import { summaryText } from './summary.js';
import { makeTheme, type Theme } from './theme.js';
import { hanging } from './wrap.js';

/** Rows of one struct, and findings of one code, that are printed: nobody reads more, and printing takes time. */
const mostRows = 5000;
const mostAlike = 100;

/** Narrower than this, the meaning of a value shares its column. */
const wideEnough = 100;

/** The result as aligned text, at most `width` columns where words allow it. */
export function renderTable(result: DecodeResult, options: RenderOptions): string {
  const theme = makeTheme(options.color);
  const interfaces = interfaceNames(result);
  return result.blocks.map((block) => renderBlock(block, interfaces, options, theme)).join('\n');
}

function renderBlock(block: BlockResult, interfaces: readonly string[], options: RenderOptions, theme: Theme): string {
  const at = block.sourceOffset === 0 ? '' : ` at 0x${block.sourceOffset.toString(16)}`;
  const order = `${block.endian}-endian`;
  const about = `${safe(block.type)}, ${block.length} bytes, ${order}`;
  const parts = [hanging('', `${theme.strong(`${safe(block.source)}${at}`)}  ${about}`, options.width)];
  if (options.guide !== undefined) parts.push(hanging('', summaryText(block, options.guide), options.width));
  if (options.verbose) {
    const why = hanging('  ', safe(block.why), options.width);
    parts.push(theme.faint(`  sha256 ${block.sha256}`), theme.faint(why));
  }
  for (const line of issueLines(block, options, theme)) parts.push(line);
  const reasons = options.quiet ? null : new Reasons();
  for (const struct of block.structs) parts.push('', renderStruct(struct, interfaces, reasons, options, theme));
  if (reasons !== null) for (const line of reasonLines(reasons, options, theme)) parts.push(line);
  return `${parts.join('\n')}\n`;
}

function issueLines(block: BlockResult, options: RenderOptions, theme: Theme): string[] {
  if (block.issues.length === 0) return [];
  const counts = new Map<IssueCode, number>();
  const shown = block.issues.filter(({ code }) => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count <= mostAlike;
  });
  const rows = shown.map((one) => [
    theme.severity[one.severity](one.severity),
    `0x${one.byteOffset.toString(16).padStart(3, '0')}`,
    one.code,
    `${safe(one.path)}: ${safe(one.message)}`,
  ]);
  for (const [code, count] of counts) {
    if (count > mostAlike) rows.push(['', '', code, `${count - mostAlike} more (--format json has all)`]);
  }
  return [grid([{ head: '' }, { head: '' }, { head: '' }, { head: '', flexible: true }], rows, options.width)];
}

function renderStruct(
  struct: StructResult,
  interfaces: readonly string[],
  reasons: Reasons | null,
  options: RenderOptions,
  theme: Theme,
): string {
  const range = `0x${struct.byteOffset.toString(16).padStart(3, '0')} +${struct.byteLength}`;
  if (struct.struct === 'gap') {
    const lead = `gap  ${range}  `;
    return theme.faint(`${lead}${gapText(struct.raw ?? '', options.width - lead.length)}`);
  }
  const version = struct.version === null ? '' : `  version ${struct.version}`;
  const { struct: plain, tables } = takeEntries(struct, options);
  const { rows, zeroRuns } = rowsOf(plain, options.verbose, options.only);
  const all = [...rows, ...tables.flatMap(memberRows)];
  const shown = interfaces.filter((name) => all.some((row) => own(row.field.exposure, name) !== undefined));
  const head = `${theme.strong(safe(struct.struct))}  ${range}${version}`;
  const rest = restLines(rows.length, zeroRuns, theme);
  const lists = tables.map((table) => entriesText(table, struct, options, theme));
  if (all.length === 0) return [head, ...rest].join('\n');
  const table = grid(
    columnsOf(shown, options),
    all.slice(0, mostRows).map((row) => cellsOf(struct, row, shown, reasons, options, theme)),
    options.width,
  );
  return [head, table, ...rest, ...lists].join('\n');
}

function restLines(rows: number, zeroRuns: number, theme: Theme): string[] {
  const left = rows - mostRows;
  const cut = left <= 0 ? [] : [`${left} more rows (--format csv or json has all)`];
  if (zeroRuns === 0) return cut;
  return [...cut, theme.faint(`${zeroRuns} reserved or padding ${zeroRuns === 1 ? 'run' : 'runs'}, all zero`)];
}

function entriesText(table: EntryTable, struct: StructResult, options: RenderOptions, theme: Theme): string {
  const rows = entryRows(table, struct, options.width)
    .slice(0, mostRows)
    .map(([at = '', ...cells]) => [theme.faint(at), ...cells]);
  return ['', grid(entryColumns(table), rows, options.width), ...restLines(table.entries.length, 0, theme)].join('\n');
}

/** The bytes, as many as have room. */
function gapText(raw: string, width: number): string {
  if (/^0*$/.test(raw)) return 'all zero';
  const most = Math.min(64, width - 3) & ~1;
  return raw.length > most && raw.length > width ? `${raw.slice(0, most)}...` : raw;
}

function columnsOf(interfaces: readonly string[], options: RenderOptions): Column[] {
  const meaning: Column[] =
    options.width >= wideEnough
      ? [{ head: 'value' }, { head: 'meaning', flexible: true }]
      : [{ head: 'value', flexible: true }];
  const raw: Column[] = options.verbose ? [{ head: 'raw', flexible: true }] : [];
  return [
    { head: 'at', align: 'right' },
    { head: 'field' },
    ...raw,
    ...meaning,
    ...interfaces.map((name) => ({ head: safe(name), flexible: true })),
  ];
}

function cellsOf(
  struct: StructResult,
  row: Row,
  interfaces: readonly string[],
  reasons: Reasons | null,
  options: RenderOptions,
  theme: Theme,
): string[] {
  const { field } = row;
  const faint = field.kind !== 'value' || field.status !== 'ok' ? theme.faint : (text: string): string => text;
  const value =
    options.width >= wideEnough ? [row.value, row.label] : [[row.value, row.label].filter(Boolean).join(' ')];
  const raw = options.verbose ? [safe(field.raw ?? '')] : [];
  return [
    theme.faint(placeText(struct, field)),
    faint(row.name),
    ...raw,
    ...value.map(faint),
    ...interfaces.map((name) =>
      exposureCell(struct, row, name, isOfCall(struct, field, options) ? null : reasons, theme),
    ),
  ];
}

/** A member of a header: why it is hidden is the same in every block, and says nothing of the function. */
function isOfCall({ struct }: StructResult, { path }: FieldResult, { guide, verbose }: RenderOptions): boolean {
  return !verbose && guide?.headers(struct).some((start) => path.startsWith(start)) === true;
}

function placeText(struct: StructResult, field: FieldResult): string {
  const bits = field.bitLength % 8 === 0 && field.bitOffset === 0 ? '' : `.${field.bitOffset}`;
  return `${(struct.byteOffset + field.byteOffset).toString(16).padStart(2, '0')}${bits}`;
}

function exposureCell(struct: StructResult, row: Row, name: string, reasons: Reasons | null, theme: Theme): string {
  const entry = own(row.field.exposure, name);
  if (entry === undefined || row.field.kind === 'padding') return '';
  const text = safe(exposureText(struct.struct, entry));
  const isPlain =
    entry.class === 'exposed' && entry.unsure === undefined && (entry.rule === 'same' || entry.rule === undefined);
  const note = isPlain || reasons === null ? '' : ` [${reasons.add(name, entry)}]`;
  return theme.exposure[entry.class](`${text}${note}`);
}

function reasonLines(reasons: Reasons, options: RenderOptions, theme: Theme): string[] {
  const lines = reasons.lines();
  if (lines.length === 0) return [];
  const rows = lines.map((line) => [`[${line.number}]`, safe(line.who), line.text]);
  return [
    '',
    theme.strong('why'),
    grid([{ head: '', align: 'right' }, { head: '' }, { head: '', flexible: true }], rows, options.width),
  ];
}
