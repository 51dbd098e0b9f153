/**
 * What a user table may say of how a value is derived: the shapes of `model/interface.ts`.
 */
import * as v from 'valibot';
import { integer, list, mask32, named, object, text, variant, wide, word, yes } from './shapes.js';

const maybe = v.exactOptional;

/** `struct.member`, `struct@interface.member`, a struct alone, or a file of sysfs. */
export const fieldPath = named(/^(sysfs[.]\S+|[A-Za-z_][\w.@[\]-]*)$/, 'field, as "struct.member"');

const bits = integer(0, 63);

const atMost = object({
  kind: v.literal('atMost'),
  start: maybe(fieldPath),
  pageBits: maybe(bits),
  causes: maybe(
    list(
      object({
        end: maybe(
          v.pipe(
            wide,
            v.transform((value) => BigInt(value)),
          ),
        ),
        text,
      }),
    ),
  ),
  limit: maybe(object({ start: fieldPath, pages: fieldPath, pageBits: bits, text, zeroShortens: maybe(yes) })),
});

/** How the value that the user sees comes from the firmware's. */
export const rule = variant('kind', [
  object({ kind: v.literal('same'), ignore: maybe(integer()), roundUpBits: maybe(bits) }),
  object({ kind: v.literal('times'), factor: integer(1) }),
  object({ kind: v.literal('constant'), value: wide, over: maybe(text), promise: maybe(yes) }),
  object({ kind: v.literal('bit'), bit: bits }),
  object({ kind: v.literal('bits'), low: integer(0, 0xffff), width: integer(1, 0xffff) }),
  object({ kind: v.literal('present') }),
  atMost,
  object({
    kind: v.literal('madeUp'),
    within: maybe(v.strictTuple([integer(), integer()], 'a list of two numbers is expected')),
    bits: maybe(object({ mask: mask32, value: integer(0, 0xffff_ffff) })),
    equal: maybe(word('warning', 'error')),
  }),
  object({ kind: v.literal('untouched'), lost: maybe(yes) }),
  object({
    kind: v.literal('configSpace'),
    bits: maybe(integer()),
    order: maybe(word('swapped', 'either')),
    swappedIn: maybe(text),
  }),
  object({ kind: v.literal('regionLog2') }),
]);
