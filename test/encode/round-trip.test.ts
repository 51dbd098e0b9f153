/**
 * encode(decode(x)) is x: for every block of the fixtures, and for bytes by chance of every layout.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog, decodeBlock, describeBlock, type Endian, encodeBlock, type Layout } from '../../src/index.js';
import { cases, decodeListed } from '../fixtures/cases.js';
import { anyBytes, chainBlock, pageBytes, responseBytes } from '../generic/arbitraries.js';
import { canvases, paint } from '../generic/canvas.js';
import { decoded, differences, encode } from './support.js';

const seed = 20190523;

function expectSame(bytes: Uint8Array, type: string, endian: Endian | undefined): void {
  const before = bytes.slice();
  expect(differences(encode(decoded(bytes, type, endian)), before)).toEqual([]);
}

function typeName(layout: Layout): string {
  return layout.interface === undefined ? layout.tag : `${layout.tag}@${layout.interface}`;
}

describe.each(cases)('$path', (one) => {
  it('every block comes back byte for byte', () => {
    expect(one.blocks.length).toBeGreaterThan(0);
    for (const block of one.blocks) {
      const result = JSON.parse(JSON.stringify(decodeListed(one, block)));
      expect(differences(encodeBlock(result, { catalog: one.catalog }), block.bytes), block.listed.file).toEqual([]);
    }
  });
});

const runs = catalog.layouts().flatMap((layout) => {
  const orders: readonly Endian[] = layout.byteOrder === 'host' ? ['big', 'little'] : ['big'];
  return orders.map((endian) => ({ type: typeName(layout), endian, layout }));
});

describe('bytes by chance', () => {
  it.each(runs)('as $type, $endian-endian', ({ type, endian, layout }) => {
    const longest = Math.min(layout.size, 384) + 48;
    const bytes = type.startsWith('clp_rsp') ? fc.oneof(responseBytes(longest), anyBytes(longest)) : anyBytes(longest);
    fc.assert(
      fc.property(bytes, (block) => expectSame(block, type, endian)),
      { seed, numRuns: 60 },
    );
  });

  it('as a page', () => {
    fc.assert(
      fc.property(fc.oneof(pageBytes, anyBytes(96)), (block) => expectSame(block, 'clp-page', undefined)),
      { seed, numRuns: 400 },
    );
  });

  it('as a chain of capabilities', () => {
    fc.assert(
      fc.property(chainBlock, ({ shape, endian, bytes }) => expectSame(bytes, shape.type, endian)),
      { seed, numRuns: 800 },
    );
  });

  it('as texts in any code page', () => {
    const texts = fc.uint8Array({ minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(texts, fc.constantFrom('037', '500', '1047'), (text, codepage) => {
        const bytes = new Uint8Array(76);
        bytes.set([0, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 64]);
        bytes.set(text, 12);
        const block = decodeBlock(bytes, { type: 'vfio_device_info_cap_zpci_util', endian: 'big', codepage });
        expect(encodeBlock(JSON.parse(JSON.stringify(describeBlock(block))), { codepage })).toEqual(bytes);
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe('without raw, values alone say it all', () => {
  it('all members of all layouts, painted one at a time where the compiler puts them', () => {
    let count = 0;
    for (const canvas of canvases) {
      const { type, endian } = canvas;
      for (const run of canvas.members) {
        count++;
        const painted = paint(canvas, run, (bit) => bit % 3 === 0);
        const block = decoded(painted, type, endian);
        for (const struct of block.structs)
          for (const field of struct.fields) if (field.status === 'ok') delete field.raw;
        expect(differences(encode(block), painted), `${type}.${run.path}`).toEqual([]);
      }
    }
    expect(count).toBeGreaterThan(400);
  });

  it('and without values raw does', () => {
    for (const { type, endian, bytes } of canvases) {
      const block = decoded(bytes, type, endian);
      for (const struct of block.structs)
        for (const field of struct.fields) if (field.status === 'ok') delete field.value;
      expect(differences(encode(block), bytes), type).toEqual([]);
    }
  });
});
