/** What one would write with the library: each block an object, each object through JSON.stringify. */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { decodeBlock, describeBlock } from '../../dist/index.js';
import { blockSize, blockType } from './corpus.mjs';

const [path] = process.argv.slice(2);
const source = basename(path);
const file = openSync(path, 'r');
const chunk = Buffer.allocUnsafe(blockSize * 1024);
for (let offset = 0; ; ) {
  const length = readSync(file, chunk, 0, chunk.length, offset);
  if (length === 0) break;
  for (let at = 0; at < length; at += blockSize) {
    const block = decodeBlock(chunk.subarray(at, at + blockSize), { type: blockType });
    const result = describeBlock(block, { source, sourceOffset: offset + at });
    writeAll(`${JSON.stringify({ schema: 'zpci-inspect/decode@1', ...result })}\n`);
  }
  offset += length;
}
closeSync(file);

function writeAll(text) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += writeSync(1, bytes, at));
}
