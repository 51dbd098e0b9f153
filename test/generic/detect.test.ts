/**
 * What is remembered of blocks that begin alike never decides: whatever came before, a block has the type, or the refusal
 * with all its reasons, that it has as the first block of a program.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInCatalog, type Catalog, decodeBlock, makeCatalog, ToolError } from '../../src/index.js';
import { anyBytes } from './arbitraries.js';
import { fixtureBlocks } from './blocks.js';

const { layouts, codes, interfaces } = builtInCatalog();

function newCatalog(): Catalog {
  return makeCatalog({ layouts: layouts(), codes: codes(), interfaces: interfaces() });
}

/** What is said of a block whose type is not given. */
function said(bytes: Uint8Array, catalog: Catalog): unknown {
  try {
    const { type, endian, why } = decodeBlock(bytes, { catalog });
    return { type, endian, why };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { message: error.message, details: error.details };
  }
}

const used = newCatalog();
const blocks = fixtureBlocks.map(({ bytes }) => bytes);

it('blocks of the fixtures, one after the other', () => {
  const types = blocks.map((bytes) => said(bytes, used));
  expect(blocks.map((bytes) => said(bytes, newCatalog()))).toEqual(types);
  expect(new Set(types.map((one) => JSON.stringify(one))).size).toBeGreaterThan(50);
});

it('blocks that begin alike and differ later', () => {
  const changed = fc
    .tuple(fc.constantFrom(...blocks), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }))
    .map(([block, places]) => {
      const bytes = Uint8Array.from(block);
      for (const [at, byte] of places) bytes[bytes.length > 4 ? 4 + (at % (bytes.length - 4)) : 0] = byte;
      return bytes;
    });
  fc.assert(
    fc.property(changed, (bytes) => {
      expect(said(bytes, used)).toEqual(said(bytes, newCatalog()));
    }),
    { seed: 20260102, numRuns: 1000 },
  );
});

it('bytes by chance', () => {
  fc.assert(
    fc.property(anyBytes(48), (bytes) => {
      expect(said(bytes, used)).toEqual(said(bytes, newCatalog()));
    }),
    { seed: 20260103, numRuns: 500 },
  );
});

describe('answers that lengths alone do not tell apart', () => {
  /** A QUERY response that is as long as a LIST of 22 entries, and has 16 where a list has the size of an entry. */
  const query = new Uint8Array(384);
  new DataView(query.buffer).setUint32(0, 0x01800010);
  query.set([0x01, 0x05, 0, 0, 0, 9], 18);
  query[24] = 20;
  query[31] = 16;

  it('the reserved bytes of a list are not zero in a query', () => {
    expect(said(query, used)).toMatchObject({ type: 'clp_rsp_query_pci' });
  });

  it('bits of a member beside reserved ones are not taken for them', () => {
    const valid = Uint8Array.from(query);
    valid[256] = 0xfc;
    expect(said(valid, used)).toMatchObject({ type: 'clp_rsp_query_pci' });
    valid[256] = 0xfd;
    expect(said(valid, used)).toMatchObject({ message: expect.stringContaining('not a block that this tool knows') });
  });
});
