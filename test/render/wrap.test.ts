/** Words with one blank between break as the library breaks them, which breaks every other text. */
import Table from 'cli-table3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrap } from '../../src/render/wrap.js';

const names = ['top', 'bottom', 'left', 'right', 'top-mid', 'bottom-mid', 'left-mid', 'right-mid', 'mid', 'mid-mid'];
const corners = ['middle', 'top-left', 'top-right', 'bottom-left', 'bottom-right'];
const chars = Object.fromEntries([...names, ...corners].map((name) => [name, '']));

/** The lines of a table of one cell. */
function linesOfLibrary(text: string, width: number): string[] {
  const style = { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true };
  const table = new Table({ chars, style, colWidths: [width], wordWrap: true });
  table.push([text]);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

const word = fc.string({ unit: fc.constantFrom(...'ab0.[]§→≤-'), minLength: 1, maxLength: 12 });
const text = fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(' '));

describe('wrap', () => {
  it('breaks words as the library does', () => {
    const width = fc.integer({ min: 12, max: 60 });
    fc.assert(
      fc.property(text, width, (some, columns) => {
        expect(wrap(some, columns)).toEqual(linesOfLibrary(some, columns));
      }),
      { seed: 20150501, numRuns: 500 },
    );
  });

  it.each(['two  blanks between words', ' a blank before', 'a blank behind '])('%j too', (some) => {
    expect(wrap(some, 9)).toEqual(linesOfLibrary(some, 9));
  });

  it('paints each line by itself, and nothing beside it', () => {
    expect(wrap('\u001b[2mfaint words\u001b[22m', 6)).toEqual(['\u001b[2mfaint\u001b[22m', '\u001b[2mwords\u001b[22m']);
  });
});
