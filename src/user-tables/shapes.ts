/**
 * The parts that schemas of user tables are made of. Each says in words what it wants and what it was given.
 */
import * as v from 'valibot';
import { suggestion } from '../model/nearest.js';

/** Largest number that is exact as a number. */
const largest = Number.MAX_SAFE_INTEGER;

/** The value in a few characters, for a message. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}

/** `a text is expected, not 7`. */
export function wanted(what: string): (issue: v.BaseIssue<unknown>) => string {
  return ({ input }) => (input === undefined ? 'missing' : `${what} is expected, not ${shown(input)}`);
}

/**
 * An object with exactly these keys. The message of an unknown key lists the keys that are known, separated by
 * blanks: `problems.ts` makes a sentence of it.
 */
export function object<const E extends v.ObjectEntries>(entries: E) {
  const known = Object.keys(entries).join(' ');
  return v.strictObject(entries, (issue) => {
    if (issue.expected === 'never') return known;
    return issue.expected === 'Object' ? wanted('an object')(issue) : 'missing';
  });
}

/** One of several objects, told apart by the value of `key`. */
export function variant<const K extends string, const O extends v.VariantOptions<K>>(key: K, options: O) {
  return v.variant<K, O, v.ErrorMessage<v.VariantIssue>>(key, options, (issue) => {
    if (issue.expected === 'Object') return wanted('an object')(issue);
    const words = [...issue.expected.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '');
    return noneOf(issue.input, words);
  });
}

/** One of several shapes, of which the value itself says which it is meant to be. */
export function choice<const O extends v.UnionOptions>(options: O, what: string, pick: (given: object) => number) {
  const any = v.union(options, wanted(what));
  return v.lazy<O[number] | typeof any>((given) => {
    if (typeof given === 'number' || typeof given === 'string') return options[0] ?? any;
    return typeof given === 'object' && given !== null ? (options[pick(given)] ?? any) : any;
  });
}

/** A list; an empty one only where `least` is 0. */
export function list<const S extends v.GenericSchema>(item: S, least = 0) {
  return v.pipe(v.array(item, wanted('a list')), v.minLength(least, 'the list is empty'));
}

/** One word of a list. */
export function word<const W extends readonly string[]>(...words: W) {
  return v.picklist(words, (issue) => noneOf(issue.input, words));
}

function noneOf(given: unknown, words: readonly string[]): string {
  if (given === undefined) return `missing; one of ${words.join(', ')}`;
  const hint = typeof given === 'string' ? suggestion(given, words) : '';
  return hint === ''
    ? `${shown(given)} is none of ${words.join(', ')}`
    : `${shown(given)} is none of the words here${hint}`;
}

/** Words for people. */
export const text = v.pipe(v.string(wanted('a text')), v.nonEmpty('the text is empty'));

/** A text that may be empty. */
export const anyText = v.string(wanted('a text'));

/** A text of a certain form. */
export function named(form: RegExp, what: string) {
  return v.pipe(
    text,
    v.regex(form, (issue) => `${shown(issue.input)} is no ${what}`),
  );
}

export const yes = v.literal(true, wanted('true'));
export const boolean = v.boolean(wanted('true or false'));

const hexText = v.pipe(
  v.string(),
  v.regex(/^0[xX][0-9a-fA-F]{1,16}$/, (issue) => `${shown(issue.input)} is no number: write it as 12 or "0x0c"`),
);

/** A whole number, or `"0x…"`. */
export function integer(least = 0, most = largest) {
  return v.pipe(
    v.union([wholeNumber(least, most), hexText], wanted('a number or "0x…"')),
    v.transform((given) => BigInt(given)),
    v.check(
      (value) => value >= least,
      (issue) => `${numberText(issue.input)} is too small: at least ${least}`,
    ),
    v.check(
      (value) => value <= most,
      (issue) => `${numberText(issue.input)} is too large: at most ${numberText(most)}`,
    ),
    v.transform(Number),
  );
}

/** Small ones as people write them, others in hex. */
function numberText(value: number | bigint): string {
  return value > 0xffff ? `0x${value.toString(16)}` : String(value);
}

function wholeNumber(least: number, most: number) {
  const advice = most === largest ? ' to be exact: write it as "0x…"' : `: at most ${numberText(most)}`;
  return v.pipe(
    v.number(),
    v.integer((issue) => `${shown(issue.input)} is no whole number`),
    v.minValue(least, (issue) => `${shown(issue.input)} is too small: at least ${least}`),
    v.maxValue(most, (issue) => `${numberText(issue.input)} is too large${advice}`),
  );
}

/** A whole number of at most 64 bits that stays exact. */
export const wide = v.pipe(
  v.union([wholeNumber(0, largest), hexText], wanted('a number or "0x…"')),
  v.transform((given): number | bigint => {
    const value = BigInt(given);
    return value > largest ? value : Number(value);
  }),
);

/** Bits of a field: any 64-bit number that is exact as a number. */
export const mask = v.pipe(
  wide,
  v.check((value) => value > 0, 'a mask has at least one bit'),
  v.check(
    (value) => BigInt(Number(value)) === BigInt(value),
    (issue) => `${numberText(issue.input)} has too many bits`,
  ),
  v.transform(Number),
);

/** Bits of a field of at most 32 bits. */
export const mask32 = integer(1, 0xffff_ffff);

/** Where something was read. */
export const source = object({ file: text, symbol: text, version: text });
