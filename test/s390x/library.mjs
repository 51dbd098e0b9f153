/**
 * Runs on both machines: the built library on bytes by chance, as every type and in both byte orders. Prints a digest
 * of the results for each.
 */
import { createHash } from 'node:crypto';
import { catalog, decodeBlock, describeBlock, encodeBlock } from '../../dist/index.js';

const rounds = 24;

for (const layout of catalog.layouts()) {
  const type = layout.interface === undefined ? layout.tag : `${layout.tag}@${layout.interface}`;
  for (const endian of ['big', 'little']) {
    const hash = createHash('sha256');
    for (let round = 0; round < rounds; round += 1) hash.update(resultOf(type, endian, round, layout.size));
    console.log(`${type} ${endian} ${hash.digest('hex')}`);
  }
}

/** The JSON of a block, or why there is none; what is encoded from it must be the block again. */
function resultOf(type, endian, round, size) {
  const bytes = bytesByChance(round, size + (round % 3) * 16);
  // Of an answer that says that it failed, only the header would be read.
  if (type.startsWith('clp_rsp') && round % 4 < 2) bytes.set([bytes.length >> 8, bytes.length & 255, 0x00, 0x10]);
  const options = type.startsWith('clp') ? { type } : { type, endian };
  const result = describeBlock(decodeBlock(bytes, options));
  const again = encodeBlock(JSON.parse(JSON.stringify(result)));
  if (Buffer.compare(again, bytes) !== 0)
    throw new Error(`${type} ${endian} ${round}: encoding does not give the block`);
  return JSON.stringify(result);
}

/** The same bytes on every machine: a linear congruential generator, byte by byte. Every second block is sparse. */
function bytesByChance(seed, length) {
  let state = seed * 2 + 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  };
  return Uint8Array.from({ length }, () => (seed % 2 === 0 || next() > 200 ? next() : 0));
}
