// Writes straight.ts: readers without a loop for the structs that make up large corpora, responses of one size.
// `npm run gen` runs it; with --check it only says whether the file is fresh.
import { importSources, writeGenerated } from '../build/write-generated.mjs';

const whole = { 1: 'getUint8', 2: 'getUint16', 4: 'getUint32', 8: 'getBigUint64' };

/** False for the widths that only the loops read: runs of padding, mostly. */
function isStraight({ byteLength, bitLength, isInteger }) {
  return !isInteger || (whole[byteLength] !== undefined && (byteLength < 8 || bitLength === 64));
}

/** An expression for one value; undefined for byte strings and for leaves that are absent. */
function valueText(leaf) {
  if (leaf.absent || !leaf.isInteger) return 'undefined';
  const { byteLength, bitOffset, bitLength } = leaf;
  const get = whole[byteLength];
  const shift = byteLength * 8 - bitOffset - bitLength;
  const isWhole = bitLength === byteLength * 8;
  const order = byteLength === 1 ? '' : `, ${leaf.endian === 'little' && isWhole}`;
  const word = `v.${get}(${at(leaf.byteOffset)}${order})`;
  if (isWhole) return word;
  const shifted = shift === 0 ? word : `(${word} >>> ${shift})`;
  // A shift by nothing gives back the sign of a word.
  return byteLength === 4 ? `(${shifted} & ${mask(bitLength)}) >>> 0` : `${shifted} & ${mask(bitLength)}`;
}

const at = (offset) => (offset === 0 ? 'b' : `b + ${offset}`);
const mask = (bits) => `0x${(2 ** bits - 1).toString(16)}`;

/** An expression that is 0 when every bit of reserved runs and padding is. */
function strayBits({ size, leaves }) {
  const masks = new DataView(new ArrayBuffer(Math.ceil(size / 4) * 4));
  for (const { absent, kind, byteOffset, bitOffset, bitLength } of leaves) {
    if (absent || kind === 'value') continue;
    const start = byteOffset * 8 + bitOffset;
    for (let bit = start; bit < start + bitLength; bit++)
      masks.setUint8(bit >> 3, masks.getUint8(bit >> 3) | (0x80 >> (bit & 7)));
  }
  const words = [];
  for (let offset = 0; offset < size; offset += 4) {
    const word = masks.getUint32(offset);
    if (word === 0) continue;
    const get = `v.getInt32(${at(offset)})`;
    words.push(word === 0xffffffff ? get : `(${get} & 0x${word.toString(16)})`);
  }
  return words.length === 0 ? '0' : words.join(' | ');
}

const { builtInCatalog, fixedShape, hasRole, signatureOf } = await importSources(
  'catalog/catalog.ts',
  'decode/signature.ts',
);
const catalog = builtInCatalog();
const readers = catalog
  .layouts()
  .filter((layout) => hasRole(layout, 'clp-response') && layout.role.entries === undefined && layout.size % 4 === 0)
  .map((layout) => catalog.plan(layout, fixedShape(layout.size, 'big', null)))
  .filter((plan) => plan.leaves.every(isStraight))
  .map(
    (plan) => `  '${signatureOf(plan)}': {
    read: (v, b) => [${plan.leaves.map(valueText).join(', ')}],
    strayBits: (v, b) => ${strayBits(plan)},
  },`,
  );

const text = `// Written by generate.mjs; run \`npm run gen\` after a change of a layout.
import type { Straight } from './value.js';

/** By signature. */
export const straight: Readonly<Record<string, Straight>> = {
${readers.join('\n')}
};
`;

writeGenerated('decode/straight.ts', text);
