/**
 * What `decode` says of single blocks of the fixtures, as expectations have it.
 */
import { type DecodeExpectation, expectDecode } from '../../src/check/decode-expectation.js';
import { type Catalog, decodeBlock } from '../../src/index.js';
import type { NamedCase } from '../fixtures/cases.js';

export type Block = NamedCase['blocks'][number];

/** The expectation of a block with these bytes, decoded as its manifest says. */
export function expectationOf(
  one: NamedCase,
  { listed }: Block,
  bytes: Uint8Array,
  catalog: Catalog = one.catalog,
): DecodeExpectation {
  const { type, endian, file } = listed;
  const linux = one.manifest.interfaces?.linux;
  const options = { type, catalog, ...(endian && { endian }), ...(linux && { linux }) };
  return expectDecode(catalog, [{ name: file, block: decodeBlock(bytes, options) }]);
}
