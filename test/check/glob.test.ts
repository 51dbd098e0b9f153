import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesGlob, passesFilter } from '../../src/check/glob.js';

describe('matchesGlob', () => {
  test.each([
    ['*', '', true],
    ['*', 'a/b', true],
    ['a*c', 'abbc', true],
    ['a*c', 'abcd', false],
    ['*.edma', 'clp.edma', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['a.c', 'abc', false],
    ['**', 'x', true],
    ['', '', true],
    ['', 'x', false],
  ])('%j on %j', (pattern, name, expected) => {
    expect(matchesGlob(pattern, name)).toBe(expected);
  });

  test('says what a regular expression says', () => {
    const piece = fc.constantFrom('a', 'b', '*', '?', '/');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }),
        fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 8 }),
        (p, n) => {
          const pattern = p.join('');
          const regex = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
          expect(matchesGlob(pattern, n.join(''))).toBe(regex.test(n.join('')));
        },
      ),
    );
  });

  test('takes no exponential time', () => {
    const start = performance.now();
    expect(matchesGlob('*a'.repeat(50), 'a'.repeat(5000).concat('b'))).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

test('a filter is a part of the name, or a pattern for the whole', () => {
  expect(passesFilter('chain', 'synthetic/chain-broken')).toBe(true);
  expect(passesFilter('chain*', 'synthetic/chain-broken')).toBe(false);
  expect(passesFilter('*chain*', 'synthetic/chain-broken')).toBe(true);
});
