/**
 * Cells too long for the table library, which takes time with the square of their length, as rows below each other.
 */

/** Characters of a piece. */
const longest = 1000;

/** The rows that a row becomes: each cell is cut between words; a word is never cut. */
export function piecesOf(row: readonly string[]): readonly (readonly string[])[] {
  if (row.every((cell) => cell.length <= longest)) return [row];
  const cells = row.map(cellPieces);
  const count = cells.reduce((most, pieces) => Math.max(most, pieces.length), 1);
  return Array.from({ length: count }, (_, i) => cells.map((pieces) => pieces[i] ?? ''));
}

const painted = new RegExp(`^(${String.fromCharCode(27)}\\[\\d+m)(.*)(${String.fromCharCode(27)}\\[\\d+m)$`, 's');

function cellPieces(cell: string): readonly string[] {
  if (cell.length <= longest) return [cell];
  const paint = painted.exec(cell);
  if (paint === null) return textPieces(cell);
  const [, on = '', text = '', off = ''] = paint;
  return textPieces(text).map((piece) => on + piece + off);
}

function textPieces(text: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const word of text.split(/\s+/)) {
    if (piece !== '' && piece.length + word.length >= longest) {
      pieces.push(piece);
      piece = '';
    }
    piece += piece === '' ? word : ` ${word}`;
  }
  return [...pieces, piece];
}
