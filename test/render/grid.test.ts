import Table from 'cli-table3';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { grid } from '../../src/render/grid.js';
import { hanging, widthOf } from '../../src/render/wrap.js';

describe('grid', () => {
  it('aligns columns and ends lines without blanks', () => {
    const columns = [{ head: 'at', align: 'right' }, { head: 'name' }, { head: 'what', flexible: true }] as const;
    const rows = [
      ['0', 'a', 'first'],
      ['128', 'long_name', ''],
    ];
    expect(grid(columns, rows, 80)).toBe(' at  name       what\n  0  a          first\n128  long_name');
  });

  it('wraps the flexible column between words', () => {
    const text = 'one two three four five six seven';
    expect(grid([{ head: 'k' }, { head: 'v', flexible: true }], [['x', text]], 24)).toBe(
      ['k  v', 'x  one two three four', '   five six seven'].join('\n'),
    );
  });

  it('has no line for heads that are all empty', () => {
    expect(grid([{ head: '' }, { head: '' }], [['a', 'b']], 80)).toBe('a  b');
  });

  it('is the heads alone without rows', () => {
    expect(grid([{ head: 'a' }, { head: 'bc', flexible: true }], [], 40)).toBe('a  bc');
  });

  it('leaves columns that may not shrink as wide as they are', () => {
    const text = grid([{ head: 'a' }, { head: 'b' }], [['x'.repeat(50), 'y'.repeat(50)]], 40);
    expect(text).toBe(`a${' '.repeat(51)}b\n${'x'.repeat(50)}  ${'y'.repeat(50)}`);
  });

  it('keeps to the width and loses no word, whatever the words', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 1, maxLength: 8 });
    const text = fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(' '));
    const rows = fc.array(fc.tuple(word, text, text), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 40, max: 130 }), (all, width) => {
        const columns = [{ head: 'key' }, { head: 'value', flexible: true }, { head: 'more', flexible: true }];
        const out = grid(columns, all, width);
        for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
        const words = (from: string): string[] => from.split(/\s+/).filter(Boolean).sort();
        expect(words(out)).toEqual(words(`key value more ${all.flat().join(' ')}`));
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('a word longer than the width is never cut', () => {
    const long = Array.from({ length: 60 }, (_, i) => String.fromCharCode(97 + (i % 26))).join('');
    const out = grid([{ head: 'k' }, { head: 'v', flexible: true }], [['x', long]], 40);
    expect(out.replace(/\s|^k|v$/gm, '').replace(/^x/, '')).toContain(long);
  });

  it('colours take no room', () => {
    const red = (text: string): string => `\u001b[31m${text}\u001b[39m`;
    expect(widthOf(red('abc'))).toBe(3);
    expect(widthOf('')).toBe(0);
    const columns = [{ head: 'a' }, { head: 'b' }];
    const coloured = grid(
      columns,
      [
        [red('xyz'), red('1')],
        ['x', '2'],
      ],
      80,
    );
    expect(coloured.split('\u001b[31m').join('').split('\u001b[39m').join('')).toBe(
      grid(
        columns,
        [
          ['xyz', '1'],
          ['x', '2'],
        ],
        80,
      ),
    );
  });
});

