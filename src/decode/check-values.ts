/**
 * What can be said of the values of one struct without looking at any other.
 */
import { decodeEbcdic, isCodePageDependent } from '../bytes/ebcdic.js';
import { hexNumber, toHex } from '../bytes/hex.js';
import { isZero } from '../bytes/integers.js';
import type { Leaf, Plan } from '../catalog/plan.js';
import type { BytesField, IntegerField } from '../model/layout.js';
import type { Context } from './context.js';
import { codeLabel, otherReading, unknownFlags } from './label.js';
import { bytesOf, type DecodedStruct, isRead, valueAt } from './read-struct.js';

type Check = (context: Context, struct: DecodedStruct, leaf: Leaf, index: number) => void;

const planned = new WeakMap<Plan, readonly (readonly [number, Leaf, Check])[]>();

/** Reports everything odd about the values of a struct. */
export function checkValues(context: Context, struct: DecodedStruct): void {
  for (const [index, leaf, check] of checksOf(struct.plan)) {
    if (isRead(struct, leaf) && struct.visible(leaf)) check(context, struct, leaf, index);
  }
}

function checksOf(plan: Plan): readonly (readonly [number, Leaf, Check])[] {
  const known = planned.get(plan);
  if (known !== undefined) return known;
  const made = plan.leaves.flatMap((leaf, index) => {
    const check = checkOf(plan, leaf);
    return check === undefined ? [] : [[index, leaf, check] as const];
  });
  planned.set(plan, made);
  return made;
}

function checkOf(plan: Plan, leaf: Leaf): Check | undefined {
  if (leaf.absent) return undefined;
  if (leaf.kind !== 'value') return checkZero;
  const field = leaf.field;
  if (field === null) return undefined;
  if (field.type === 'bytes') return field.text === undefined ? undefined : checkText(field);
  if (field.otherOrder !== undefined) return checkOrder(field);
  const role = plan.layout.role;
  const isOwnCode = 'code' in role && role.code === leaf.path;
  switch (field.format?.kind) {
    case 'codes':
      return isOwnCode ? undefined : checkCode(field.format.codes);
    case 'flags':
      return field.format.rest === undefined ? checkFlags(field) : undefined;
    case 'rangeEnd':
      return checkRange(field.format.start);
    default:
      return undefined;
  }
}

const checkZero: Check = (context, struct, leaf, index) => {
  const value = struct.values[index];
  const bytes = value === undefined ? bytesOf(context.bytes, struct, leaf) : undefined;
  if (bytes === undefined ? !value : isZero(bytes, 0, bytes.length)) return;
  const text =
    value === undefined ? someHex(bytes ?? new Uint8Array()) : hexNumber(value, Math.ceil(leaf.bitLength / 4));
  const use = leaf.field?.type === 'bytes' ? undefined : leaf.field?.knownUse;
  const code = leaf.kind === 'padding' ? 'PADDING_NOT_ZERO' : 'RESERVED_NOT_ZERO';
  context.reportLeaf(code, struct, leaf, use !== undefined && value === use.value ? `${text}: ${use.text}` : text);
};

/** Bytes that a message quotes at most. */
const mostQuoted = 64;

/** Hex of bytes; of many the first that are not zero, and how many there are. */
function someHex(bytes: Uint8Array): string {
  if (bytes.length <= mostQuoted) return toHex(bytes);
  const first = bytes.findIndex((byte) => byte !== 0);
  const shown = toHex(bytes, first, Math.min(mostQuoted, bytes.length - first));
  return `${shown} from byte ${first} of ${bytes.length} on`;
}

function checkCode(table: string): Check {
  return (context, struct, leaf, index) => {
    const value = struct.values[index];
    if (value === undefined || context.catalog.code(table, Number(value)) !== undefined) return;
    context.reportLeaf('UNKNOWN_VALUE', struct, leaf, codeLabel(context.catalog.codeTable(table), value));
  };
}

function checkFlags(field: IntegerField): Check {
  const bits = field.format?.kind === 'flags' ? field.format.bits : [];
  return (context, struct, leaf, index) => {
    const unknown = unknownFlags(bits, BigInt(struct.values[index] ?? 0));
    if (unknown !== 0n) context.reportLeaf('UNKNOWN_FLAG', struct, leaf, hexNumber(unknown));
  };
}

function checkRange(startName: string): Check {
  return (context, struct, leaf, index) => {
    const start = valueAt(struct, `${leaf.prefix}${startName}`);
    const end = struct.values[index];
    if (start === undefined || end === undefined || BigInt(end) >= BigInt(start)) return;
    context.reportLeaf('RANGE_INVERTED', struct, leaf, `${hexNumber(end)} is before ${startName} ${hexNumber(start)}`);
  };
}

function checkOrder(field: IntegerField): Check {
  return (context, struct, leaf, index) => {
    const value = struct.values[index];
    const other = value === undefined ? undefined : otherReading(field, value);
    if (value === undefined || other === undefined) return;
    const message = `${hexNumber(value, 8)} as declared, ${hexNumber(other, 8)} the other way round: ${field.otherOrder?.why ?? ''}`;
    context.reportLeaf('BYTE_ORDER', struct, leaf, message);
  };
}

function checkText(field: BytesField): Check {
  return (context, struct, leaf) => {
    if (!isValid(struct, leaf, field)) return;
    const start = struct.byteOffset + leaf.byteOffset;
    const text = context.bytes.subarray(start, start + leaf.byteLength);
    const position = text.findIndex(isCodePageDependent);
    const byte = text[position];
    if (byte === undefined) return;
    let count = 0;
    for (let i = position; i < text.length; i++) if (isCodePageDependent(text[i] ?? 0)) count++;
    const read = decodeEbcdic(Uint8Array.of(byte), context.codepage);
    const more = count === 1 ? '' : `, and ${count - 1} more`;
    const message = `byte ${position} is ${hexNumber(byte, 2)}, read as ${read} in code page ${context.codepage}${more}`;
    context.reportLeaf('CODE_PAGE_DEPENDENT', struct, leaf, message);
  };
}

/** False when the struct itself says that the bytes of this leaf mean nothing. */
export function isValid(struct: DecodedStruct, leaf: Leaf, field: BytesField): boolean {
  if (field.validIf === undefined) return true;
  return valueAt(struct, `${leaf.prefix}${field.validIf.field}`) !== 0;
}
