/**
 * Files of a time when rows of interfaces, not fields of layouts, said who needs a field and whose fact it is.
 */
import { expect, it, test } from 'vitest';
import { summarizeLayout } from '../../src/catalog/field-table.js';
import { builtInCatalog, type Catalog } from '../../src/index.js';
import { exportInterface, exportLayout } from '../../src/user-tables/export.js';
import { complaint, load } from './support.js';

const builtIn = builtInCatalog();
const tag = 'clp_rsp_query_pci';

interface Said {
  need?: string;
  scope?: string;
}
interface Layouts {
  layouts: { role: Said; fields: (Said & { name: string; byteOffset: number })[] }[];
}
interface Views {
  interfaces: { name: string; rows: (Said & { struct: string; field: string })[] }[];
}

function layoutOf(name: string) {
  const layout = builtIn.layout(name);
  if (layout === undefined) throw new Error(`no layout ${name}`);
  return layout;
}

/** A layout as it was exported before its fields said anything. */
function olderLayouts(): Layouts {
  const made: Layouts = JSON.parse(exportLayout(builtIn, layoutOf(tag)));
  for (const one of made.layouts.flatMap(({ role, fields }) => [role, ...fields])) {
    delete one.need;
    delete one.scope;
  }
  return made;
}

/** An interface as it was exported then: each row says the same of its field. */
function olderViews(said: Said): Views {
  const item = builtIn.interfaces().find(({ name }) => name === 'vfio-zdev');
  if (item === undefined) throw new Error('no vfio-zdev');
  const made: Views = JSON.parse(exportInterface(item));
  for (const row of made.interfaces.flatMap(({ rows }) => rows)) Object.assign(row, said);
  return made;
}

/** The answer of firmware with two bytes of its reserved ones made a field, which vfio-zdev has a row for. */
function withNewField(said: Said): { layouts: Layouts; views: Views } {
  const [layouts, views] = [olderLayouts(), olderViews(said)];
  const fields = layouts.layouts[0]?.fields ?? [];
  const i = fields.findIndex(({ name }) => name === 'reserved');
  const words = { name: 'reserved', type: 'bytes', byteOffset: 92, length: 32, unit: 4, reserved: true, doc: 'r' };
  fields.splice(i, 1, { ...{ type: 'u32', doc: 'speed' }, name: 'speed', byteOffset: 88 }, words);
  const rows = views.interfaces[0]?.rows ?? [];
  const [row] = rows.filter(({ struct, field }) => struct === tag && field === 'is_physfn');
  if (row === undefined) throw new Error('no row');
  rows.push({ ...row, field: 'speed' });
  return { layouts, views };
}

function said(catalog: Catalog, path: string, name = 'vfio-zdev') {
  const fields = summarizeLayout(catalog, catalog.layout(tag) ?? layoutOf(tag)).fields;
  const exposure = fields.find((field) => field.path === path)?.exposure[name];
  return [exposure?.need, exposure?.scope];
}

test('a layout that says nothing of it is what the built-in one says', async () => {
  const made = await load(JSON.stringify(olderLayouts()));
  expect(made.layout(tag)).toEqual(layoutOf(tag));
});

test('rows that say it load, and the field counts', async () => {
  const made = await load(undefined, JSON.stringify(olderViews({ need: 'none', scope: 'machine' })));
  expect(said(made, 'sdma')).toEqual(['match-host-driver', 'function']);
  expect(said(made, 'hdr.len')).toEqual(['none', 'call']);
});

it('is the rows that count for a field of which no layout says it', async () => {
  const { layouts, views } = withNewField({ need: 'match-firmware', scope: 'function' });
  const made = await load(JSON.stringify(layouts), JSON.stringify(views));
  expect(said(made, 'speed')).toEqual(['match-firmware', 'function']);
  expect(said(made, 'speed', 'clp-ioctl')).toEqual(['match-firmware', 'function']);
});

it('is refused when neither says it', async () => {
  const { layouts, views } = withNewField({});
  const lines = await complaint(JSON.stringify(layouts), JSON.stringify(views));
  expect(lines).toContain(`layouts[0] (${tag}): speed has no need`);
});

test('without a row of its own a new field is needed by nobody', async () => {
  const made = await load(JSON.stringify(withNewField({}).layouts));
  expect(said(made, 'speed')).toEqual([undefined, undefined]);
  expect(said(made, 'speed', 'clp-ioctl')).toEqual(['none', 'function']);
});
