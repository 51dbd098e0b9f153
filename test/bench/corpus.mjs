/**
 * Answers to QUERY PCI FUNCTION, 384 bytes each, no two the same: a captured one with other identifiers, ranges, texts
 * and addresses. One of 64 has a reserved bit set, which is a finding. Offsets are those of the header of Linux.
 */

import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './measure.mjs';

export const blockSize = 384;
export const blockType = 'clp_rsp_query_pci';

const captured = readFileSync(join(root, 'fixtures/three-views/net-group5/firmware-query-fn.bin'));
const chunkBlocks = 8192;
/** Where reserved bits are set. */
const strayAt = 200;

/** `count` blocks one after the other; the first has number `first`. */
export function makeBlocks(count, first = 0) {
  const bytes = Buffer.allocUnsafe(count * blockSize);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < count; i += 1) {
    captured.copy(bytes, i * blockSize);
    change(view, i * blockSize, first + i);
  }
  return bytes;
}

/** The same without findings: with reserved bits set, such a block is of no type. */
export function makeCleanBlocks(count) {
  const bytes = makeBlocks(count);
  for (let at = strayAt; at < bytes.length; at += blockSize) bytes[at] = 0;
  return bytes;
}

function change(view, at, number) {
  const mixed = Math.imul(number + 1, 0x9e3779b1) >>> 0;
  view.setUint16(at + 16, number & 0xff);
  view.setUint8(at + 18, 0x01 | ((number & 1) << 1));
  view.setUint8(at + 19, mixed & 0x7f);
  view.setUint32(at + 20, number);
  view.setUint16(at + 30, mixed >>> 20);
  view.setUint32(at + 56, mixed);
  view.setBigUint64(at + 64, BigInt(mixed) << 12n);
  view.setBigUint64(at + 72, (BigInt(mixed) << 24n) | 0xffff_ffff_ff00_0fffn);
  view.setUint32(at + 124, mixed & 0xffff);
  for (let i = 0; i < 8; i += 1) view.setUint8(at + 128 + i, 0xf0 + ((mixed >>> (i * 3)) & 7));
  // MIO addresses are there when the bit of 18.6 says so.
  if (number & 1) {
    view.setUint8(at + 256, 0xfc);
    for (let i = 0; i < 12; i += 1) view.setBigUint64(at + 264 + i * 8, 0x4000_0000_0000_0000n + BigInt(mixed) * 4096n);
  }
  if (number % 64 === 63) view.setUint8(at + strayAt, 1);
}

/** Writes a file of `count` blocks. */
export function writeBlocks(path, count) {
  const file = openSync(path, 'w');
  for (let done = 0; done < count; done += chunkBlocks)
    writeSync(file, makeBlocks(Math.min(chunkBlocks, count - done), done));
  closeSync(file);
}

/** How many blocks of `writeRepeated` are different. */
export const differentBlocks = 1024;

/** Writes a file of `count` blocks, the same again and again. */
export function writeRepeated(path, count) {
  const chunk = makeBlocks(differentBlocks);
  const file = openSync(path, 'w');
  for (let left = count; left > 0; left -= differentBlocks)
    writeSync(file, chunk, 0, Math.min(left, differentBlocks) * blockSize);
  closeSync(file);
}

/** Writes `count` blocks into a stream and ends it; the same few thousand again and again. */
export async function feedBlocks(stream, count) {
  const chunk = makeBlocks(chunkBlocks);
  for (let left = count; left > 0; left -= chunkBlocks) {
    const part = left < chunkBlocks ? chunk.subarray(0, left * blockSize) : chunk;
    if (!stream.write(part)) await once(stream, 'drain');
  }
  stream.end();
}
