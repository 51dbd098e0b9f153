import { expect, test } from 'vitest';
import { lintLayouts } from '../../src/catalog/lint-layouts.js';
import { lintViews, unsureRows } from '../../src/catalog/lint-views.js';
import { catalog, type Interface, type Layout, makeCatalog } from '../../src/index.js';

const tables = { layouts: catalog.layouts(), codes: catalog.codes(), interfaces: catalog.interfaces() };

function withLayout(tag: string, change: (layout: Layout) => Layout): string[] {
  const layouts = tables.layouts.map((layout) =>
    layout.tag === tag && layout.interface === undefined ? change(layout) : layout,
  );
  return lintLayouts(makeCatalog({ ...tables, layouts }));
}

function withInterface(name: string, change: (item: Interface) => Interface): string[] {
  const interfaces = tables.interfaces.map((item) => (item.name === name ? change(item) : item));
  return lintViews(makeCatalog({ ...tables, interfaces }));
}

test('the layouts are sound', () => {
  expect(lintLayouts(catalog)).toEqual([]);
});

test('every interface speaks of every firmware field, with reason and source', () => {
  expect(catalog.interfaces().length).toBeGreaterThanOrEqual(2);
  expect(lintViews(catalog)).toEqual([]);
});

test('fields that nobody is sure of are few and known', () => {
  const fields = new Set(unsureRows(catalog).map((row) => row.split(' ')[1]));
  expect(fields.size).toBeLessThan(20);
  expect(fields).toContain('clp_rsp_query_pci_grp.dtsm');
  expect(fields).toContain('clp_rsp_query_pci_grp.frame');
});

test('overlap, a field behind the end and a name that leads nowhere are found', () => {
  const moved = withLayout('clp_rsp_query_pci', (layout) => ({
    ...layout,
    fields: layout.fields.map((field) => (field.name === 'pchid' ? { ...field, byteOffset: 29 } : field)),
  }));
  expect(moved).toEqual(['clp_rsp_query_pci: pchid overlaps bar_size[0]']);
  const short = withLayout('vfio_irq_info', (layout) => ({ ...layout, size: 12 }));
  expect(short).toEqual(['vfio_irq_info: count ends behind the 12 bytes of the struct']);
  const lost = withLayout('vfio_device_info_cap_zpci_util', (layout) => ({
    ...layout,
    fields: layout.fields.map((field) => (field.type === 'bytes' ? { ...field, length: { field: 'siez' } } : field)),
  }));
  expect(lost).toEqual(['vfio_device_info_cap_zpci_util: no member siez']);
});

test('a missing row, a row for no field and a target that does not exist are found', () => {
  const missing = withInterface('qemu', (item) => ({ ...item, rows: item.rows.filter((row) => row.field !== 'fid') }));
  expect(missing).toContain('qemu: says nothing of clp_rsp_query_pci.fid');
  const misspelt = withInterface('vfio-zdev', (item) => ({
    ...item,
    rows: item.rows.map((row) =>
      row.field === 'vfn'
        ? { ...row, to: [{ field: 'vfio_device_info_cap_zpci_base.vnf', rule: { kind: 'same' } }] }
        : row,
    ),
  }));
  expect(misspelt).toContain(
    'vfio-zdev: clp_rsp_query_pci.vfn names vfio_device_info_cap_zpci_base.vnf, which is no field',
  );
  const noReason = withInterface('qemu', (item) => ({
    ...item,
    rows: item.rows.map((row) => (row.field === 'vfn' ? { ...row, why: '@nothing' } : row)),
  }));
  expect(noReason).toContain('qemu: reason @nothing does not exist');
});
