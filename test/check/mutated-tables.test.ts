/**
 * One number of a layout or one row of an interface turned, anywhere: a case that has it fails and says in decoded
 * words why.
 */
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { typeName } from '../../src/catalog/catalog.js';
import {
  builtInCatalog,
  type Catalog,
  type ExposureRow,
  type Interface,
  type Layout,
  makeCatalog,
  type Tables,
} from '../../src/index.js';
import type { CaseResult } from '../../src/model/check.js';
import { cases, decodeListed } from '../fixtures/cases.js';
import { mutantsOf } from '../layouts/mutate.js';
import { unnoticed } from '../layouts/unnoticed.js';
import { tagsWith } from '../layouts/witnesses.js';
import { copies, newFolder, only } from './places.js';

/** Everything built in, with some layouts or interfaces replaced. */
function catalogOf(change: Partial<Pick<Tables, 'layouts' | 'interfaces'>>): Catalog {
  const whole = builtInCatalog();
  const { layouts, interfaces } = { layouts: whole.layouts(), interfaces: whole.interfaces(), ...change };
  return makeCatalog({ layouts, interfaces, codes: whole.codes(), roles: [whole.roles()] });
}

/** Cases by the structs that they hold, the smallest first. */
const bySize = cases
  .filter(({ manifest }) => manifest.layouts === undefined)
  .map((one) => ({ one, size: one.blocks.reduce((sum, { bytes }) => sum + 400 + bytes.length, 0) }))
  .sort((a, b) => a.size - b.size);
const holders = new Map<string, string[]>();
for (const { one } of bySize) {
  for (const { struct, interface: name } of one.blocks.flatMap((block) => decodeListed(one, block).structs)) {
    const key = name === null ? struct : `${struct}@${name}`;
    const known = holders.get(key) ?? [];
    if (!known.includes(one.path)) holders.set(key, [...known, one.path]);
  }
}

describe('the tables', () => {
  const elsewhere = 'synthetic/group-status';
  let folder = newFolder();
  beforeAll(async () => {
    folder = await copies(...bySize.map(({ one }) => one.path));
  });

  /** The first of some cases that fails under the catalog. */
  async function failing(catalog: Catalog, paths: readonly string[]): Promise<CaseResult | undefined> {
    for (const path of paths) {
      const result = await only(join(folder, path), { catalog });
      if (result.status === 'fail') return result;
    }
    return undefined;
  }

  const layouts = builtInCatalog()
    .layouts()
    .map((layout): [string, Layout] => [typeName(layout), layout]);

  test.each(layouts)('any number of %s', async (name, layout) => {
    const others = builtInCatalog().layouts();
    const tags = tagsWith(layout.tag);
    const isOwn = (held: string): boolean => tags.has(held.replace(/@.*/, ''));
    const paths = [...new Set([...holders].flatMap(([held, list]) => (isOwn(held) ? list : [])))];
    expect(paths).not.toEqual([]);
    const silent: string[] = [];
    for (const { what, layout: mutant } of mutantsOf(layout)) {
      const catalog = catalogOf({ layouts: others.map((one) => (one === layout ? mutant : one)) });
      const result = await failing(catalog, paths);
      if (result === undefined) silent.push(what);
      else expect(result.reason, what).toMatch(/expected .*, got |no longer|no expectation yet/);
    }
    expect(silent).toEqual(unnoticed.find((one) => one.tag === layout.tag)?.changes ?? []);
    if (name === 'vfio_group_status') return;
    const moved = { ...layout, fields: layout.fields.map((one) => ({ ...one, byteOffset: one.byteOffset + 1 })) };
    const catalog = catalogOf({ layouts: others.map((one) => (one === layout ? moved : one)) });
    expect((await only(join(folder, elsewhere), { catalog })).status).toBe('pass');
  });

  /** The row with another class, and with another rule where it has one. */
  function otherRows(row: ExposureRow): ExposureRow[] {
    const [first, ...more] = row.to ?? [];
    return [
      { ...row, class: row.class === 'hidden' ? 'virtualized' : 'hidden' },
      ...(first === undefined
        ? []
        : [{ ...row, to: [{ ...first, rule: { kind: 'times', factor: 3 } as const }, ...more] }]),
    ];
  }

  test.each(
    builtInCatalog()
      .interfaces()
      .map((item): [string, Interface] => [item.name, item]),
  )('any row of %s', async (name, item) => {
    const silent: string[] = [];
    for (const row of item.rows) {
      const path = `${row.struct}.${row.field}`;
      for (const other of otherRows(row)) {
        const interfaces = builtInCatalog()
          .interfaces()
          .map((one) =>
            one === item ? { ...item, rows: item.rows.map((each) => (each === row ? other : each)) } : one,
          );
        const result = await failing(catalogOf({ interfaces }), holders.get(row.struct) ?? []);
        const said = result?.differences.filter(({ kind }) => kind === 'exposure') ?? [];
        if (!said.some((one) => one.path === path && one.side === name)) silent.push(`${path} ${other.class}`);
      }
    }
    expect(silent).toEqual([]);
    const rows = item.rows.map(
      (row): ExposureRow => ({ ...row, class: row.class === 'hidden' ? 'exposed' : 'hidden' }),
    );
    const interfaces = builtInCatalog()
      .interfaces()
      .map((one) => (one === item ? { ...item, rows } : one));
    expect((await only(join(folder, elsewhere), { catalog: catalogOf({ interfaces }) })).status).toBe('pass');
  });
});
