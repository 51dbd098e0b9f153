/**
 * Every built-in table survives export and loading: the same data, and every fixture decodes the same.
 */
import type * as v from 'valibot';
import { describe, expect, it, test } from 'vitest';
import { lintLayouts } from '../../src/catalog/lint-layouts.js';
import { lintViews } from '../../src/catalog/lint-views.js';
import { type Catalog, catalog, decodeBlock, describeBlock, type Interface, type Layout } from '../../src/index.js';
import { exportInterface, exportLayout } from '../../src/user-tables/export.js';
import type { layout as layoutSchema } from '../../src/user-tables/layout-schema.js';
import type { interfaceTable } from '../../src/user-tables/view-schema.js';
import { cases } from '../fixtures/cases.js';
import { load } from './support.js';

const nameOf = ({ tag, interface: name }: Layout): string => (name === undefined ? tag : `${tag}@${name}`);
const layouts = catalog.layouts().map((layout) => ({ name: nameOf(layout), layout }));

/** Blocks by the tags of their structs. */
const blocks = cases.flatMap((one) =>
  one.blocks.map(({ bytes, listed: { type, endian } }) => {
    const options = { type, ...(endian === undefined ? {} : { endian }) };
    const plain = describeBlock(decodeBlock(bytes, options));
    return { bytes, options, plain, tags: new Set(plain.structs.map((struct) => struct.struct)) };
  }),
);

/** What is different with these tables; every block when no tag is given. */
function differences(made: Catalog, tag?: string): number[] {
  return blocks.flatMap(({ bytes, options, plain, tags }, i) => {
    if (tag !== undefined && !tags.has(tag)) return [];
    const own = describeBlock(decodeBlock(bytes, { ...options, catalog: made }));
    return JSON.stringify(own) === JSON.stringify(plain) ? [] : [i];
  });
}

describe.each(layouts)('the layout $name', ({ name, layout }) => {
  it('is the same after export and loading', async () => {
    const made = await load(exportLayout(catalog, layout));
    const [tag = '', interfaceName] = name.split('@');
    const loaded = made.layout(tag, interfaceName);
    expect(loaded).toEqual(layout);
    expect(loaded).not.toBe(layout);
    expect(made.layouts().map(nameOf)).toEqual(layouts.map((one) => one.name));
    expect([...lintLayouts(made), ...lintViews(made)]).toEqual([]);
    expect(differences(made, tag)).toEqual([]);
  });
});

describe.each(catalog.interfaces())('the interface $name', (item) => {
  it('is the same after export and loading', async () => {
    const made = await load(undefined, exportInterface(item));
    const loaded = made.interfaces().find((one) => one.name === item.name);
    expect(plain(loaded)).toEqual(plain(item));
    expect(loaded).not.toBe(item);
    expect([...lintLayouts(made), ...lintViews(made)]).toEqual([]);
  });
});

/** Numbers of any size the same way. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint' || typeof value === 'number') return `number ${value}`;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

describe('all tables at once', () => {
  const merged = (texts: readonly string[], key: 'layouts' | 'codes' | 'interfaces'): unknown[] => {
    const all = texts.flatMap((text) => JSON.parse(text)[key] ?? []);
    return all.filter((one, i) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === i);
  };
  const exported = layouts.map(({ layout }) => exportLayout(catalog, layout));
  const views = catalog.interfaces().map(exportInterface);

  it('decode every fixture as the built-in ones do', async () => {
    const made = await load(
      JSON.stringify({
        schema: 'zpci-inspect/layouts@1',
        layouts: merged(exported, 'layouts'),
        codes: merged(exported, 'codes'),
      }),
      JSON.stringify({ schema: 'zpci-inspect/views@1', interfaces: merged(views, 'interfaces') }),
    );
    expect(made.codes()).toEqual(catalog.codes());
    expect(blocks.length).toBeGreaterThan(300);
    expect(differences(made)).toEqual([]);
  });

  it('decode differently when one number is different', async () => {
    const table = JSON.parse(exportLayout(catalog, layoutNamed('vfio_device_info_cap_zpci_base')));
    const [, , , pchid, vfn] = table.layouts[0].fields;
    [pchid.byteOffset, vfn.byteOffset] = [vfn.byteOffset, pchid.byteOffset];
    const made = await load(JSON.stringify(table));
    expect(differences(made).length).toBeGreaterThan(10);
  });
});

function layoutNamed(tag: string): Layout {
  const layout = catalog.layout(tag);
  if (layout === undefined) throw new Error(`no layout ${tag}`);
  return layout;
}

test('a layout that the user adds leaves the order of the others alone', async () => {
  const [first] = layouts;
  if (first === undefined) throw new Error('no layouts');
  const text = exportLayout(catalog, { ...first.layout, tag: 'my_struct', role: { kind: 'part' } });
  const made = await load(text);
  expect(made.layouts().map(nameOf)).toEqual([...layouts.map((one) => one.name), 'my_struct']);
});

/** The schemas and the types of the model say the same, key by key: this compiles only then. */
test('types', () => {
  const layout = (one: LayoutOut): Layout => one;
  const item = (one: InterfaceOut): Interface => one;
  const layoutBack = (one: Layout): DeepReadonly<LayoutOut> => one;
  const itemBack = (one: Interface): DeepReadonly<InterfaceOut> => one;
  expect([layout, item, layoutBack, itemBack].every((one) => typeof one === 'function')).toBe(true);
  const none: [MissingKeys] extends [never] ? true : MissingKeys = true;
  expect(none).toBe(true);
});

type LayoutOut = v.InferOutput<typeof layoutSchema>;
type InterfaceOut = v.InferOutput<typeof interfaceTable>;
type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** Keys that the model has anywhere and the schema nowhere. */
type MissingKeys =
  | Exclude<DeepKeys<Layout>, DeepKeys<LayoutOut>>
  | Exclude<DeepKeys<Interface>, DeepKeys<InterfaceOut>>;
type DeepKeys<T> = T extends readonly (infer E)[]
  ? DeepKeys<E>
  : T extends object
    ? { [K in keyof T]-?: K extends string ? K | DeepKeys<T[K]> : never }[keyof T]
    : never;
