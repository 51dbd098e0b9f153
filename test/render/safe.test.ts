import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoted, safe } from '../../src/render/safe.js';
import { dangerousIn, evil } from './results.js';

describe('safe', () => {
  it.each([
    ['SGR', 'a\u001b[31mb\u001b[0m', 'a\\x1b[31mb\\x1b[0m'],
    ['OSC 8 link', '\u001b]8;;http://x\u0007y', '\\x1b]8;;http://x\\x07y'],
    ['OSC ended by ST', '\u001b]0;title\u001b\\', '\\x1b]0;title\\x1b\\'],
    ['C1: CSI in one character', '\u009b2J', '\\x9b2J'],
    ['C1: NEL', 'a\u0085b', 'a\\x85b'],
    ['DEL', 'a\u007f', 'a\\x7f'],
    ['NUL', 'a\0b', 'a\\x00b'],
    ['line ends and tab', 'a\r\n\tb', 'a\\x0d\\x0a\\x09b'],
    ['right-to-left override', 'exe\u202egnp', 'exe\\u202egnp'],
    ['isolates', '\u2066a\u2069', '\\u2066a\\u2069'],
    ['arabic letter mark', '\u061c', '\\u061c'],
    ['line separator', 'a\u2028b\u2029', 'a\\u2028b\\u2029'],
    ['zero width', '\u200ba\u200d\u2060\ufeff', '\\u200ba\\u200d\\u2060\\ufeff'],
    ['soft hyphen', 'a\u00adb', 'a\\xadb'],
    ['high surrogate alone', '\ud83dx', '\\ud83dx'],
    ['low surrogate alone', 'x\ude00', 'x\\ude00'],
  ])('%s becomes an escape', (_what, text, expected) => {
    expect(safe(text)).toBe(expected);
  });

  it.each(['', 'NET1', 'é ü ß', '¢|!¬Ý^[]¨', '漢字', '\u{1f600}', '→ ← × ≤', 'a\u00a0b', '"\'<>&'])(
    'leaves %j alone',
    (text) => {
      expect(safe(text)).toBe(text);
    },
  );

  it('nothing dangerous is left of any text', () => {
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    const low = fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code));
    const text = fc.array(fc.oneof(unit, low, fc.constantFrom(...evil)), { maxLength: 40 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text, (one) => {
        expect(dangerousIn(safe(one))).toEqual([]);
        expect(safe(one)).not.toContain('\n');
        expect(safe(safe(one))).toBe(safe(one));
      }),
      { seed: 7, numRuns: 1000 },
    );
  });

  it('every control character of Latin-1 is escaped, every other is not', () => {
    for (let code = 0; code < 0x100; code++) {
      const isControl = code < 0x20 || (code >= 0x7f && code <= 0x9f) || code === 0xad;
      const char = String.fromCharCode(code);
      expect(safe(char)).toBe(isControl ? `\\x${code.toString(16).padStart(2, '0')}` : char);
    }
  });

  it('tag characters, which hide text in text, are escaped', () => {
    expect(dangerousIn(safe('a\u{e0041}\u{e007f}b'))).toEqual([]);
  });
});

describe('quoted', () => {
  it.each([
    ['', '""'],
    ['NET1', '"NET1"'],
    ['NET1    ', '"NET1" + 4 blanks'],
    ['NET1 ', '"NET1" + 1 blank'],
    ['  NET1', '"  NET1"'],
    ['   ', '"" + 3 blanks'],
    ['\0'.repeat(64), '"" + 64 NULs'],
    ['A\0', '"A" + 1 NUL'],
    ['A  \0\0', '"A  " + 2 NULs'],
    ['A\0 ', '"A\\x00" + 1 blank'],
    ['say "x"', '"say \\"x\\""'],
    ['\u001b[0m', '"\\x1b[0m"'],
  ])('%j is %s', (text, expected) => {
    expect(quoted(text)).toBe(expected);
  });

  it('takes time in proportion to its length: blanks inside are no blanks at the end', () => {
    const started = performance.now();
    expect(quoted(`${' '.repeat(40_000)}A`)).toBe(`"${' '.repeat(40_000)}A"`);
    expect(performance.now() - started).toBeLessThan(200);
  });
});
