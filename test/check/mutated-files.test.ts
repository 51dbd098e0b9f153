/**
 * One bit of a block or one leaf of an expectation turned, anywhere: the case fails and says in decoded words why.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { compareDecode } from '../../src/check/compare-decode.js';
import { type DecodeExpectation, expectDecode } from '../../src/check/decode-expectation.js';
import { decodeBlock } from '../../src/index.js';
import { cases, type NamedCase } from '../fixtures/cases.js';
import { copies, only } from './places.js';

type Block = NamedCase['blocks'][number];

function expectationOf(one: NamedCase, { listed }: Block, bytes: Uint8Array): DecodeExpectation {
  const { type, endian, file } = listed;
  const linux = one.manifest.interfaces?.linux;
  const options = { type, catalog: one.catalog, ...(endian && { endian }), ...(linux && { linux }) };
  return expectDecode(one.catalog, [{ name: file, block: decodeBlock(bytes, options) }]);
}

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

/** The value with one leaf turned. */
function turned(value: unknown, path: readonly (string | number)[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return typeof value === 'number' ? value + 1 : `${value}x`;
  if (Array.isArray(value)) return value.with(Number(key), turned(value[Number(key)], rest));
  const entries = Object.entries(value ?? {});
  return Object.fromEntries(entries.map(([name, inner]) => [name, name === key ? turned(inner, rest) : inner]));
}

describe('a leaf of any expectation', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await copies(...cases.map((one) => one.path));
  });

  test.each(cases)('$path', async ({ path }) => {
    const dir = join(folder, path);
    for (const file of ['expected.decode.json', 'expected.diff.json']) {
      const text = textOf(join(dir, file));
      if (text === undefined) continue;
      const whole: unknown = JSON.parse(text);
      const leaves = leavesOf(whole).filter(([key]) => key !== 'schema');
      expect(leaves.length).toBeGreaterThan(5);
      for (const part of [0.07, 0.5, 0.83]) {
        const leaf = leaves[Math.floor(leaves.length * part)] ?? [];
        writeFileSync(join(dir, file), JSON.stringify(turned(whole, leaf)));
        const { status, differences } = await only(dir);
        expect(status, `${file} ${leaf.join('.')}`).toBe('fail');
        expect(
          differences.filter(({ expected, got }) => expected === got),
          leaf.join('.'),
        ).toEqual([]);
      }
      writeFileSync(join(dir, file), text);
    }
    expect((await only(dir)).status).toBe('pass');
  });

  function textOf(path: string): string | undefined {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  }
});
