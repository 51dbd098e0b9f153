import { own } from '../model/own.js';
import type { BlockResult, DecodeResult, FieldResult, StructResult } from '../model/result.js';
import { wantedResult } from './only.js';
import type { RenderOptions } from './options.js';
import { safe } from './safe.js';

const heads = [
  'source',
  'sourceOffset',
  'struct',
  'structOffset',
  'path',
  'kind',
  'byteOffset',
  'bitOffset',
  'bitLength',
  'raw',
  'value',
  'label',
  'status',
];

/** RFC 4180 lines, one a field and one a gap; a cell that a spreadsheet would take for a formula gets a leading apostrophe. */
export function renderCsv(
  all: DecodeResult,
  { only, interfaces: named }: Pick<RenderOptions, 'only' | 'interfaces'> = {},
): string {
  const result = wantedResult(all, only);
  const interfaces = named ?? interfaceNames(result);
  const lines = [[...heads, ...interfaces]];
  for (const block of result.blocks)
    for (const struct of block.structs) for (const line of structLines(block, struct, interfaces)) lines.push(line);
  return lines.map(csvLine).join('');
}

/** Interfaces that occur, in the order of their first occurrence. */
export function interfaceNames(result: DecodeResult): string[] {
  const names = new Set<string>();
  for (const block of result.blocks) {
    for (const struct of block.structs)
      for (const field of struct.fields) for (const name of Object.keys(field.exposure)) names.add(name);
  }
  return [...names];
}

function structLines(block: BlockResult, struct: StructResult, interfaces: readonly string[]): string[][] {
  const start = [block.source, String(block.sourceOffset), struct.struct, String(struct.byteOffset)];
  if (struct.struct === 'gap') {
    return [
      [
        ...start,
        '',
        'gap',
        '0',
        '0',
        String(struct.byteLength * 8),
        struct.raw ?? '',
        '',
        '',
        'ok',
        ...interfaces.map(() => ''),
      ],
    ];
  }
  return struct.fields.map((field) => [
    ...start,
    ...fieldCells(field),
    ...interfaces.map((name) => own(field.exposure, name)?.class ?? ''),
  ]);
}

function fieldCells(field: FieldResult): string[] {
  const numbers = [field.byteOffset, field.bitOffset, field.bitLength].map(String);
  return [
    field.path,
    field.kind,
    ...numbers,
    field.raw ?? '',
    String(field.value ?? ''),
    field.label ?? '',
    field.status,
  ];
}

/** What a spreadsheet takes for the start of a formula; the wide signs are those of East Asian keyboards. */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/** The cells of one line. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** One cell: control characters as escapes, quotes doubled. */
function cell(text: string): string {
  const inert = safe(text);
  const guarded = formula.test(inert) ? `'${inert}` : inert;
  return /[",]/.test(guarded) || /^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
