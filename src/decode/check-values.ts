/**
 * What can be said of the values of one struct without looking at any other.
 */
import { type CodePage, decodeEbcdic, isCodePageDependent } from '../bytes/ebcdic.js';
import { hexNumber, toHex } from '../bytes/hex.js';
import type { Catalog } from '../catalog/catalog.js';
import type { Leaf, Plan } from '../catalog/plan.js';
import { type Issue, type IssueCode, issue } from '../model/issues.js';
import type { BytesField, IntegerField } from '../model/layout.js';
import { codeLabel, otherReading, unknownFlags } from './label.js';
import { bytesOf, type DecodedStruct, isRead, valueAt } from './read-struct.js';

/** What a check gets to know, and where it says what it found. */
interface Reading {
  readonly catalog: Catalog;
  readonly codepage: CodePage;
  readonly struct: DecodedStruct;
  readonly issues: Issue[];
}

type Check = (reading: Reading, leaf: Leaf, index: number) => void;

const planned = new WeakMap<Plan, readonly (readonly [number, Leaf, Check])[]>();

/** Everything odd about the values of a struct. */
export function checkValues(catalog: Catalog, struct: DecodedStruct, codepage: CodePage): readonly Issue[] {
  const issues: Issue[] = [];
  const reading = { catalog, codepage, struct, issues };
  for (const [index, leaf, check] of checksOf(struct.plan)) {
    if (isRead(struct, leaf) && struct.visible(leaf)) check(reading, leaf, index);
  }
  return issues;
}

function report({ struct, issues }: Reading, code: IssueCode, leaf: Leaf, message: string): void {
  issues.push(issue(code, `${struct.tag}.${leaf.path}`, struct.byteOffset + leaf.byteOffset, message));
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

const checkZero: Check = (reading, leaf, index) => {
  const { struct } = reading;
  if (struct.isZero(leaf)) return;
  const value = struct.value(index);
  const text = value === undefined ? someHex(bytesOf(struct, leaf)) : hexNumber(value, Math.ceil(leaf.bitLength / 4));
  const use = leaf.field?.type === 'bytes' ? undefined : leaf.field?.knownUse;
  const code = leaf.kind === 'padding' ? 'PADDING_NOT_ZERO' : 'RESERVED_NOT_ZERO';
  report(reading, code, leaf, use !== undefined && value === use.value ? `${text}: ${use.text}` : text);
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
  return (reading, leaf, index) => {
    const value = reading.struct.value(index);
    const codes = reading.catalog.codeTable(table);
    if (value === undefined || codes?.otherwise !== undefined) return;
    if (reading.catalog.code(table, Number(value)) !== undefined) return;
    report(reading, 'UNKNOWN_VALUE', leaf, codeLabel(codes, value));
  };
}

function checkFlags(field: IntegerField): Check {
  const bits = field.format?.kind === 'flags' ? field.format.bits : [];
  return (reading, leaf, index) => {
    const unknown = unknownFlags(bits, BigInt(reading.struct.value(index) ?? 0));
    if (unknown !== 0n) report(reading, 'UNKNOWN_FLAG', leaf, hexNumber(unknown));
  };
}

function checkRange(startName: string): Check {
  return (reading, leaf, index) => {
    const start = valueAt(reading.struct, `${leaf.prefix}${startName}`);
    const end = reading.struct.value(index);
    if (start === undefined || end === undefined || end >= start) return;
    report(reading, 'RANGE_INVERTED', leaf, `${hexNumber(end)} is before ${startName} ${hexNumber(start)}`);
  };
}

function checkOrder(field: IntegerField): Check {
  return (reading, leaf, index) => {
    const value = reading.struct.value(index);
    const other = value === undefined ? undefined : otherReading(field, value);
    if (value === undefined || other === undefined) return;
    const message = `${hexNumber(value, 8)} as declared, ${hexNumber(other, 8)} the other way round: ${field.otherOrder?.why ?? ''}`;
    report(reading, 'BYTE_ORDER', leaf, message);
  };
}

function checkText(field: BytesField): Check {
  return (reading, leaf) => {
    const { struct, codepage } = reading;
    const text = struct.bytesAt(leaf);
    let count = 0;
    let position = 0;
    for (let i = text.length - 1; i >= 0; i--) {
      if (!isCodePageDependent(text[i] ?? 0)) continue;
      position = i;
      count++;
    }
    if (count === 0 || !isValid(struct, leaf, field)) return;
    const byte = text[position] ?? 0;
    const read = decodeEbcdic(Uint8Array.of(byte), codepage);
    const more = count === 1 ? '' : `, and ${count - 1} more`;
    const message = `byte ${position} is ${hexNumber(byte, 2)}, read as ${read} in code page ${codepage}${more}`;
    report(reading, 'CODE_PAGE_DEPENDENT', leaf, message);
  };
}

/** False when the struct itself says that the bytes of this leaf mean nothing. */
export function isValid(struct: DecodedStruct, leaf: Leaf, field: BytesField): boolean {
  if (field.validIf === undefined) return true;
  return valueAt(struct, `${leaf.prefix}${field.validIf.field}`) !== 0;
}
