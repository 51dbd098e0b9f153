/**
 * The bytes of one field: `raw`, unless `value` says something else.
 */
import { type CodePage, codePages, decodeEbcdic, encodeEbcdic } from '../bytes/ebcdic.js';
import { type BitPlace, maskOf, packInteger, touchedBytes } from '../bytes/pack.js';
import { at, bad, type JsonObject, member, shown } from './json.js';

/** What the layout says of a field, and where the JSON puts it. */
export interface FieldPlace extends BitPlace {
  /** How `value` is written. */
  readonly content: 'integer' | 'hex' | 'text';
}

/**
 * Bytes touched by the field, in memory order, bits of neighbours 0.
 *
 * `value` wins where it is not what `raw` decodes to. Either may be left out, not both. Text shorter than its
 * field is filled up with blanks. Without `codepage` texts are read and written in code page 037.
 * @throws ToolError when neither can be written.
 */
export function fieldBytes(
  field: JsonObject,
  place: FieldPlace,
  path: string,
  codepage: CodePage | undefined,
): Uint8Array {
  const raw = rawBytes(member(field, 'raw'), place, at(path, 'raw'));
  const value = member(field, 'value');
  if (value === undefined) {
    if (raw !== undefined) return raw;
    throw bad(path, 'neither raw nor value', 'give one of them');
  }
  const valuePath = at(path, 'value');
  if (place.content === 'integer') return integerBytes(value, place, valuePath);
  if (typeof value !== 'string') throw bad(valuePath, `${shown(value)} is no text`, 'write it in quotes');
  if (place.content === 'hex') return hexBytes(value, place, valuePath);
  if (raw !== undefined && decodeEbcdic(raw, codepage ?? '037') === value) return raw;
  if (raw !== undefined && codepage === undefined) requireOwnPage(value, raw, valuePath);
  return textBytes(value, touchedBytes(place), codepage ?? '037', valuePath);
}

function rawBytes(raw: unknown, place: BitPlace, path: string): Uint8Array | undefined {
  if (raw === undefined) return undefined;
  if (typeof raw !== 'string') throw bad(path, `${shown(raw)} is no text`, 'write hex digits, or leave raw out');
  return hexBytes(raw, place, path);
}

function hexBytes(hex: string, place: BitPlace, path: string): Uint8Array {
  const length = touchedBytes(place);
  if (!/^([0-9a-f]{2})*$/i.test(hex)) throw bad(path, `${shown(hex)} is not hex`, 'write two hex digits for each byte');
  if (hex.length !== length * 2) {
    throw bad(path, `${hex.length / 2} bytes, the field touches ${length}`, `write ${length * 2} hex digits`);
  }
  const bytes = Uint8Array.from({ length }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16));
  const foreign = bytes.findIndex((byte, i) => (byte & ~maskOf(place, i)) !== 0);
  if (foreign >= 0) {
    throw bad(
      path,
      `byte ${foreign} has bits outside the field`,
      `only the bits ${bitsText(place, foreign)} are its own`,
    );
  }
  return bytes;
}

function bitsText(place: BitPlace, index: number): string {
  return `0x${maskOf(place, index).toString(16).padStart(2, '0')}`;
}

function integerBytes(value: unknown, place: BitPlace, path: string): Uint8Array {
  const number = integerOf(value, path);
  const limit = 1n << BigInt(place.bitLength);
  if (number >= limit) {
    const what = `${shown(value)} needs more than the ${place.bitLength} bits of the field`;
    throw bad(path, what, `the largest value is ${limit - 1n} (0x${(limit - 1n).toString(16)})`);
  }
  return packInteger(number, place);
}

/** Numbers, and texts such as `0x00ff` and `255`: JSON numbers are exact up to 2^53 only. */
function integerOf(value: unknown, path: string): bigint {
  if (typeof value === 'string' && /^(0x[0-9a-f]{1,16}|[0-9]{1,20})$/i.test(value)) return BigInt(value);
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return BigInt(value);
  if (typeof value === 'number' && value > Number.MAX_SAFE_INTEGER) {
    throw bad(path, `${shown(value)} is beyond what a JSON number holds exactly`, 'write it as "0x..."');
  }
  throw bad(path, `${shown(value)} is no unsigned integer`, 'write a number, or "0x..." in quotes');
}

/** The text as it stands reads so in another code page: whether it was edited cannot be told. */
function requireOwnPage(value: string, raw: Uint8Array, path: string): void {
  const other = codePages.find((page) => decodeEbcdic(raw, page) === value);
  if (other === undefined) return;
  const what = `this is how raw reads in code page ${other}, and not what it says in 037`;
  throw bad(path, what, `give --codepage ${other} if the block was decoded so, or --codepage 037 to write this text`);
}

function textBytes(text: string, length: number, codepage: CodePage, path: string): Uint8Array {
  const count = [...text].length;
  if (count > length) throw bad(path, `${count} characters, the field has ${length} bytes`, 'shorten the text');
  try {
    return encodeEbcdic(text + ' '.repeat(length - count), codepage);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw bad(path, error.message, 'use another character, or give the bytes in raw and leave value out');
  }
}

/** The bytes of a gap. @throws ToolError when they are not hex or not as many as said. */
export function gapBytes(raw: unknown, byteLength: number, path: string): Uint8Array {
  const bytes = rawBytes(raw, { bitOffset: 0, bitLength: byteLength * 8, endian: 'big' }, at(path, 'raw'));
  if (bytes === undefined) throw bad(at(path, 'raw'), 'a gap has no bytes', 'put its hex digits back');
  return bytes;
}
