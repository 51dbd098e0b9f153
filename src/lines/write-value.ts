/**
 * How `raw`, `value` and `label` of a leaf are written. The words come from `describeField` alone; here they are
 * remembered by value, and plain numbers are written straight from the bytes.
 */
import type { Leaf } from '../catalog/plan.js';
import { isValid } from '../decode/check-values.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import type { DecodedStruct, Value } from '../decode/read-struct.js';
import type { FieldResult } from '../model/result.js';
import { middleText } from './field-text.js';
import type { LineBuffer } from './line-buffer.js';

/** A leaf as the writers need it. */
export interface Cell {
  readonly leaf: Leaf;
  /** Index in the plan. */
  readonly index: number;
  readonly describe: (block: DecodedBlock, struct: DecodedStruct) => FieldResult;
}

export type WriteValue = (out: LineBuffer, block: DecodedBlock, struct: DecodedStruct) => void;

/** Different values of a leaf that are remembered. */
const mostRemembered = 512;

/** The writer of a leaf. */
export function valueWriter(cell: Cell): WriteValue {
  const { field, isInteger, bitOffset, bitLength, byteLength } = cell.leaf;
  if (field === null || field.type === 'bytes' || !isInteger) return textWriter(cell);
  // Their words come from another member, too.
  if (field.format?.kind === 'rangeEnd' || field.format?.kind === 'codesBy') return always(cell);
  const isPlain = field.format === undefined || field.format.kind === 'hex';
  const isWhole = bitOffset === 0 && bitLength === byteLength * 8;
  if (isPlain && isWhole && field.otherOrder === undefined && field.knownUse === undefined) return numberWriter(cell);
  return rememberedWriter(cell);
}

function middleOf({ describe }: Cell, block: DecodedBlock, struct: DecodedStruct): string {
  return middleText(describe(block, struct));
}

function always(cell: Cell): WriteValue {
  return (out, block, struct) => out.addText(middleOf(cell, block, struct));
}

/** For a leaf whose words depend on nothing but its value. */
function rememberedWriter(cell: Cell): WriteValue {
  const known = new Map<Value, Uint8Array>();
  return (out, block, struct) => {
    const value = struct.value(cell.index);
    let text = known.get(value);
    if (text === undefined) {
      text = Buffer.from(middleOf(cell, block, struct));
      if (known.size < mostRemembered) known.set(value, text);
    }
    out.add(text);
  };
}

/** For a whole number without words: its digits are those of its bytes. */
function numberWriter({ leaf, index }: Cell): WriteValue {
  const { byteOffset, byteLength } = leaf;
  return (out, block, struct) => {
    const start = struct.byteOffset + byteOffset;
    out.addAscii('"raw":"');
    out.addHex(block.bytes, start, byteLength);
    out.addAscii('","value":');
    if (byteLength === 8) writeHexNumber(out, block, struct, leaf);
    else out.addNumber(Number(struct.value(index)));
    out.addAscii(',"label":null');
  };
}

/** The value of a number of 64 bits that was read, from its bytes. */
export function writeHexNumber(out: LineBuffer, block: DecodedBlock, struct: DecodedStruct, leaf: Leaf): void {
  const { byteOffset, byteLength, endian } = leaf;
  const start = struct.byteOffset + byteOffset;
  out.addAscii('"0x');
  if (endian === 'big') out.addHex(block.bytes, start, byteLength);
  else out.addHexReversed(block.bytes, start, byteLength);
  out.addAscii('"');
}

/** For byte strings: many blocks of one corpus have the same, often zeros. */
function textWriter(cell: Cell): WriteValue {
  const { byteOffset, byteLength, field } = cell.leaf;
  const known = new Map<string, Uint8Array>();
  return (out, block, struct) => {
    const start = struct.byteOffset + byteOffset;
    const mark = field?.type !== 'bytes' || isValid(struct, cell.leaf, field) ? '' : '-';
    const key = mark + Buffer.from(block.bytes.buffer, block.bytes.byteOffset + start, byteLength).toString('latin1');
    let text = known.get(key);
    if (text === undefined) {
      text = Buffer.from(middleOf(cell, block, struct));
      if (known.size < mostRemembered && byteLength <= 256) known.set(key, text);
    }
    out.add(text);
  };
}
