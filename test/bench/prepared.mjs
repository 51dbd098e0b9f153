/**
 * The least that whole lines cost: their objects are made before, and JSON.stringify makes the text. As many are made as
 * `writeRepeated` has different blocks. Says on standard error how many milliseconds writing took.
 */
import { readFileSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { decodeBlock, describeBlock } from '../../dist/index.js';
import { blockSize, blockType, differentBlocks } from './corpus.mjs';

const [path] = process.argv.slice(2);
const bytes = readFileSync(path);
const source = basename(path);
const prepared = [];
for (let at = 0; at < bytes.length && prepared.length < differentBlocks; at += blockSize) {
  const block = decodeBlock(bytes.subarray(at, at + blockSize), { type: blockType });
  prepared.push(withoutExposure(describeBlock(block, { source, sourceOffset: at })));
}
const start = performance.now();
let text = '';
for (let at = 0; at < bytes.length; at += blockSize) {
  const object = prepared[(at / blockSize) % prepared.length];
  object.sourceOffset = at;
  text += `${JSON.stringify(object)}\n`;
  if (text.length < 1 << 18) continue;
  writeAll(text);
  text = '';
}
writeAll(text);
console.error(performance.now() - start);

function writeAll(text) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += writeSync(1, bytes, at));
}

/** The object of a line as `--exposure none` has it. */
function withoutExposure({ structs, ...block }) {
  const bare = structs.map(({ fields, ...struct }) => ({
    ...struct,
    fields: fields.map(({ exposure: _, ...field }) => field),
  }));
  const { issues, ...head } = block;
  return { schema: 'zpci-inspect/decode@1', ...head, structs: bare, issues };
}
