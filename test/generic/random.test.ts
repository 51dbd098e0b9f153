/**
 * Bytes by chance: nothing throws, every bit is there exactly once, the result is plain JSON, and the same
 * bytes say the same again.
 */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog, decodeBlock, describeBlock, type Endian, type Layout, ToolError } from '../../src/index.js';
import { accountProblems } from './account.js';
import { anyBytes, chainBlock, pageBytes, responseBytes } from './arbitraries.js';

const seed = 20190509;

/** Decodes and checks what holds for any bytes at all. */
function check(bytes: Uint8Array, type: string, endian: Endian | undefined): void {
  const before = bytes.slice();
  const options = { type, ...(endian === undefined ? {} : { endian }) };
  const result = describeBlock(decodeBlock(bytes, options));
  expect(accountProblems(before, result)).toEqual([]);
  expect(bytes).toEqual(before);
  const json = JSON.stringify(result);
  expect(isDeepStrictEqual(JSON.parse(json), result), 'the result is plain JSON').toBe(true);
  expect(JSON.stringify(describeBlock(decodeBlock(before, options)))).toBe(json);
  // One expectation for all of them: there are very many, and each costs more than the test that it makes.
  const beyond = result.issues.filter((one) => one.byteOffset > bytes.length);
  const wordless = result.issues.filter((one) => /undefined|NaN|\[object/.test(one.message));
  const unsaid = result.structs.flatMap(({ fields }) =>
    fields.filter(({ label }) => /undefined|NaN/.test(label ?? '')),
  );
  expect({ beyond, wordless, unsaid }).toEqual({ beyond: [], wordless: [], unsaid: [] });
}

function typeName(layout: Layout): string {
  return layout.interface === undefined ? layout.tag : `${layout.tag}@${layout.interface}`;
}

const runs = catalog.layouts().flatMap((layout) => {
  const orders: readonly Endian[] = layout.byteOrder === 'host' ? ['big', 'little'] : ['big'];
  return orders.map((endian) => ({ type: typeName(layout), endian, layout }));
});

describe('bytes by chance', () => {
  it.each(runs)('as $type, $endian-endian', ({ type, endian, layout }) => {
    const longest = Math.min(layout.size, 384) + 48;
    const bytes = type.startsWith('clp_rsp') ? fc.oneof(responseBytes(longest), anyBytes(longest)) : anyBytes(longest);
    fc.assert(
      fc.property(bytes, (block) => check(block, type, endian)),
      { seed, numRuns: 60 },
    );
  });

  it('as a page', () => {
    fc.assert(
      fc.property(fc.oneof(pageBytes, anyBytes(96)), (block) => check(block, 'clp-page', undefined)),
      { seed, numRuns: 400 },
    );
  });

  it('as a chain of capabilities', () => {
    fc.assert(
      fc.property(chainBlock, ({ shape, endian, bytes }) => check(bytes, shape.type, endian)),
      { seed, numRuns: 1000 },
    );
  });

  it('as a chain whose byte order is not given', () => {
    fc.assert(
      fc.property(chainBlock, ({ shape, bytes }) => check(bytes, shape.type, undefined)),
      { seed, numRuns: 200 },
    );
  });

  it('as nothing in particular: detected, or refused with candidates', () => {
    let refused = 0;
    let taken = 0;
    const blocks = fc.oneof(
      anyBytes(200),
      responseBytes(200),
      pageBytes,
      chainBlock.map((block) => block.bytes),
    );
    fc.assert(
      fc.property(blocks, (block) => {
        try {
          const result = describeBlock(decodeBlock(block));
          taken++;
          expect(accountProblems(block, result)).toEqual([]);
        } catch (error) {
          if (!(error instanceof ToolError)) throw error;
          refused++;
          expect(error.details.length).toBeGreaterThan(1);
          for (const line of error.details) expect(line).toMatch(/^[a-z]\S* ?(\((big|little)-endian\))?: .+/);
        }
      }),
      { seed, numRuns: 500 },
    );
    expect(refused).toBeGreaterThan(50);
    expect(taken).toBeGreaterThan(20);
  });
});
