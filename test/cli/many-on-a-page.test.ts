/** A page takes so many blocks; of those beyond only the number is kept. */
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { decodeBlock } from '../../src/decode/decode-block.js';
import { describeBlock } from '../../src/decode/describe.js';
import type { BlockResult } from '../../src/model/result.js';
import { textPieces } from '../../src/render/formats.js';
import { root } from '../support/run.js';

const bytes = readFileSync(`${root}fixtures/three-views/net-group5/vfio-iommu-info.bin`);

test('blocks beyond them are not kept', async () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const block = describeBlock(decodeBlock(bytes), { source: 'iommu.bin', sourceOffset: 0 });
  const seen: WeakRef<BlockResult>[] = [];
  let alive = -1;
  async function* blocks(): AsyncGenerator<BlockResult> {
    for (let i = 0; i < 600; i++) {
      const one = { ...block };
      seen.push(new WeakRef(one));
      yield one;
    }
    await new Promise(setImmediate);
    collect();
    alive = seen.filter((one) => one.deref() !== undefined).length;
  }
  const options = { width: 100, color: 0, verbose: false, quiet: false } as const;
  const pieces: string[] = [];
  for await (const piece of textPieces('html', blocks(), options)) pieces.push(piece);
  expect(pieces).toHaveLength(1);
  expect(alive).toBeLessThan(510);
  expect(pieces[0]).toContain('100 more blocks are not on this page');
  expect(pieces[0]).toContain('<h1>600 blocks</h1>');
});
