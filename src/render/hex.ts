/**
 * An annotated dump: bytes, and the fields that begin there to their right or, on a narrow terminal, below; both are
 * marked with what the first interface does with them.
 */

import { own } from '../model/own.js';
import type { BlockResult, DecodeResult, FieldResult } from '../model/result.js';
import { interfaceNames } from './csv.js';
import type { RenderOptions } from './options.js';
import { rowsOf } from './rows.js';
import { safe } from './safe.js';
import { makeTheme, type Theme } from './theme.js';
import { hanging } from './wrap.js';

const perLine = 16;

/** Columns before the notes beside the bytes, and before those below them, where the others would have too little room. */
const beside = 58;
const below = 8;
const leastBeside = 40;

/** What a byte is: the class of its field, or one of the things without a class. */
type Mark = 'exposed' | 'virtualized' | 'hidden' | 'own' | 'reserved' | 'gap';

const signs: Readonly<Record<Mark, string>> = {
  exposed: '+',
  virtualized: '~',
  hidden: '-',
  own: ' ',
  reserved: '.',
  gap: '?',
};

interface Note {
  readonly at: number;
  readonly mark: Mark;
  readonly text: string;
}

/** The result as an annotated dump with a legend. */
export function renderHex(result: DecodeResult, options: RenderOptions): string {
  const theme = makeTheme(options.color);
  const [name] = options.interfaces ?? interfaceNames(result);
  return result.blocks.map((block) => renderBlock(block, name, options, theme)).join('\n');
}

function renderBlock(block: BlockResult, name: string | undefined, options: RenderOptions, theme: Theme): string {
  const { bytes, marks, notes } = survey(block, name, options);
  const byLine = groupByLine(notes);
  const about = `${safe(block.type)}, ${block.length} bytes, ${block.endian}-endian`;
  const lines = [hanging('', `${theme.strong(safe(block.source))}  ${about}`, options.width)];
  let skipped = false;
  for (let at = 0; at < bytes.length; at += perLine) {
    const here = byLine.get(at) ?? [];
    const isDull = here.length === 0 && at > 0 && at + perLine < bytes.length && sameLine(bytes, at);
    if (isDull && !skipped) lines.push('*');
    skipped = isDull;
    if (!isDull) for (const line of dumpLines(bytes, marks, at, here, options, theme)) lines.push(line);
  }
  lines.push(bytes.length.toString(16).padStart(6, '0'));
  if (!options.quiet) lines.push(hanging('', legend(name, theme), options.width));
  return `${lines.join('\n')}\n`;
}

/** Notes by the offset of their line. */
function groupByLine(notes: readonly Note[]): ReadonlyMap<number, readonly Note[]> {
  const lines = new Map<number, Note[]>();
  for (const note of notes) {
    const at = note.at - (note.at % perLine);
    const line = lines.get(at);
    if (line === undefined) lines.set(at, [note]);
    else line.push(note);
  }
  return lines;
}

function legend(name: string | undefined, theme: Theme): string {
  const classes = (['exposed', 'virtualized', 'hidden'] as const).map((one) =>
    paint(theme, one, `${signs[one]} ${one}`),
  );
  const who = name === undefined ? [] : [`${safe(name)}: ${classes.join('  ')}`];
  return [...who, `${signs.reserved} reserved, padding`, `${signs.gap} no struct`].join('  ');
}

function paint(theme: Theme, mark: Mark, text: string): string {
  if (mark === 'exposed' || mark === 'virtualized') return theme.exposure[mark](text);
  return mark === 'own' ? text : theme.faint(text);
}

interface Survey {
  readonly bytes: Uint8Array;
  readonly marks: readonly Mark[];
  readonly notes: readonly Note[];
}

/** Bytes, marks and notes of a block, put together from the raw bytes of its fields and gaps. */
function survey(block: BlockResult, name: string | undefined, options: RenderOptions): Survey {
  const bytes = new Uint8Array(block.length);
  const marks = new Array<Mark>(block.length).fill('gap');
  const notes: Note[] = [];
  for (const struct of block.structs) {
    if (struct.raw !== undefined) bytes.set(Buffer.from(struct.raw, 'hex'), struct.byteOffset);
    notes.push({ at: struct.byteOffset, mark: 'own', text: `<${safe(struct.struct)}>` });
    for (const field of struct.fields) {
      if (field.raw === null) continue;
      const at = struct.byteOffset + field.byteOffset;
      const mark = markOf(field, name);
      const raw = Buffer.from(field.raw, 'hex');
      for (let i = 0; i < raw.length; i++) {
        bytes[at + i] = (bytes[at + i] ?? 0) | (raw[i] ?? 0);
        if (marks[at + i] === 'gap' || field.kind === 'value') marks[at + i] = mark;
      }
    }
    for (const { field, name: label, value } of rowsOf(struct, options.verbose, options.only).rows) {
      if (field.raw === null) continue;
      notes.push({ at: struct.byteOffset + field.byteOffset, mark: markOf(field, name), text: `${label}=${value}` });
    }
  }
  return { bytes, marks, notes };
}

function markOf(field: FieldResult, name: string | undefined): Mark {
  if (field.kind !== 'value') return 'reserved';
  return name === undefined ? 'own' : (own(field.exposure, name)?.class ?? 'own');
}

function sameLine(bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < perLine; i++) if (bytes[at + i] !== bytes[at + i - perLine]) return false;
  return true;
}

function dumpLines(
  bytes: Uint8Array,
  marks: readonly Mark[],
  at: number,
  notes: readonly Note[],
  options: RenderOptions,
  theme: Theme,
): string[] {
  const cells: string[] = [];
  for (let i = at; i < at + perLine; i++) {
    const text = bytes[i] === undefined ? '  ' : (bytes[i]?.toString(16).padStart(2, '0') ?? '');
    cells.push(paint(theme, marks[i] ?? 'gap', text) + (i % 8 === 7 ? ' ' : ''));
  }
  const left = `${at.toString(16).padStart(6, '0')}  ${cells.join(' ')} `;
  const isBeside = options.width >= beside + leastBeside;
  const indent = isBeside ? beside : below;
  const texts = wrapNotes(notes, options.width - indent, theme).map((line) => `${' '.repeat(indent)}${line}`);
  if (!isBeside) return [left.trimEnd(), ...texts];
  const [first = '', ...others] = texts;
  return [`${left}${first.slice(beside)}`.trimEnd(), ...others];
}

/** Notes side by side in lines of at most `width` columns; one that is wider is broken, between words where it has some. */
function wrapNotes(notes: readonly Note[], width: number, theme: Theme): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const note of notes) {
    for (const text of piecesOf(`${signs[note.mark]}${note.text}`, width)) {
      if (used > 0 && used + 2 + text.length > width) {
        lines.push(line);
        line = '';
        used = 0;
      }
      line += `${used > 0 ? '  ' : ''}${paint(theme, note.mark, text)}`;
      used += (used > 0 ? 2 : 0) + text.length;
    }
  }
  return used > 0 ? [...lines, line] : lines;
}

/** A text in pieces of at most `width`; further ones are indented. */
function piecesOf(text: string, width: number): string[] {
  if (text.length <= width) return [text];
  const blank = text.lastIndexOf(' ', width);
  const sign = text.indexOf('=') + 1;
  const end = blank > width / 2 ? blank : sign > 1 && sign <= width ? sign : width;
  return [text.slice(0, end), ...piecesOf(`  ${text.slice(end).trimStart()}`, width)];
}
