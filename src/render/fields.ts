import { conditionText, type ExposureClass, ruleWords } from '../model/interface.js';
import { own } from '../model/own.js';
import type { ExposureSummary, FieldSummary, FieldsResult, LayoutSummary } from '../model/tables.js';
import { grid } from './grid.js';
import { inert, markdownTable } from './markdown-text.js';
import type { RenderOptions } from './options.js';
import { shortOrigin, shortTarget } from './rows.js';
import { safe } from './safe.js';
import { makeTheme, type Theme } from './theme.js';
import { hanging } from './wrap.js';

/** Layouts one a line. */
export function renderLayoutList(result: FieldsResult, options: RenderOptions): string {
  const heads = ['struct', 'size', 'fields', 'what it is'];
  const rows = result.layouts.map((layout) => [
    nameOf(layout),
    String(layout.size),
    String(layout.fields.length),
    safe(layout.title),
  ]);
  return `${grid(
    heads.map((head, i) => ({ head, flexible: i === 3, align: i === 1 || i === 2 ? 'right' : 'left' })),
    rows,
    options.width,
  )}\n`;
}

function nameOf(layout: LayoutSummary): string {
  return safe(fullName(layout));
}

function fullName(layout: LayoutSummary): string {
  return layout.interface === null ? layout.struct : `${layout.struct}@${layout.interface}`;
}

/** Fields of each layout, with what the interfaces do with them. */
export function renderFields(result: FieldsResult, options: RenderOptions): string {
  const theme = makeTheme(options.color);
  return result.layouts.map((layout) => renderLayout(layout, result.interfaces, options, theme)).join('\n');
}

function renderLayout(
  layout: LayoutSummary,
  interfaces: readonly string[],
  options: RenderOptions,
  theme: Theme,
): string {
  const shown = interfaces.filter((name) => layout.fields.some((field) => own(field.exposure, name) !== undefined));
  const columns = ['at', 'bits', 'field', 'what it is', ...shown];
  const rows = layout.fields.map((field) => [
    placeText(field),
    field.count > 1 ? `${field.count}x${field.bitLength}` : String(field.bitLength || '?'),
    safe(field.path),
    safe(field.since === null ? field.doc : `${field.doc}; ${field.since}`),
    ...shown.map((name) => exposureCell(own(field.exposure, name), theme)),
  ]);
  const source = `${layout.source.file}, ${layout.source.symbol} (${layout.source.version})`;
  const table = grid(
    columns.map((head, i) => ({ head, flexible: i >= 2, align: i < 2 ? 'right' : 'left' })),
    rows,
    options.width,
  );
  const title = `${layout.size} bytes, ${layout.byteOrder}-endian: ${safe(layout.title)}`;
  const head = [`${theme.strong(nameOf(layout))}  ${title}`, theme.faint(safe(source))];
  return `${[...head.map((text) => hanging('', text, options.width)), table].join('\n')}\n`;
}

function placeText(field: FieldSummary): string {
  const bit = field.bitLength % 8 === 0 && field.bitOffset === 0 ? '' : `.${field.bitOffset}`;
  return `${field.byteOffset.toString(16).padStart(2, '0')}${bit}`;
}

function exposureCell(entry: Shown | undefined, theme: Theme): string {
  if (entry === undefined) return '';
  const { from = null } = entry;
  const where = from === null ? entry.to.map((one) => shortTarget(one.field)) : [shortOrigin(from)];
  const rule = entry.to[0]?.rule;
  const text = [
    entry.class,
    ...(where.length === 0 ? [] : [`${from === null ? '→' : '←'} ${where.join(', ')}`]),
    rule === undefined ? '' : `(${ruleWords(rule)})`,
  ];
  return theme.exposure[entry.class](safe(text.filter(Boolean).join(' ')));
}

interface MatrixRow {
  readonly layout: LayoutSummary;
  readonly field: FieldSummary;
  readonly name: string;
  readonly entry: Shown;
  /** Conditions of a variant; empty for the row itself. */
  readonly when: string;
}

/** A row, or a variant of it. */
type Shown = Pick<ExposureSummary, 'class' | 'to' | 'why' | 'source' | 'unsure'> & { readonly from?: string | null };

function matrixRows(result: FieldsResult, only: ExposureClass | undefined): MatrixRow[] {
  return result.layouts.flatMap((layout) =>
    layout.fields.flatMap((field) =>
      result.interfaces.flatMap((name) => {
        const entry = own(field.exposure, name);
        if (entry === undefined) return [];
        const rows = [
          { layout, field, name, entry, when: '' },
          ...entry.variants.map((one) => ({ layout, field, name, entry: one, when: conditionText(one.when) })),
        ];
        return rows.filter((row) => only === undefined || row.entry.class === only);
      }),
    ),
  );
}

/** Field by interface: class, target, reason and source of every row. */
export function renderMatrix(result: FieldsResult, options: RenderOptions): string {
  const theme = makeTheme(options.color);
  let last = '';
  const rows = matrixRows(result, options.only).map(({ layout, field, name, entry, when }) => {
    const key = `${layout.struct}.${field.path}`;
    const shown = key === last ? '' : `${shortOrigin(layout.struct)}.${field.path}`;
    last = key;
    const condition = when === '' ? '' : `${safe(when)}: `;
    const owner = when === '' ? safe(name) : '';
    return [safe(shown), owner, `${condition}${exposureCell(entry, theme)}`, safe(reasonText(entry))];
  });
  const columns = ['field', 'interface', 'exposure', 'why, and where that was read'];
  return `${grid(
    columns.map((head, i) => ({ head, flexible: i !== 1 })),
    rows,
    options.width,
  )}\n`;
}

function reasonText(entry: Shown): string {
  const unsure = entry.unsure === null ? '' : ` Unsure: ${entry.unsure}`;
  return `${entry.why}${unsure} [${entry.source.file} ${entry.source.symbol}, ${entry.source.version}]`;
}

/** The matrix, or the fields, as Markdown. */
export function renderFieldsMarkdown(result: FieldsResult, options: RenderOptions, matrix: boolean): string {
  if (matrix) {
    const rows = matrixRows(result, options.only).map(({ layout, field, name, entry, when }) => [
      `${layout.struct}.${field.path}`,
      when === '' ? name : `${name}, ${when}`,
      entry.class,
      entry.to.map((one) => `${one.field} (${one.rule})`).join(', '),
      entry.why,
      `${entry.source.file} ${entry.source.symbol}, ${entry.source.version}`,
    ]);
    return `${markdownTable(['field', 'interface', 'class', 'where', 'why', 'source'], rows)}\n`;
  }
  return result.layouts
    .map((layout) => {
      const rows = layout.fields.map((field) => [
        placeText(field),
        String(field.bitLength),
        field.path,
        field.doc,
        field.since ?? '',
      ]);
      return `### ${inert(fullName(layout))}\n\n${markdownTable(['byte', 'bits', 'field', 'what it is', 'since'], rows)}\n`;
    })
    .join('\n');
}
