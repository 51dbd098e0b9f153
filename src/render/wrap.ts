/**
 * Text in lines of a given width. This file alone uses cli-table3, as a table of one cell: it breaks lines between
 * words and carries colours from line to line. Most texts are words of plain characters with one blank between, which
 * break the same way without it.
 */
import Table from 'cli-table3';
import stringWidth from 'string-width';

/** Characters of one cell: the library takes time with the square of their number. */
const longest = 1000;

const esc = String.fromCharCode(27);
const colour = new RegExp(`${esc}\\[[0-9;]*m`, 'g');
const painted = new RegExp(`^(${esc}\\[\\d+m)(.*)(${esc}\\[\\d+m)$`, 's');

/** Texts of characters that take one column each, blanks and colours: most texts. */
const plain = /^[\s\u001b -~¡-¬®-ÿ←→≤≥]*$/;

/** Stretches of other characters, with a plain one before and behind, which may belong to them: to cut a text into characters takes long. */
const others = /[\s\u001b -~¡-¬®-ÿ←→≤≥]?(?:[^\s\u001b -~¡-¬®-ÿ←→≤≥]+[\s\u001b -~¡-¬®-ÿ←→≤≥]?)+/g;

/** Words with one blank between, without colours. */
const words = /^[^\s\u001b]+(?: [^\s\u001b]+)*$/;

/** Columns that a text takes on the screen; colours take none. */
export function widthOf(text: string): number {
  const bare = text.replace(colour, '');
  if (plain.test(bare)) return bare.length;
  const gained = (bare.match(others) ?? []).map((stretch) => stretchWidth(stretch) - stretch.length);
  return gained.reduce((sum, one) => sum + one, bare.length);
}

function stretchWidth(stretch: string): number {
  return segmentsOf(stretch).reduce((sum, one) => sum + segmentWidth(one), 0);
}

/** Made when the first text needs it: to make one takes long. */
let segmenter: Intl.Segmenter | undefined;

function segmentsOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function segmentWidth(segment: string): number {
  return plain.test(segment) ? segment.length : Math.max(1, stringWidth(segment));
}

/** The lines of a text, broken between words. No word may be wider than `width`: it would be cut. */
export function wrap(text: string, width: number): readonly string[] {
  if (widthOf(text) <= width) return [text];
  const [, on = '', body = text, off = ''] = painted.exec(text) ?? [];
  return piecesOf(body).flatMap(
    (piece) => linesOfWords(piece, width)?.map((line) => on + line + off) ?? linesOf(on + piece + off, width),
  );
}

/** What `linesOf` makes of a text that is words with one blank between, none too long; undefined of any other. */
function linesOfWords(text: string, width: number): string[] | undefined {
  if (!words.test(text)) return undefined;
  const sizeOf = plain.test(text) ? (word: string): number => word.length : widthOf;
  const lines: string[] = [];
  let line = '';
  let taken = 0;
  for (const word of text.split(' ')) {
    const size = sizeOf(word);
    if (size > width) return undefined;
    const isFull = line !== '' && taken + 1 + size > width;
    if (isFull) lines.push(line);
    const joins = line !== '' && !isFull;
    line = joins ? `${line} ${word}` : word;
    taken = joins ? taken + 1 + size : size;
  }
  return [...lines, line];
}

/** `text` behind `lead`; further lines are indented as much. */
export function hanging(lead: string, text: string, width: number): string {
  const size = widthOf(lead);
  const words = text.split(/\s+/).map(widthOf);
  const lines = wrap(text, Math.max(width - size, ...words));
  return lines.map((line, i) => `${i === 0 ? lead : ' '.repeat(size)}${line}`).join('\n');
}

/** A long text, cut between words. */
function piecesOf(text: string): string[] {
  if (widthOf(text) <= longest) return [text];
  const pieces: string[] = [];
  let piece: string[] = [];
  let length = 0;
  for (const word of text.split(/\s+/)) {
    const size = widthOf(word);
    if (piece.length > 0 && length + size > longest) {
      pieces.push(piece.join(' '));
      piece = [];
      length = 0;
    }
    piece.push(word);
    length += size + 1;
  }
  return [...pieces, piece.join(' ')];
}

/**
 * Lines of a text as the library makes them. It takes time with the cube of the number of characters where one is wide:
 * such a character becomes as many others as it takes columns, and itself again in the end.
 */
function linesOf(text: string, width: number): string[] {
  const hidden: string[] = [];
  const hide = (segment: string): string => {
    if (plain.test(segment)) return segment;
    hidden.push(segment);
    return `\ue000${'\ue001'.repeat(segmentWidth(segment) - 1)}`;
  };
  const table = new Table({
    chars: noLines,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    colWidths: [width],
    wordWrap: true,
  });
  table.push([text.replace(others, (stretch) => segmentsOf(stretch).map(hide).join(''))]);
  const show = (line: string): string => line.trimEnd().replace(/\ue000\ue001*/g, () => hidden.shift() ?? '');
  return table.toString().split('\n').map(show);
}

const sides = ['top', 'bottom', 'left', 'right'];
const noLines = Object.fromEntries(
  [
    ...sides,
    ...sides.map((side) => `${side}-mid`),
    'mid',
    'mid-mid',
    'middle',
    'top-left',
    'top-right',
    'bottom-left',
    'bottom-right',
  ].map((name) => [name, '']),
);
