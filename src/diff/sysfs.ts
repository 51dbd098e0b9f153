/**
 * The facts of a sysfs text: `sysfs.<attribute>` as numbers or bytes.
 */
import type { Fact, Facts } from '../rules/facts.js';

/** Attributes of one function by their paths below its folder. */
export type Attributes = ReadonlyMap<string, string>;

/** Attribute that holds the path, and the files that it is read from. */
const segments = /^(.+)\/segment([0-9])$/;

/** A side of facts read from text. Numbers are as sysfs prints them; byte strings are `hex:` or lists of bytes. */
export function sysfsFacts(attributes: Attributes, source: string): Facts {
  const facts = new Map<string, Fact>();
  for (const [name, text] of [...attributes, ...joinedSegments(attributes)]) {
    const value = valueOfText(text);
    if (value !== null) facts.set(`sysfs.${name}`, factOf(`sysfs.${name}`, value, source));
  }
  return {
    find: (path) => facts.get(path),
    findAll: (path) => [facts.get(path)].filter((fact) => fact !== undefined),
    factsOf: (struct) => (struct === 'sysfs' ? [...facts.values()] : []),
    has: () => false,
    doubt: () => 'what is not in the text may still be on the machine',
    structs: ['sysfs'],
  };
}

/** `pfip/segment0` to `segment3` as one byte string of that name. */
function joinedSegments(attributes: Attributes): [string, string][] {
  const parts = new Map<string, string[]>();
  for (const [name, text] of attributes) {
    const [, base, index] = segments.exec(name) ?? [];
    if (base === undefined || index === undefined) continue;
    const list = parts.get(base) ?? [];
    list[Number(index)] = text.replace(/^0x/, '').padStart(2, '0');
    parts.set(base, list);
  }
  return [...parts].map(([name, list]) => [name, `hex:${list.join('')}`]);
}

function valueOfText(text: string): bigint | string | null {
  if (/^hex:([0-9a-f]{2})*$/i.test(text)) return text.slice(4).toLowerCase();
  if (/^0x[0-9a-f]+$/i.test(text) || /^\d+$/.test(text)) return BigInt(text);
  return null;
}

function factOf(path: string, value: bigint | string, source: string): Fact {
  return { path, value, status: 'ok', swapped: null, bits: 32, source, byteOffset: 0, raw: null, leaf: null };
}
