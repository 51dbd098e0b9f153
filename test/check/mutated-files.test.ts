/**
 * One bit of a block or one leaf of an expectation mutated, anywhere: the comparison finds it, at the place where it
 * is. That the case then fails, and with which words, `reasons.test.ts` proves.
 */
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { compareDecode } from '../../src/check/compare-decode.js';
import { compareDiff } from '../../src/check/compare-diff.js';
import { decodeExpectation } from '../../src/check/decode-expectation.js';
import { diffExpectation } from '../../src/check/diff-expectation.js';
import type { Difference } from '../../src/model/check.js';
import { cases, readJson } from '../fixtures/cases.js';
import { expectationOf } from './expectations.js';

/** First and last bit, and others all over the block. */
function bitsOf(bytes: Uint8Array): number[] {
  const count = bytes.length * 8;
  return [
    ...new Set([0, count - 1, ...[1, 2, 3, 4, 5].map((i) => (i * 7919 + count * i * 0.19) % count)].map(Math.floor)),
  ];
}

describe.each(cases)('a bit of any block of $path', (one) => {
  test.each(one.blocks)('$listed.file', (block) => {
    const before = expectationOf(one, block, block.bytes);
    for (const bit of bitsOf(block.bytes)) {
      const at = Math.floor(bit / 8);
      const bytes = Uint8Array.from(block.bytes);
      bytes[at] = (bytes[at] ?? 0) ^ (0x80 >> (bit % 8));
      const found = compareDecode(before, expectationOf(one, block, bytes));
      const near = found.filter(
        ({ kind, byteOffset, byteLength }) =>
          ['struct', 'block', 'issue'].includes(kind) ||
          (byteOffset !== null && byteOffset <= at && at < byteOffset + (byteLength ?? 0)),
      );
      expect(near, `bit ${bit % 8} of byte ${at}`).not.toEqual([]);
      expect(found.map(({ expected, got }) => expected === got)).not.toContain(true);
    }
  });
});

/** Every number and string in a JSON value, as the keys that lead there. */
function leavesOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return value === null ? [] : [path];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

/** The value with one leaf changed. */
function mutated(value: unknown, path: readonly (string | number)[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return typeof value === 'number' ? value + 1 : `x${value}`;
  if (Array.isArray(value)) return value.with(Number(key), mutated(value[Number(key)], rest));
  const entries = Object.entries(value ?? {});
  return Object.fromEntries(entries.map(([name, inner]) => [name, name === key ? mutated(inner, rest) : inner]));
}

/** Compares the expectation of a file, mutated, with the file as it is: both have been validated. */
const comparisons: Readonly<Record<string, (expected: unknown, got: unknown) => readonly Difference[]>> = {
  'expected.decode.json': (expected, got) =>
    compareDecode(v.parse(decodeExpectation, expected), v.parse(decodeExpectation, got)),
  'expected.diff.json': (expected, got) =>
    compareDiff(v.parse(diffExpectation, expected), v.parse(diffExpectation, got), []),
};

describe.each(Object.entries(comparisons))('a leaf of any %s', (file, compare) => {
  test.each(cases.filter((one) => readJson(one, file) !== undefined))('$path', (one) => {
    const whole = readJson(one, file);
    const leaves = leavesOf(whole).filter(([key]) => key !== 'schema');
    expect(leaves.length).toBeGreaterThan(5);
    for (const part of [0, 0.07, 0.31, 0.5, 0.66, 0.83, 0.999]) {
      const leaf = leaves[Math.floor(leaves.length * part)] ?? [];
      const found = compare(mutated(whole, leaf), whole);
      expect(found, leaf.join('.')).not.toEqual([]);
      expect(
        found.filter(({ expected, got }) => expected === got),
        leaf.join('.'),
      ).toEqual([]);
    }
  });
});