describe('characters that take two columns or none', () => {
  it('are counted as they are', () => {
    expect(
      grid(
        [{ head: '' }, { head: '' }],
        [
          ['漢字', 'a'],
          ['abcd', 'b'],
          ['e\u0301', 'c'],
          ['\u001b[1m字\u001b[22m', 'd'],
        ],
        80,
      ),
    ).toBe('漢字  a\nabcd  b\ne\u0301     c\n\u001b[1m字\u001b[22m    d');
  });

  it('wrap, and no cell is cut', () => {
    const word = fc.string({ unit: fc.constantFrom(...'ab漢＝é'), minLength: 1, maxLength: 6 });
    const all = fc.array(word, { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(all, fc.integer({ min: 40, max: 90 }), (words, width) => {
        const text = grid([{ head: '' }, { head: '', flexible: true }], [['x', words.join(' ')]], width);
        expect(text.slice(1).split(/\s+/).filter(Boolean)).toEqual(words);
        for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it('of a very long cell are all there, and soon: the table library alone takes minutes', () => {
    const words = Array.from({ length: 5000 }, () => '漢字＝＋').join(' ');
    const text = grid([{ head: '' }, { head: '', flexible: true }], [['x', words]], 60);
    expect(text.match(/漢字＝＋/g)).toHaveLength(5000);
  });

  it('of a long cell keep its colour on each line, and leave it', () => {
    const words = Array.from({ length: 400 }, () => 'word').join(' ');
    const columns = [{ head: '', flexible: true }, { head: '' }];
    const lines = grid(columns, [[`\u001b[31m${words}\u001b[39m`, 'end']], 60).split('\n');
    expect(lines.length).toBeGreaterThan(30);
    for (const line of lines) expect(line).toMatch(/^\u001b\[31m[word ]+\u001b\[39m *(end)?$/);
  });

  it('are all there, however many kinds of them', () => {
    const many = Array.from({ length: 7000 }, (_, i) => String.fromCodePoint(0x4e00 + i));
    const text = grid([{ head: '', flexible: true }], [[many.join(' ')]], 60);
    expect(text.split(/\s+/)).toEqual(many);
  });
});

describe('hanging', () => {
  it('indents further lines as wide as what is before the text, colours not counted', () => {
    expect(hanging('\u001b[2mwhat\u001b[22m ', 'one two three four', 15)).toBe(
      '\u001b[2mwhat\u001b[22m one two\n     three four',
    );
  });

  it('ends a colour with each line, and never cuts a word', () => {
    const text = hanging('1. ', `\u001b[1mshort ${'x'.repeat(20)} end\u001b[22m`, 12);
    expect(text).toBe(
      `1. \u001b[1mshort\u001b[22m\n   \u001b[1m${'x'.repeat(20)}\u001b[22m\n   \u001b[1mend\u001b[22m`,
    );
  });

  it('is what is before the text when there is none', () => {
    expect(hanging('to  ', '', 40)).toBe('to  ');
  });
});

it('rows that fit look as the table library prints them', () => {
  const chars = ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'];
  const more = ['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'];
  const none = Object.fromEntries([...chars, ...more].map((name) => [name, '']));
  const cell = fc.tuple(
    fc.string({ unit: fc.constantFrom(...'ab  ←→≤×é0.-'), maxLength: 12 }),
    fc.constantFrom('', '1', '2', '32'),
  );
  const painted = cell.map(([text, code]) =>
    code === '' || text.trim() === '' ? text : `\u001b[${code}m${text}\u001b[${code === '32' ? '39' : '22'}m`,
  );
  const aligned = fc.constantFrom('left' as const, 'right' as const);
  fc.assert(
    fc.property(fc.array(fc.tuple(painted, painted), { minLength: 1, maxLength: 4 }), aligned, (rows, align) => {
      const widths = [0, 1].map((i) => Math.max(0, ...rows.map((row) => widthOf(row[i] ?? ''))));
      const table = new Table({
        chars: { ...none, middle: ' ' },
        style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1, compact: true },
        colWidths: widths.map((one) => one + 1),
        colAligns: [align, 'left'],
        wordWrap: true,
      });
      for (const row of rows) table.push([...row]);
      const wanted = table
        .toString()
        .split('\n')
        .map((line) => line.trimEnd());
      expect(grid([{ head: '', align }, { head: '' }], rows, 200).split('\n')).toEqual(wanted);
    }),
    { seed: 5, numRuns: 500 },
  );
});

it('takes thousands of rows in seconds: a list of 64 KiB has 20000', () => {
  const columns = ['a', 'b', 'c', 'd', 'e', 'f'].map((head) => ({ head, flexible: head === 'f' }));
  const rows = Array.from({ length: 14_000 }, (_, i) => [`${i}`, 'x', 'x', 'x', 'x', 'some words here']);
  const started = performance.now();
  const lines = grid(columns, rows, 80).split('\n');
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(lines.length).toBe(14_001);
  expect(lines.at(-1)).toBe('13999  x  x  x  x  some words here');
});
