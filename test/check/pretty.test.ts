/**
 * The report for people: what a terminal shows of failed cases.
 */
import { describe, expect, test } from 'vitest';
import { renderPretty } from '../../src/render/check/pretty.js';
import { everything, evil, hostile, oneCase, oneDifference, runOf } from './runs.js';

describe('pretty', () => {
  const plain = { width: 100, color: 0, verbose: false, quiet: false } as const;

  test('failed cases with their differences, the count last', () => {
    const text = renderPretty(everything, plain);
    expect(text).toMatch(/^error {2}area\/broken: manifest\.json: not JSON/m);
    expect(text).toMatch(/^ {2}a\.bin: 6, expected 5\n {4}byte +what +expected +got\n/m);
    expect(text).toMatch(/^ {4}0x13 +some_struct\.field +5 +6$/m);
    expect(text).toMatch(/^ {4}0x13 +CHAIN_LOOP some_struct\.member +- +CHAIN_LOOP$/m);
    expect(text).toMatch(/^ {4}0x13 +verdict on some_struct\.member, vfio +same +mismatch$/m);
    expect(text.trimEnd().split('\n').at(-1)).toBe(
      '6 cases: 2 pass, 1 updated, 1 skip, 1 fail, 1 error; 1 difference allowed',
    );
    expect(text).not.toContain('area/one');
    expect(renderPretty(everything, { ...plain, verbose: true })).toContain('area/one');
    expect(renderPretty(everything, { ...plain, quiet: true })).not.toContain('some_struct.gap');
  });

  test('by file; hashes and verdicts short, with -v in full', () => {
    const [old, now] = ['0'.repeat(12) + 'a'.repeat(52), '1'.repeat(12) + 'b'.repeat(52)];
    const run = runOf([
      oneCase({
        status: 'fail',
        reason: 'r',
        differences: [
          oneDifference({ kind: 'bytes', path: '', expected: `sha256 ${old}`, got: `sha256 ${now}` }),
          oneDifference({ file: 'b.bin', path: 'x.y' }),
          oneDifference({ kind: 'verdict', side: 'vfio', expected: 'same s.m', got: 'leak s.m', why: 'a reason' }),
          oneDifference({ kind: 'fact', file: null, byteOffset: null, expected: '1', got: '2' }),
        ],
      }),
    ]);
    const lines = (options: Parameters<typeof renderPretty>[1]): string[] =>
      renderPretty(run, options)
        .split('\n')
        .map((line) => line.trimEnd());
    expect(lines(plain)).toEqual([
      'fail  area/one',
      '  a.bin: sha256 111111111111…, expected sha256 000000000000…',
      '    byte  what                                 expected  got',
      '    0x13  verdict on some_struct.member, vfio  same      leak',
      '  b.bin',
      '    byte  what  expected  got',
      '    0x13  x.y   5         6',
      '  case',
      '    byte  what                     expected  got',
      '          fact some_struct.member  1         2',
      '1 case: 0 pass, 1 fail',
      '',
    ]);
    const full = lines({ ...plain, verbose: true }).join('\n');
    expect(full).toContain(`a.bin: sha256 ${now}, expected sha256 ${old}\n`);
    expect(full).toMatch(/ same s\.m +leak s\.m$/m);
    expect(full).toContain('\n    some_struct.member: a reason\n');
  });

  test('many differences are counted, -v shows them', () => {
    const many = runOf([
      oneCase({ status: 'fail', reason: 'r', differences: Array.from({ length: 30 }, () => oneDifference()) }),
    ]);
    expect(renderPretty(many, plain)).toContain('and 10 more (-v shows all)');
    expect(renderPretty(many, { ...plain, verbose: true })).not.toContain('more');
  });

  test('hostile texts are shown, not obeyed', () => {
    const text = renderPretty(hostile, { ...plain, verbose: true });
    expect(evil).toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\u2028]/);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\u2028]/);
  });
});
