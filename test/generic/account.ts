/**
 * Bookkeeping of bits, by the JSON result alone: which bits of a block are covered, how often, and whether
 * the raw bytes of fields and gaps put the block together again.
 */
import type { BlockResult, FieldResult, StructResult } from '../../src/index.js';

interface Ledger {
  readonly covered: Uint8Array;
  readonly bytes: Uint8Array;
  readonly problems: string[];
}

/** What is wrong with the coverage of a block, one line each; empty when every bit is there exactly once. */
export function accountProblems(bytes: Uint8Array, result: BlockResult): string[] {
  const ledger: Ledger = { covered: new Uint8Array(bytes.length), bytes: new Uint8Array(bytes.length), problems: [] };
  let end = 0;
  for (const struct of result.structs) {
    if (struct.byteOffset < end) ledger.problems.push(`${struct.struct} at ${struct.byteOffset} begins before ${end}`);
    end = struct.byteOffset + struct.byteLength;
    if (struct.struct === 'gap') enter(ledger, struct.byteOffset, 0, struct.byteLength * 8, struct.raw ?? '', 'gap');
    else enterFields(ledger, struct);
  }
  const missing = ledger.covered.findIndex((mask) => mask !== 0xff);
  if (missing >= 0) ledger.problems.push(`byte ${missing}: bits ${ledger.covered[missing]?.toString(2)} only`);
  const other = ledger.bytes.findIndex((byte, at) => byte !== bytes[at]);
  if (other >= 0) ledger.problems.push(`byte ${other}: raw says ${ledger.bytes[other]}, it is ${bytes[other]}`);
  return ledger.problems;
}

function enterFields(ledger: Ledger, struct: StructResult): void {
  let bits = 0;
  for (const field of struct.fields) {
    const name = `${struct.struct}.${field.path}`;
    if (field.status !== 'ok') {
      if (field.raw !== null || field.value !== null) ledger.problems.push(`${name} is ${field.status} with a value`);
      continue;
    }
    bits += field.bitLength;
    if (field.byteOffset * 8 + field.bitOffset + field.bitLength > struct.byteLength * 8)
      ledger.problems.push(`${name} ends behind the ${struct.byteLength} bytes of its struct`);
    enter(ledger, struct.byteOffset + field.byteOffset, field.bitOffset, field.bitLength, field.raw ?? '', name);
  }
  if (bits !== struct.byteLength * 8)
    ledger.problems.push(`${struct.struct}: fields of ${bits} bits in ${struct.byteLength} bytes`);
}

function enter(ledger: Ledger, at: number, bitOffset: number, bitLength: number, raw: string, name: string): void {
  const { covered, bytes, problems } = ledger;
  const touched = Math.ceil((bitOffset + bitLength) / 8);
  if (raw.length !== touched * 2 || !/^[0-9a-f]*$/.test(raw)) problems.push(`${name}: raw is "${raw}"`);
  const own = Buffer.from(raw, 'hex');
  for (let i = 0; i < touched; i++) {
    const first = i === 0 ? bitOffset : 0;
    const last = Math.min(8, bitOffset + bitLength - i * 8);
    const mask = (0xff >> first) & (0xff << (8 - last)) & 0xff;
    const byte = own[i] ?? 0;
    const known = covered[at + i];
    if (known === undefined) problems.push(`${name} reaches byte ${at + i}, behind the end`);
    if (((known ?? 0) & mask) !== 0) problems.push(`${name} covers byte ${at + i} a second time`);
    if ((byte & ~mask) !== 0) problems.push(`${name}: raw holds bits of neighbours in byte ${at + i}`);
    covered[at + i] = (known ?? 0) | mask;
    bytes[at + i] = (bytes[at + i] ?? 0) | byte;
  }
}

/** Bits from the start of the struct: first, and first behind. */
export function bitsOf(field: FieldResult): { readonly from: number; readonly to: number } {
  const from = field.byteOffset * 8 + field.bitOffset;
  return { from, to: from + field.bitLength };
}
