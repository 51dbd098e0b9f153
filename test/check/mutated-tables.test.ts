/**
 * One number of a layout mutated, anywhere: a block that has the struct is no longer as expected, in decoded words.
 * What an interface does with a field fails no case; `test/views` has the text of every row.
 */
import { expect, test } from 'vitest';
import { typeName } from '../../src/catalog/catalog.js';
import { compareDecode } from '../../src/check/compare-decode.js';
import { builtInCatalog, type Catalog, type Layout, makeCatalog, type Tables } from '../../src/index.js';
import type { Difference } from '../../src/model/check.js';
import { cases, type NamedCase } from '../fixtures/cases.js';
import { mutantsOf } from '../layouts/mutate.js';
import { unnoticed } from '../layouts/unnoticed.js';
import { tagsWith } from '../layouts/witnesses.js';
import { expectationOf } from './expectations.js';
import { copy, only } from './places.js';

/** Everything built in, with some layouts or interfaces replaced. */
function catalogOf(change: Partial<Pick<Tables, 'layouts' | 'interfaces'>>): Catalog {
  const whole = builtInCatalog();
  const { layouts, interfaces } = { layouts: whole.layouts(), interfaces: whole.interfaces(), ...change };
  return makeCatalog({ layouts, interfaces, codes: whole.codes(), roles: [whole.roles()] });
}

function catalogWith(layout: Layout, other: Layout): Catalog {
  return catalogOf({ layouts: layouts.map((one) => (one === layout ? other : one)) });
}

const layouts = builtInCatalog().layouts();

const sizeOf = ({ blocks }: NamedCase): number => blocks.reduce((sum, { bytes }) => sum + bytes.length, 0);

/** The blocks that the built-in tables read, and what is expected of each; those of small cases first. */
const blocks = cases
  .filter(({ manifest }) => manifest.layouts === undefined)
  .sort((a, b) => sizeOf(a) - sizeOf(b))
  .flatMap((one) => one.blocks.map((block) => ({ one, block, expected: expectationOf(one, block, block.bytes) })));

type Witness = (typeof blocks)[number];

/** Blocks that hold one of these structs. */
function witnessesOf(tags: ReadonlySet<string>): readonly Witness[] {
  return blocks.filter(({ expected }) =>
    expected.blocks.some(({ structs }) => structs.some(({ struct }) => tags.has(struct))),
  );
}

function differencesOf({ one, block, expected }: Witness, catalog: Catalog): readonly Difference[] {
  return compareDecode(expected, expectationOf(one, block, block.bytes, catalog));
}

/** Those of the first block that is no longer as expected. */
function firstDifferences(witnesses: readonly Witness[], catalog: Catalog): readonly Difference[] {
  for (const one of witnesses) {
    const found = differencesOf(one, catalog);
    if (found.length > 0) return found;
  }
  return [];
}

const named = layouts.map((layout): [string, Layout] => [typeName(layout), layout]);

test.each(named)('any number of %s', (_name, layout) => {
  const witnesses = witnessesOf(tagsWith(layout.tag));
  expect(witnesses).not.toEqual([]);
  const silent: string[] = [];
  for (const { what, layout: mutant } of mutantsOf(layout)) {
    const catalog = catalogWith(layout, mutant);
    const found = firstDifferences(witnesses, catalog);
    if (found.length === 0) silent.push(what);
    else
      expect(
        found.filter(({ expected, got }) => expected === got),
        what,
      ).toEqual([]);
  }
  expect(silent).toEqual(unnoticed.find((one) => one.tag === layout.tag)?.changes ?? []);
});

const elsewhere = 'synthetic/group-status';

test.each(named)('%s with every member moved fails a case that has it, and no other', async (name, layout) => {
  const moved = { ...layout, fields: layout.fields.map((one) => ({ ...one, byteOffset: one.byteOffset + 1 })) };
  const catalog = catalogWith(layout, moved);
  const witness = witnessesOf(tagsWith(layout.tag)).find((one) => differencesOf(one, catalog).length > 0);
  const result = await only(await copy(witness?.one.path ?? ''), { catalog });
  expect(result.status).toBe('fail');
  expect(result.reason).toMatch(/expected .*, got |no longer|no expectation yet/);
  if (name !== 'vfio_group_status') expect((await only(await copy(elsewhere), { catalog })).status).toBe('pass');
});

test('no row of an interface fails a case whose views are not compared', async () => {
  const interfaces = builtInCatalog()
    .interfaces()
    .map((item) => ({
      ...item,
      rows: item.rows.map((row) => ({
        ...row,
        class: row.class === 'hidden' ? ('exposed' as const) : ('hidden' as const),
        unsure: 'nobody knows',
      })),
    }));
  const dir = await copy('synthetic/query-fn-mio');
  expect((await only(dir, { catalog: catalogOf({ interfaces }) })).status).toBe('pass');
});
