import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { decodeBlock, describeBlock } from '../../src/index.js';
import { fixtureBlocks } from './blocks.js';

it('a result stays what it is when its buffer is used again', () => {
  const [block] = fixtureBlocks.filter(({ type }) => type === 'clp_rsp_query_pci');
  if (block === undefined) throw new Error('no block');
  const bytes = Uint8Array.from(block.bytes);
  const result = describeBlock(decodeBlock(bytes, { type: block.type }));
  bytes.fill(0xff);
  expect(result.sha256).toBe(createHash('sha256').update(block.bytes).digest('hex'));
});
