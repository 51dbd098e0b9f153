/**
 * Tables broken by chance: each is refused in words or is good enough to decode anything without a crash.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explain } from '../../src/catalog/explain.js';
import { summarizeLayout } from '../../src/catalog/field-table.js';
import { type Catalog, catalog, decodeBlock, describeBlock, ToolError } from '../../src/index.js';
import { exportInterface, exportLayout } from '../../src/user-tables/export.js';
import { cases } from '../fixtures/cases.js';
import { goodLayouts, type Json, load } from './support.js';

const layoutTexts = [JSON.stringify(goodLayouts), ...catalog.layouts().map((layout) => exportLayout(catalog, layout))];
const viewTexts = catalog.interfaces().map(exportInterface);

/** One block of each type of the fixtures, as its type is told and as it is recognised. */
const blocks = [...new Map(cases.flatMap((one) => one.blocks).map((block) => [block.listed.type, block])).values()];

/** Content that means something somewhere in a table. */
const words = [
  ...catalog.layouts().flatMap((layout) => [layout.tag, ...layout.fields.map((field) => field.name)]),
  ...'u8 u16 u32 u64 bytes struct big host codes log2 flags parts rangeEnd special info part clp-response'.split(' '),
  '__proto__',
  'constructor',
  '@reserved',
  '',
];

const content: fc.Arbitrary<Json | undefined> = fc.oneof(
  fc.constantFrom<Json | undefined>(
    undefined,
    null,
    true,
    {},
    [],
    0,
    1,
    2,
    7,
    8,
    31,
    32,
    64,
    255,
    0xffff,
    0xffff_ffff,
    -1,
  ),
  fc.constantFrom(...words),
  fc.constantFrom<Json>(
    { rest: true },
    { field: 'flags' },
    { kind: 'log2', unit: 'x', zero: 'y' },
    '0xffffffffffffffff',
  ),
  fc.integer({ min: 0, max: 300 }),
);

interface Edit {
  /** Which place, as a share of all places. */
  readonly at: number;
  readonly to: Json | undefined;
  /** The content of another place is put there instead. */
  readonly from: number | null;
}

const edits = fc.array(
  fc.record<Edit>({
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    to: content,
    from: fc.option(fc.double({ min: 0, max: 0.999, noNaN: true }), { freq: 3 }),
  }),
  { minLength: 1, maxLength: 3 },
);

/** Every place of a value: what holds it, and its key. */
function placesOf(value: Json): [owner: Json, key: string | number][] {
  if (Array.isArray(value)) return value.flatMap((one, i) => [[value, i], ...placesOf(one)]);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [[value, key], ...placesOf(one)]);
}

function edited(text: string, list: readonly Edit[]): string {
  const value: Json = JSON.parse(text);
  for (const { at, to, from } of list) {
    const places = placesOf(value);
    const [owner, key] = places[Math.floor(at * places.length)] ?? [];
    const [other, otherKey] = places[Math.floor((from ?? 0) * places.length)] ?? [];
    const made: unknown = from === null ? to : structuredClone(Reflect.get(Object(other), otherKey ?? ''));
    if (owner === undefined || key === undefined) continue;
    if (made === undefined && Array.isArray(owner)) owner.splice(Number(key), 1);
    else if (made === undefined) Reflect.deleteProperty(Object(owner), key);
    else Reflect.set(Object(owner), key, made);
  }
  return JSON.stringify(value);
}

/** The catalog, or null when the tables were refused in words. */
async function loaded(layouts: string | undefined, views?: string): Promise<Catalog | null> {
  try {
    return await load(layouts, views);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    expect(error.details.length).toBeGreaterThan(0);
    for (const line of error.details) expect(line).not.toMatch(/undefined|\[object|NaN|Invalid (?:type|key)/);
    return null;
  }
}

function use(made: Catalog, bytes: Uint8Array, type?: string): void {
  try {
    describeBlock(decodeBlock(bytes, { catalog: made, ...(type === undefined ? {} : { type }) }));
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
  }
}

test('layouts', async () => {
  let accepted = 0;
  const property = fc.asyncProperty(
    fc.constantFrom(...layoutTexts),
    edits,
    fc.uint8Array({ minLength: 1, maxLength: 200 }),
    async (text, list, random) => {
      const made = await loaded(edited(text, list));
      if (made === null) return;
      accepted++;
      for (const { bytes, listed } of blocks) {
        use(made, bytes, listed.type);
        use(made, bytes);
      }
      for (const layout of made.layouts().filter((one) => catalog.layout(one.tag, one.interface) !== one)) {
        const type = layout.interface === undefined ? layout.tag : `${layout.tag}@${layout.interface}`;
        for (const bytes of [random, new Uint8Array(400).fill(0xff)]) use(made, bytes, type);
        summarizeLayout(made, layout);
        explain(made, layout.tag);
      }
    },
  );
  await fc.assert(property, { numRuns: 400 });
  expect(accepted).toBeGreaterThan(20);
});

test('interfaces', async () => {
  let accepted = 0;
  const property = fc.asyncProperty(fc.constantFrom(...viewTexts), edits, async (text, list) => {
    const made = await loaded(undefined, edited(text, list));
    if (made === null) return;
    accepted++;
    for (const { bytes, listed } of blocks) use(made, bytes, listed.type);
    for (const item of made.interfaces()) explain(made, item.name);
  });
  await fc.assert(property, { numRuns: 200 });
  expect(accepted).toBeGreaterThan(10);
});
