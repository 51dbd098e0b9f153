/**
 * Structs that have code of their own: whatever the bytes, it reads what the loops read, and looks for stray bits in
 * the same places.
 */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { builtInCatalog, fixedShape, hasRole } from '../../src/catalog/catalog.js';
import { loopsReader, valuesReader } from '../../src/decode/read-values.js';
import { strayBitsOf } from '../../src/decode/screen.js';
import { signatureOf } from '../../src/decode/signature.js';
import { straight } from '../../src/decode/straight.js';
import { straightReader } from '../../src/decode/straight-reader.js';

const catalog = builtInCatalog();
const plans = catalog.layouts().flatMap((layout) => {
  const plan = catalog.plan(layout, fixedShape(layout.size, 'big', null));
  return straightReader(plan) === undefined ? [] : [plan];
});
/** Where a struct begins: readers count from there, and not from the start of the buffer. */
const base = 24;

function viewOf(size: number, fill: (bytes: Uint8Array) => void): DataView {
  const bytes = new Uint8Array(base + size + 8).fill(0xff);
  fill(bytes.subarray(base, base + size).fill(0));
  return new DataView(bytes.buffer);
}

test('responses of one size have code, and all code is for one of them', () => {
  expect(plans.map(({ layout }) => layout.tag)).toEqual(
    expect.arrayContaining(['clp_rsp_query_pci', 'clp_rsp_query_pci_grp']),
  );
  expect(plans.every(({ layout }) => hasRole(layout, 'clp-response'))).toBe(true);
  expect(Object.keys(straight).sort()).toEqual(plans.map(signatureOf).sort());
});

describe.each(plans.map((plan) => [plan.layout.tag, plan] as const))('%s', (_tag, plan) => {
  const code = straightReader(plan) ?? { read: () => [], strayBits: () => -1 };
  const loops = loopsReader(plan);
  const strayBits = strayBitsOf(plan);

  it('is read by its code', () => {
    expect(valuesReader(plan)).toBe(code.read);
  });

  it('reads one bit after the other as the loops do', () => {
    for (let bit = 0; bit < plan.size * 8; bit++) {
      const view = viewOf(plan.size, (bytes) => bytes.set([0x80 >> (bit & 7)], bit >> 3));
      expect(code.read(view, base), `bit ${bit}`).toEqual(loops(view, base));
      expect(code.strayBits(view, base) !== 0, `bit ${bit}`).toBe(strayBits(view, base) !== 0);
    }
  });

  it('reads bytes by chance as the loops do', () => {
    const bytes = fc.uint8Array({ minLength: plan.size, maxLength: plan.size });
    fc.assert(
      fc.property(bytes, (some) => {
        const view = viewOf(plan.size, (struct) => struct.set(some));
        expect(code.read(view, base)).toEqual(loops(view, base));
      }),
      { numRuns: 500 },
    );
  });
});
