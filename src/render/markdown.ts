import { own } from '../model/own.js';
import type { BlockResult, DecodeResult, StructResult } from '../model/result.js';
import { interfaceNames } from './csv.js';
import { entryColumns, entryRows, memberRows, takeEntries } from './entries.js';
import { inert, markdownEnd, markdownTable, wrapped } from './markdown-text.js';
import type { RenderOptions } from './options.js';
import { exposureText, rowsOf } from './rows.js';
import { summaryText } from './summary.js';

/** GitHub-flavoured tables, one a struct; nothing in them is taken for markup. */
export function renderMarkdown(result: DecodeResult, options: RenderOptions): string {
  const interfaces = interfaceNames(result);
  return result.blocks.map((block) => renderBlock(block, interfaces, options)).join('\n') + markdownEnd(options);
}

function renderBlock(block: BlockResult, interfaces: readonly string[], options: RenderOptions): string {
  const at = block.sourceOffset === 0 ? '' : ` at 0x${block.sourceOffset.toString(16)}`;
  const lines = [
    `## ${inert(block.source)}${at}`,
    '',
    wrapped(`${inert(block.type)}, ${block.length} bytes, ${block.endian}-endian, sha256 ${block.sha256}`),
    '',
    ...(options.guide === undefined ? [] : [wrapped(`**${inert(summaryText(block, options.guide))}**`), '']),
  ];
  for (const one of block.issues) {
    const place = `${one.code} at 0x${one.byteOffset.toString(16)}`;
    lines.push(wrapped(`- **${one.severity}** ${place}: ${inert(one.path)}: ${inert(one.message)}`, '  '));
  }
  if (block.issues.length > 0) lines.push('');
  for (const struct of block.structs) {
    for (const line of renderStruct(struct, interfaces, options)) lines.push(line);
    lines.push('');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function renderStruct(struct: StructResult, interfaces: readonly string[], options: RenderOptions): string[] {
  const range = `0x${struct.byteOffset.toString(16)} +${struct.byteLength}`;
  if (struct.struct === 'gap') return [`### gap ${range}`];
  const { struct: plain, tables } = takeEntries(struct, options);
  const rows = [...rowsOf(plain, options.verbose, options.only).rows, ...tables.flatMap(memberRows)];
  const shown = interfaces.filter((name) => rows.some((row) => own(row.field.exposure, name) !== undefined));
  return [
    `### ${inert(struct.struct)} ${range}`,
    '',
    markdownTable(
      ['at', 'field', 'value', 'meaning', ...shown],
      rows.map((row) => [
        `0x${(struct.byteOffset + row.field.byteOffset).toString(16)}`,
        row.name,
        row.value,
        row.label,
        ...shown.map((name) => exposureText(struct.struct, own(row.field.exposure, name))),
      ]),
    ),
    ...tables.flatMap((table) => [
      '',
      markdownTable(
        entryColumns(table).map(({ head }) => head),
        entryRows(table, struct).map(([at = '', ...cells]) => [`0x${at}`, ...cells]),
      ),
    ]),
  ];
}
