/**
 * A line written as bytes is the line that the ndjson renderer makes of the same result: for every block of the fixtures,
 * each also with bytes changed, in any order, so that nothing remembered of one block stands in another.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CodePage, decodeBlock, describeBlock } from '../../src/index.js';
import { LineBuffer } from '../../src/lines/line-buffer.js';
import { lineWriter } from '../../src/lines/write-line.js';
import { renderNdjson } from '../../src/render/json.js';
import { fixtureBlocks } from '../generic/blocks.js';

const place = { source: 'a "file"\u0001.bin', sourceOffset: 384, lines: null };

function compare(
  out: LineBuffer,
  write: ReturnType<typeof lineWriter>,
  bytes: Uint8Array,
  block: (typeof fixtureBlocks)[number],
  codepage: CodePage,
): void {
  const { type, endian, linux } = block;
  const decoded = decodeBlock(bytes, { type, endian, codepage, ...(linux === undefined ? {} : { linux }) });
  out.clear();
  write(out, decoded, place);
  const { source, sourceOffset } = place;
  const blocks = [describeBlock(decoded, { source, sourceOffset })];
  const expected = renderNdjson({ schema: 'zpci-inspect/decode@1', blocks });
  expect(Buffer.from(out.bytes).toString()).toBe(expected);
}

describe('a line', () => {
  it('has every block of the fixtures as the renderer has it, twice', () => {
    const [out, write] = [new LineBuffer(16), lineWriter()];
    expect(fixtureBlocks.length).toBeGreaterThan(100);
    for (const block of [...fixtureBlocks, ...fixtureBlocks]) compare(out, write, block.bytes, block, '037');
  });

  it.each(['037', '500', '1047'] as const)('has changed blocks, in code page %s', (codepage) => {
    const [out, write] = [new LineBuffer(), lineWriter()];
    const small = fixtureBlocks.filter(({ bytes }) => bytes.length <= 512);
    const change = fc.tuple(fc.nat(511), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.nat(small.length - 1), fc.array(change, { maxLength: 4 }), (i, changes) => {
        const block = small[i];
        if (block === undefined) throw new RangeError();
        const bytes = block.bytes.slice();
        for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
        compare(out, write, bytes, block, codepage);
      }),
      { seed: 20150501, numRuns: 500 },
    );
  });

  it('tells the lines of a text', () => {
    const out = new LineBuffer();
    const [block] = fixtureBlocks;
    if (block === undefined) throw new RangeError();
    lineWriter()(out, decodeBlock(block.bytes, { type: block.type, endian: block.endian }), {
      ...place,
      lines: { first: 3, last: 9 },
    });
    expect(JSON.parse(Buffer.from(out.bytes).toString())).toMatchObject({
      lines: { first: 3, last: 9 },
      sourceOffset: 384,
    });
  });
});
