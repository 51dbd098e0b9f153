/**
 * What a user table may say of one member of a struct: the shapes of `model/layout.ts`.
 */
import * as v from 'valibot';
import { bearable } from '../model/layout.js';
import { record } from './record.js';
import {
  anyText,
  choice,
  integer,
  list,
  mask,
  mask32,
  named,
  object,
  source,
  text,
  variant,
  wanted,
  word,
  yes,
} from './shapes.js';

/** Largest struct, in bytes. */
export const structLimit = 0x10_0000;

const maybe = v.exactOptional;

/** A C name; some parts of a union are named by a path. */
export const cName = named(/^(?!__proto__$)[A-Za-z_][\w.]*$/, 'C name');

/** A C name, or a path of them: `hdr.len`. */
export const memberName = named(/^[A-Za-z_][\w.[\]]*$/, 'member');

/** Keys of a table of values: decimal, however they are written. */
const valueKey = v.pipe(
  v.string(),
  v.regex(/^(0[xX][0-9a-fA-F]{1,16}|\d{1,20})$/, 'a key here is a number'),
  v.transform((key) => String(BigInt(key))),
);
const valueNames = record(valueKey, text);

const flagBit = object({ mask, name: text, text: maybe(text) });
const numberPart = object({ mask: mask32, name: text, names: maybe(valueNames) });

/** How a number is said in words. */
export const format = variant('kind', [
  object({ kind: v.literal('unit'), unit: anyText, zero: maybe(text) }),
  object({ kind: v.literal('scale'), factor: integer(1), unit: anyText, zero: maybe(text) }),
  object({ kind: v.literal('log2'), unit: anyText, zero: text }),
  object({ kind: v.literal('codes'), codes: text }),
  object({ kind: v.literal('codesBy'), field: memberName, tables: valueNames }),
  object({ kind: v.literal('flags'), bits: list(flagBit), rest: maybe(text), codes: maybe(text) }),
  object({ kind: v.literal('parts'), parts: list(numberPart, 1) }),
  object({ kind: v.literal('rangeEnd'), start: memberName }),
  object({ kind: v.literal('hex') }),
  object({ kind: v.literal('pageSizes') }),
  object({ kind: v.literal('yesNo'), yes: text, no: text }),
  object({ kind: v.literal('special'), unit: anyText, values: valueNames }),
]);

const siblings = ['field', 'length', 'rest'];

/** How many elements, or how long. */
export const count = choice(
  [
    integer(0, structLimit),
    object({ field: memberName, usual: maybe(integer()) }),
    object({ length: memberName, stride: memberName }),
    object({ rest: yes }),
  ],
  'a number, {"field"}, {"length", "stride"} or {"rest": true}',
  (given) => ('stride' in given ? 2 : siblings.findIndex((key) => Object.hasOwn(given, key)) + 1) || -1,
);

export const need = word('virtualize', 'match-firmware', 'match-host-driver', 'match-host-iommu', 'none');
export const scope = word('function', 'group', 'iommu', 'machine', 'call');

const bears = object({ change: word(...bearable), byNature: maybe(mask32), why: text, source });

const anyField = {
  name: cName,
  byteOffset: integer(0, structLimit),
  doc: text,
  since: maybe(text),
  source: maybe(source),
  minVersion: maybe(integer(0, 0xffff)),
  need: maybe(need),
  scope: maybe(scope),
  bears: maybe(bears),
};

const unionMember = {
  unionWith: maybe(list(cName)),
  onlyIf: maybe(
    choice(
      [
        object({ field: memberName, mask: mask32, set: v.boolean(wanted('true or false')) }),
        object({ field: memberName, equals: integer(0, 0xffff_ffff) }),
      ],
      '{"field", "mask", "set"} or {"field", "equals"}',
      (given) => ('equals' in given ? 1 : 0),
    ),
  ),
};

const integerField = object({
  ...anyField,
  type: word('u8', 'u16', 'u32', 'u64'),
  bitOffset: maybe(integer(0, 7)),
  bitLength: maybe(integer(1, 64)),
  byteOrder: maybe(word('big', 'little')),
  otherOrder: maybe(object({ plausible: list(integer(0, 0xffff_ffff)), why: text })),
  count: maybe(integer(1, 0xffff)),
  reserved: maybe(yes),
  knownUse: maybe(object({ value: integer(), text })),
  format: maybe(format),
  lengthOf: maybe(cName),
  ...unionMember,
});

const bytesField = object({
  ...anyField,
  type: v.literal('bytes'),
  length: count,
  text: maybe(word('ebcdic')),
  validIf: maybe(object({ field: memberName })),
  reserved: maybe(yes),
  unit: maybe(v.union([v.literal(1), v.literal(4)], 'a unit of 1 or 4 is expected')),
});

const structField = object({
  ...anyField,
  type: v.literal('struct'),
  struct: cName,
  count: maybe(count),
  ...unionMember,
});

/** A member of a struct. */
export const field = variant('type', [integerField, bytesField, structField]);

const why = text;

const memberTests = [
  object({ field: memberName, onlyBits: integer(), why }),
  object({ field: memberName, anyBits: integer(), why }),
  object({ field: memberName, noBits: integer(), why }),
  object({ field: memberName, equals: integer(), why }),
  object({ field: memberName, of: memberName, by: integer(0, 63), why }),
  object({ field: memberName, base: integer(), times: integer(), count: memberName, why }),
  object({ field: memberName, zeroUnless: memberName, mask: mask32, why }),
  object({ field: memberName, not: integer(), why }),
  object({
    field: memberName,
    leadsTo: memberName,
    min: maybe(integer()),
    max: maybe(integer()),
    required: maybe(yes),
    why,
  }),
  object({ field: memberName, min: maybe(integer()), max: maybe(integer()), why }),
] as const;

/** The sort of a test by the key that only it has; the last sort has none. */
function sortOf(given: object): number {
  const found = tellingKeys.findIndex((key) => Object.hasOwn(given, key));
  return found === -1 ? tellingKeys.length : found;
}

/** A test of one member. */
export const memberTest = choice(memberTests, 'an object', sortOf);

const kind = object({ name: text, source: maybe(source), tests: list(memberTest, 1) });

/** A test that a block passes when it is of this layout. */
export const detectTest = choice([...memberTests, object({ oneOf: list(kind, 1), why })], 'an object', (given) =>
  Object.hasOwn(given, 'oneOf') ? memberTests.length : sortOf(given),
);

/** The key that only one sort of test has, in the order of the sorts. */
const tellingKeys = ['onlyBits', 'anyBits', 'noBits', 'equals', 'of', 'base', 'zeroUnless', 'not', 'leadsTo'];
