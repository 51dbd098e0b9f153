/**
 * Structs, fields and gaps of one block: expected against decoded.
 */
import type { Difference } from '../model/check.js';
import type { FieldExpectation, StructExpectation } from './decode-expectation.js';
import { difference, differing, numbered } from './difference.js';

/** Structs are paired by tag and running number, fields by path. */
export function compareStructs(
  file: string,
  expected: readonly StructExpectation[],
  got: readonly StructExpectation[],
): Difference[] {
  const old = numbered(expected.filter(isStruct), tagOf);
  const now = numbered(got.filter(isStruct), tagOf);
  const names = [...new Set([...old.keys(), ...now.keys()])];
  return [
    ...names.flatMap((name) => comparePair(file, name, old.get(name), now.get(name))),
    ...compareGaps(file, expected, got),
  ];
}

function isStruct(one: StructExpectation): boolean {
  return one.raw === undefined;
}

function tagOf(one: StructExpectation): string {
  return one.interface === undefined ? one.struct : `${one.struct}@${one.interface}`;
}

function comparePair(
  file: string,
  path: string,
  expected: StructExpectation | undefined,
  got: StructExpectation | undefined,
): Difference[] {
  if (expected === undefined || got === undefined) {
    const one = expected ?? got;
    const text = (struct: StructExpectation | undefined): string | null =>
      struct === undefined ? null : `${struct.bytes} bytes at ${struct.at}`;
    const place = { byteOffset: one?.at ?? null, byteLength: one?.bytes ?? null };
    return [difference({ kind: 'struct', file, path, expected: text(expected), got: text(got), ...place })];
  }
  const heads = differing([
    { what: 'at byte ', expected: `${expected.at}`, got: `${got.at}` },
    { what: 'bytes ', expected: `${expected.bytes}`, got: `${got.bytes}` },
    { what: 'version ', expected: `${expected.version ?? 'none'}`, got: `${got.version ?? 'none'}` },
  ]);
  const place = { byteOffset: got.at, byteLength: got.bytes };
  return [
    ...(heads === undefined ? [] : [difference({ kind: 'struct', file, path, ...heads, ...place })]),
    ...compareFields(file, path, expected, got),
  ];
}

function compareFields(
  file: string,
  struct: string,
  expected: StructExpectation,
  got: StructExpectation,
): Difference[] {
  const old = fieldsOf(expected);
  const now = fieldsOf(got);
  const paths = [...new Set([...old.keys(), ...now.keys()])];
  return paths.flatMap((path) => {
    const before = old.get(path);
    const after = now.get(path);
    const texts = fieldTexts(before, after);
    if (texts === undefined) return [];
    const owner = after === undefined ? expected : got;
    return [
      difference({ kind: 'field', file, path: `${struct}.${path}`, ...texts, ...bytesOf(owner, after ?? before) }),
    ];
  });
}

/** Fields by path; those that a version does not have stand without place and value. */
function fieldsOf({ fields = [], absent = [] }: StructExpectation): ReadonlyMap<string, FieldExpectation> {
  const gone = absent.map((path): FieldExpectation => [path, '', null, 'absent']);
  return new Map([...fields, ...gone].map((one) => [one[0], one]));
}

type Texts = Pick<Difference, 'expected' | 'got'>;

/** The values; their places too when the field moved; the labels alone when only they changed. */
function fieldTexts(before: FieldExpectation | undefined, after: FieldExpectation | undefined): Texts | undefined {
  if (JSON.stringify(before) === JSON.stringify(after)) return undefined;
  if (before === undefined || after === undefined || before[1] !== after[1]) {
    return { expected: before === undefined ? null : whole(before), got: after === undefined ? null : whole(after) };
  }
  const text = ([, , value, label]: FieldExpectation): string =>
    before[2] === after[2] ? labelText(label) : valueText(value, label);
  return { expected: text(before), got: text(after) };
}

function whole([, place, value, label]: FieldExpectation): string {
  return place === '' ? 'absent' : `${valueText(value, label)} at ${placeText(place)}`;
}

function valueText(value: FieldExpectation[2], label: string | undefined): string {
  if (value === null) return label ?? 'nothing';
  const shown = typeof value === 'number' || value.startsWith('0x') ? `${value}` : `"${value}"`;
  return label === undefined ? shown : `${shown} (${label})`;
}

function labelText(label: string | undefined): string {
  return label === undefined ? 'no meaning' : `"${label}"`;
}

/** `19:8` as `byte 19, 8 bits`; `4.4:28` as `byte 4 bit 4, 28 bits`. */
function placeText(place: string): string {
  const [, byte, bit, bits, kind = ''] = /^(\d+)(?:\.(\d+))?:(\d+)(.*)$/.exec(place) ?? [];
  if (byte === undefined) return 'no place';
  return `byte ${byte}${bit === undefined ? '' : ` bit ${bit}`}, ${bits} bit${bits === '1' ? '' : 's'}${kind}`;
}

/** The bytes of the block that the field touches. */
function bytesOf(
  owner: StructExpectation,
  field: FieldExpectation | undefined,
): Pick<Difference, 'byteOffset' | 'byteLength'> {
  const [, byte, bit = '0', bits] = /^(\d+)(?:\.(\d+))?:(\d+)/.exec(field?.[1] ?? '') ?? [];
  if (byte === undefined || bits === undefined) return { byteOffset: owner.at, byteLength: owner.bytes };
  return { byteOffset: owner.at + Number(byte), byteLength: Math.ceil((Number(bit) + Number(bits)) / 8) };
}

/** Gaps have no names: they are paired by their order when there are as many, else by place. */
function compareGaps(
  file: string,
  expected: readonly StructExpectation[],
  got: readonly StructExpectation[],
): Difference[] {
  const old = expected.filter((one) => !isStruct(one));
  const now = got.filter((one) => !isStruct(one));
  const key = (one: StructExpectation, i: number): string => (old.length === now.length ? `${i}` : `${one.at}`);
  const before = new Map(old.map((one, i) => [key(one, i), one]));
  const after = new Map(now.map((one, i) => [key(one, i), one]));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const left = before.get(name);
    const right = after.get(name);
    if (JSON.stringify(left) === JSON.stringify(right)) return [];
    const texts = gapTexts(left, right);
    const { at = null, bytes = null } = right ?? left ?? {};
    return [difference({ kind: 'gap', file, path: 'gap', ...texts, byteOffset: at, byteLength: bytes })];
  });
}

function gapTexts(left: StructExpectation | undefined, right: StructExpectation | undefined): Texts {
  const place = (one: StructExpectation): string => `${one.bytes} bytes at ${one.at}`;
  if (left === undefined || right === undefined) {
    return { expected: left ? place(left) : null, got: right ? place(right) : null };
  }
  if (left.struct !== right.struct) return { expected: left.struct, got: right.struct };
  if (left.at !== right.at || left.bytes !== right.bytes) return { expected: place(left), got: place(right) };
  const a = expanded(left);
  const b = expanded(right);
  const first = [...Array(left.bytes).keys()].find((i) => a.slice(i * 2, i * 2 + 2) !== b.slice(i * 2, i * 2 + 2)) ?? 0;
  const piece = (hex: string): string => `${hex.slice(first * 2, first * 2 + 16)} at byte ${left.at + first}`;
  return { expected: piece(a), got: piece(b) };
}

/** The hex of a gap in full. */
function expanded({ raw = '', bytes }: StructExpectation): string {
  const [, byte, count] = /^([0-9a-f]{2})\*(\d+)$/.exec(raw) ?? [];
  return byte === undefined ? raw : byte.repeat(Math.min(Number(count), bytes));
}
