import { describe, expect, it } from 'vitest';
import { decodeBlock, describeBlock, numberAt } from '../../src/index.js';
import { fixtureBlocks } from './blocks.js';

describe.each(fixtureBlocks)('$name', ({ type, endian, linux, bytes, full }) => {
  it('stays what it is when its buffer is used again', () => {
    const buffer = Uint8Array.from(bytes);
    const block = decodeBlock(buffer, { type, endian, ...(linux === undefined ? {} : { linux }) });
    buffer.fill(0xff);
    expect(describeBlock(block)).toEqual(full);
  });
});

it('a large block stays what it is, too', () => {
  const list = new Uint8Array(32 + 16 * 4000);
  new DataView(list.buffer).setUint32(0, 0xfa200010);
  list[31] = 16;
  list[list.length - 1] = 7;
  const block = decodeBlock(list, { type: 'clp_rsp_list_pci' });
  list.fill(0);
  const [struct] = block.structs;
  expect(struct && numberAt(struct, 'fh_list[3999].fh')).toBe(7);
  expect(block.issues).toEqual([]);
});
