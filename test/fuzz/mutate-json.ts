/**
 * Damage to JSON that keeps it JSON: values, keys and structure.
 */
import { hostile } from './mutate-text.js';
import type { Random } from './random.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

interface Place {
  readonly holder: Json[] | { [key: string]: Json };
  readonly key: string | number;
}

/** Every container of a document with the keys to its values. */
function placesOf(value: Json, found: Place[] = []): Place[] {
  if (value === null || typeof value !== 'object') return found;
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  for (const key of keys) {
    found.push({ holder: value, key });
    placesOf(get(value, key), found);
  }
  return found;
}

function get(holder: Json[] | { [key: string]: Json }, key: string | number): Json {
  return (Array.isArray(holder) ? holder[Number(key)] : holder[key]) ?? null;
}

function set(holder: Json[] | { [key: string]: Json }, key: string | number, value: Json): void {
  if (Array.isArray(holder)) holder[Number(key)] = value;
  else Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

const strange = (random: Random): Json =>
  random.pick<Json>([
    null,
    true,
    0,
    -1,
    1.5,
    1e300,
    2 ** 32,
    2 ** 53,
    65_535,
    '',
    '0x',
    '0xffffffffffffffff',
    '0x10000000000000000',
    'a'.repeat(3000),
    [],
    {},
    [[]],
    { __proto__: 1 },
    random.pick(hostile),
    random.next(),
    random.small(300),
  ]);

/** Keys whose values say where something lies, how large it is, or what it is: worth more tries than titles. */
const steering =
  /^(?:size|minSize|exactSize|lengths|length|count|byteOffset|byteLength|bitOffset|bitLength|mask|id|version|minVersion|type|struct|field|fields|file|sha256|role|schema|status|raw|value)$/;

/** A damaged copy of a JSON text, and what was done. @throws SyntaxError for a text that is no JSON. */
export function mutateJson(text: string, random: Random): { readonly text: string; readonly done: readonly string[] } {
  const root: { value: Json } = { value: JSON.parse(text) };
  const done: string[] = [];
  for (let left = 1 + random.small(5); left > 0; left--) {
    const places = placesOf(root.value);
    if (places.length === 0) break;
    const steered = random.once(2) ? places.filter((place) => steering.test(String(place.key))) : [];
    const { holder, key } = random.pick(steered.length > 0 ? steered : places);
    const other = random.pick(places);
    const isNumber = typeof get(holder, key) === 'number' && random.once(2);
    const kind = isNumber ? 'number' : random.pick(['strange', 'number', 'remove', 'copy', 'text', 'key', 'repeat']);
    done.push(kind);
    if (kind === 'strange') set(holder, key, strange(random));
    else if (kind === 'remove') remove(holder, key);
    else if (kind === 'copy') set(holder, key, structuredClone(get(other.holder, other.key)));
    else if (kind === 'text') set(holder, key, `${textOf(get(holder, key))}${random.pick(hostile)}`);
    else if (kind === 'key')
      set(holder, random.pick(['__proto__', 'constructor', 'x', random.pick(hostile)]), get(holder, key));
    else if (kind === 'repeat') repeat(holder, key, random);
    else changeNumber(holder, key, random);
  }
  return { text: JSON.stringify(root.value, null, random.once(2) ? 2 : 0), done };
}

/** A text as it is, anything else as JSON. */
function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function remove(holder: Json[] | { [key: string]: Json }, key: string | number): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

function repeat(holder: Json[] | { [key: string]: Json }, key: string | number, random: Random): void {
  if (!Array.isArray(holder)) return;
  for (let left = 1 + random.small(20); left > 0; left--) holder.push(structuredClone(get(holder, key)));
}

function changeNumber(holder: Json[] | { [key: string]: Json }, key: string | number, random: Random): void {
  const value = get(holder, key);
  if (typeof value === 'number')
    set(holder, key, random.once(3) ? random.below(value) : value + random.pick([1, -1, 8, -8, 256, value, 2 ** 31]));
  else if (typeof value === 'string' && /^[0-9a-f]+$/.test(value))
    set(holder, key, value.slice(random.pick([0, 1, 2])) + random.pick(['', '0', 'ff', 'g']));
  else set(holder, key, strange(random));
}
