/**
 * A wrong type without a word is the worst that can happen: no block of any known producer is taken for another struct,
 * and where a type is taken, no other type of the tables accepts the same bytes.
 */
import { expect, it } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.js';
import { candidatesOf } from '../../src/decode/detect.js';
import { type BlockResult, catalog, decodeBlock, describeBlock, type Endian, ToolError } from '../../src/index.js';
import { type Written, writtenBlocks } from './info-writers.js';

const blocks = [...writtenBlocks()];
const types = catalog
  .layouts()
  .filter(({ role, undetectable }) => role.kind === 'info' && undetectable === undefined)
  .map((one) => (one.interface === undefined ? one.tag : `${one.tag}@${one.interface}`));

/** The block as it is taken without a type; null where it is refused. */
function taken({ bytes }: Written): BlockResult | null {
  try {
    return describeBlock(decodeBlock(bytes));
  } catch (error) {
    if (error instanceof ToolError) return null;
    throw error;
  }
}

const seen = blocks.map((block) => ({ block, result: taken(block) }));
const name = ({ type, by, endian, bytes }: Written & { endian: Endian }): string =>
  `${type} of ${by}, ${endian}: ${Buffer.from(bytes).toString('hex')}`;

it('there are enough blocks, and the writers speak of structs that exist', () => {
  expect(new Set(blocks.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).size).toBeGreaterThan(2000);
  expect([...new Set(blocks.map(({ type }) => type))].filter((type) => !types.includes(type))).toEqual([]);
});

it('none is taken for another struct, or read in the other byte order', () => {
  const wrong = seen.filter(
    ({ block, result }) => result !== null && (result.type !== block.type || result.endian !== block.endian),
  );
  expect(wrong.map(({ block, result }) => `${name(block)} as ${result?.type} ${result?.endian}`)).toEqual([]);
});

it('where one is taken, every other type of the tables refuses the bytes', () => {
  const catalogue = builtInCatalog();
  const shared = seen.filter(
    ({ block, result }) =>
      result !== null && candidatesOf(block.bytes, catalogue).filter(({ fits }) => fits).length !== 1,
  );
  expect(shared.map(({ block }) => name(block))).toEqual([]);
});

it('those that are refused fit the struct that they are and another one', () => {
  const refused = seen.filter(({ result }) => result === null).map(({ block }) => block);
  expect({ all: seen.length, refused: refused.length }).toEqual({ all: 5486, refused: 579 });
  const fitting = refused.map((block) => ({
    block,
    types: candidatesOf(block.bytes, builtInCatalog()).filter(({ fits }) => fits),
  }));
  expect(
    fitting
      .filter(({ block, types: all }) => all.length < 2 || !all.some((one) => one.type === block.type))
      .map(({ block }) => name(block)),
  ).toEqual([]);
});
