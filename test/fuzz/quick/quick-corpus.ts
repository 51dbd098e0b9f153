/** What holds for blocks one behind the other, by the library alone. */

import { decodeBlock } from '../../../src/decode/decode-block.js';
import { Splitter } from '../../../src/decode/split.js';
import { catalog } from '../../../src/index.js';
import type { CorpusBlock } from '../corpus.js';
import { hold } from '../finding.js';
import { holdDecoded, holdLine } from './hold-decoded.js';
import { resultOf } from './hold-said.js';

/** Of many pieces so many are decoded. */
const mostDecoded = 8;

/** The pieces are the bytes, none lost and none twice; each has its line of NDJSON. @throws Finding. */
export function judgeCorpusQuick(bytes: Uint8Array, split: string, { type, endian }: CorpusBlock): void {
  const splitter = new Splitter(split === 'response' ? split : Number(split), catalog);
  const middle = bytes.length >> 1;
  const pushed = [bytes.slice(0, middle), bytes.slice(middle)].flatMap((chunk) => splitter.push(chunk));
  const pieces = [...pushed, ...splitter.end()];
  let end = 0;
  for (const [index, { offset, bytes: piece }] of pieces.entries()) {
    hold(offset === end, 'split-offset', () => `${offset} behind ${end}`);
    end = offset + piece.length;
    const isSame = Buffer.compare(piece, bytes.subarray(offset, end)) === 0;
    hold(isSame, 'split-bytes', () => `the piece at ${offset} has other bytes`);
    if (index % Math.ceil(pieces.length / mostDecoded) !== 0) continue;
    const block = resultOf(() => decodeBlock(piece, { type, endian }));
    if (block !== undefined) holdLine(holdDecoded(piece, block), block);
  }
  hold(end === bytes.length || splitter.isOver, 'split-end', () => `${end} of ${bytes.length} bytes`);
}
