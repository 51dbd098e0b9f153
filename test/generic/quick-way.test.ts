/**
 * The quick ways of the decoder against the slow ones: what is read in bulk is what is read leaf by leaf, and
 * a struct that a quick look finds quiet has nothing to report.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInCatalog, fixedShape, hasRole } from '../../src/catalog/catalog.js';
import { checkValues } from '../../src/decode/check-values.js';
import { decodeResponse } from '../../src/decode/clp.js';
import { Context } from '../../src/decode/context.js';
import { decodeExpress } from '../../src/decode/express.js';
import { readStruct } from '../../src/decode/read-struct.js';
import { readSome, readValues } from '../../src/decode/read-values.js';
import { isQuiet } from '../../src/decode/screen.js';
import type { Endian, Layout } from '../../src/index.js';
import { anyBytes } from './arbitraries.js';
import { fixtureBlocks } from './blocks.js';

const seed = 20201028;
const catalog = builtInCatalog();

function planOf(layout: Layout, order: Endian) {
  const endian = layout.byteOrder === 'host' ? order : layout.byteOrder;
  const version = layout.role.kind === 'capability' ? (layout.role.versions.at(-1)?.version ?? null) : null;
  return { endian, plan: catalog.plan(layout, fixedShape(layout.size, endian, version)) };
}

/** A struct of zeros with a few bytes set, as most structs are. */
function fewBytes(length: number): fc.Arbitrary<Uint8Array> {
  const place = fc.tuple(fc.nat(Math.max(0, length - 1)), fc.integer({ min: 0, max: 255 }));
  return fc.array(place, { maxLength: 3 }).map((places) => {
    const bytes = new Uint8Array(length);
    for (const [at, byte] of places) bytes[at] = byte;
    return bytes;
  });
}

const runs = catalog
  .layouts()
  .flatMap((layout) =>
    (['big', 'little'] as const).map((order) => ({ name: `${layout.tag} ${order}`, layout, order })),
  );

describe.each(runs)('$name', ({ layout, order }) => {
  const { endian, plan } = planOf(layout, order);

  it('reads the same in bulk and leaf by leaf, at any place', () => {
    fc.assert(
      fc.property(anyBytes(plan.size + 8), fc.nat(7), (some, base) => {
        const bytes = new Uint8Array(base + plan.size + 8);
        bytes.set(some.subarray(0, bytes.length));
        const view = new DataView(bytes.buffer);
        expect(readValues(plan, view, base)).toEqual(readSome(plan, view, base, plan.size));
      }),
      { seed, numRuns: 40 },
    );
  });

  it('has nothing to report when it is quiet', () => {
    fc.assert(
      fc.property(fewBytes(plan.size), (bytes) => {
        const context = new Context(bytes, endian, catalog, {});
        const struct = readStruct(plan, context.view, 0, bytes.length);
        const quiet = isQuiet(catalog, context.view, struct);
        checkValues(context, struct);
        if (quiet) expect(context.issues).toEqual([]);
      }),
      { seed, numRuns: 150 },
    );
  });
});

describe('responses of the fixtures', () => {
  const responses = fixtureBlocks.flatMap((block) => {
    const layout = catalog.layout(block.type);
    return layout !== undefined && hasRole(layout, 'clp-response') ? [{ ...block, layout }] : [];
  });
  const short = responses.filter(({ bytes, layout }) => decodeExpress(bytes, layout, catalog) !== null);

  it('take the short way, many of them', () => {
    expect(short.length).toBeGreaterThan(20);
    expect(responses.length - short.length).toBeGreaterThan(20);
  });

  it.each(short)('$name: both ways come to the same, without a finding', ({ bytes, layout }) => {
    const context = new Context(bytes, 'big', catalog, {});
    const { visible: _long, ...long } = decodeResponse(context, layout, 0);
    const { visible: _short, ...found } = decodeExpress(bytes, layout, catalog) ?? { visible: null };
    expect(context.issues).toEqual([]);
    expect(found).toEqual(long);
  });

  /** A character on which code pages differ, all bits, one bit, and another order of the rest. */
  const others = [() => 0x4a, () => 0xff, () => 0x01, (byte: number) => byte ^ 0x80];

  it.each(short)('$name: with any byte changed, only what has no finding goes the short way', ({ bytes, layout }) => {
    for (let at = 0; at < bytes.length; at++) {
      for (const other of others) {
        const changed = bytes.slice();
        changed[at] = other(bytes[at] ?? 0);
        if (decodeExpress(changed, layout, catalog) === null) continue;
        const context = new Context(changed, 'big', catalog, {});
        decodeResponse(context, layout, 0);
        if (context.issues.length > 0) expect.fail(`byte ${at} ${changed[at]}: ${context.issues[0]?.code}`);
      }
    }
  });
});
