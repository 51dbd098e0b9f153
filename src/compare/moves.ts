/**
 * What differs between two captures in one view, place by place.
 */
import type { Catalog } from '../catalog/catalog.js';
import type { View } from '../model/interface.js';
import { type Fact, type Facts, factWith, isZero, structOf } from '../rules/facts.js';
import type { OneFunction } from './capture.js';
import { answerPlaces, type Place, presenceKey, sysfsPlaces, userPlaces } from './places.js';

/** A place whose value is another one; undefined where it is certainly not there. */
export interface Move {
  readonly view: View;
  readonly key: string;
  readonly struct: string;
  /** Empty for a struct as a whole. */
  readonly attribute: string;
  readonly before: Fact | undefined;
  readonly after: Fact | undefined;
}

/** A pair of what both captures have of one thing. */
export interface Pair<One> {
  readonly before: One;
  readonly after: One;
}

/** Everything that differs between two states of a function. The guest's part comes from `guests`. */
export function functionMoves(
  catalog: Catalog,
  pair: Pair<OneFunction>,
  guests: Pair<Facts> | undefined,
): readonly Move[] {
  const { before, after } = pair;
  // An entry that only one list has is a function that comes or goes.
  const isListed = (view: View): boolean => [before, after].every(({ entries }) => entries[view] !== undefined);
  const answers = (one: OneFunction, view: 'firmware' | 'guest', facts: Facts): readonly Place[] =>
    answerPlaces(catalog, view, facts, isListed(view) ? one.entries[view] : undefined);
  return [
    ...inView(pair, 'firmware', (one, facts) => answers(one, 'firmware', facts)),
    ...inView(pair, 'vfio', (_, facts) => userPlaces(catalog, facts), catalog),
    ...indexedMoves(catalog, pair),
    ...inView(pair, 'sysfs', (_, facts) => sysfsPlaces(catalog, facts)),
    ...(guests === undefined
      ? []
      : placeMoves(
          { before: answers(before, 'guest', guests.before), after: answers(after, 'guest', guests.after) },
          guests,
        )),
  ];
}

function inView(
  { before, after }: Pair<OneFunction>,
  view: View,
  placesOf: (one: OneFunction, facts: Facts) => readonly Place[],
  catalog?: Catalog,
): Move[] {
  const facts = { before: before.facts[view], after: after.facts[view] };
  if (facts.before === undefined || facts.after === undefined) return [];
  const both = { before: facts.before, after: facts.after };
  const places = { before: placesOf(before, facts.before), after: placesOf(after, facts.after) };
  const structs = catalog === undefined ? [] : structMoves(catalog, both, places);
  return [...structs, ...placeMoves(places, both)];
}

/** Places of structs that both have. */
export function placeMoves(places: Pair<readonly Place[]>, facts: Pair<Facts>): Move[] {
  const before = new Map(places.before.map((place) => [idOf(place), place]));
  const after = new Map(places.after.map((place) => [idOf(place), place]));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id): Move[] => {
    const [one, other] = [before.get(id), after.get(id)];
    const place = one ?? other;
    if (place === undefined) return [];
    const struct = structOf(place.fact.path);
    // A struct that only one has is told as a whole, or is in a block that was not given.
    if (place.view !== 'sysfs' && !(hasStruct(facts.before, struct) && hasStruct(facts.after, struct))) return [];
    if (isUnread(one?.fact) || isUnread(other?.fact)) return [];
    const [a, b] = [valued(one?.fact), valued(other?.fact)];
    if (a?.value === b?.value || isRoom(a, b)) return [];
    const { view, key, attribute } = place;
    return [{ view, key, struct: place.struct, attribute, before: a, after: b }];
  });
}

/** Reserved bytes that come or go are what a longer struct has, and 0. */
function isRoom(a: Fact | undefined, b: Fact | undefined): boolean {
  const fact = a ?? b;
  const isOne = a === undefined || b === undefined;
  return isOne && fact?.leaf?.kind === 'reserved' && isZero(fact.value ?? 0n);
}

function hasStruct(facts: Facts, struct: string): boolean {
  return facts.has(struct);
}

function idOf({ struct, attribute }: Place): string {
  return `${struct}.${attribute}`;
}

/** The bytes end before it: nobody knows whether it changed. */
function isUnread(fact: Fact | undefined): boolean {
  return fact?.status === 'truncated';
}

function valued(fact: Fact | undefined): Fact | undefined {
  return fact?.value === null ? undefined : fact;
}

/** Structs that one buffer has and the other certainly has not. */
function structMoves(catalog: Catalog, facts: Pair<Facts>, places: Pair<readonly Place[]>): Move[] {
  const names = [...new Set([...facts.before.structs, ...facts.after.structs])];
  return names.flatMap((struct): Move[] => {
    const [one, other] = [facts.before.has(struct), facts.after.has(struct)];
    const missing = one ? facts.after : facts.before;
    if (one === other || missing.doubt(struct) !== undefined) return [];
    const [first] = [...places.before, ...places.after].filter((place) => place.struct === struct);
    if (first === undefined) return [];
    const whole = factWith(first.fact, { path: struct, value: null });
    return [
      wholeMove(struct, presenceKey(catalog, struct) ?? struct, one ? whole : undefined, one ? undefined : whole),
    ];
  });
}

function wholeMove(struct: string, key: string, before: Fact | undefined, after: Fact | undefined): Move {
  return { view: 'vfio', key, struct, attribute: '', before, after };
}

/** Regions and interrupts, each by its index. What only one capture asked for is told as a whole. */
function indexedMoves(catalog: Catalog, { before, after }: Pair<OneFunction>): Move[] {
  if (before.indexed.size === 0 || after.indexed.size === 0) return [];
  return [...new Set([...before.indexed.keys(), ...after.indexed.keys()])].flatMap((name) => {
    const [one, other] = [before.indexed.get(name), after.indexed.get(name)];
    const [a, b] = [one, other].map((facts) => (facts === undefined ? [] : userPlaces(catalog, facts, name)));
    if (one !== undefined && other !== undefined)
      return placeMoves({ before: a ?? [], after: b ?? [] }, { before: one, after: other });
    const [first] = [...(a ?? []), ...(b ?? [])];
    if (first === undefined) return [];
    const whole = factWith(first.fact, { path: name, value: null });
    return [wholeMove(name, name, one && whole, other && whole)];
  });
}
