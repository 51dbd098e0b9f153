import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lintLayouts } from '../../src/catalog/lint-layouts.js';
import type { LintProblem } from '../../src/catalog/lint-problem.js';
import { lintRoles, lintViews, unsureRows } from '../../src/catalog/lint-views.js';
import { catalog, type Interface, type Layout, makeCatalog } from '../../src/index.js';
import type { Field } from '../../src/model/layout.js';

const tables = { layouts: catalog.layouts(), codes: catalog.codes(), interfaces: catalog.interfaces() };

function withLayout(tag: string, change: (layout: Layout) => Layout): string[] {
  const layouts = tables.layouts.map((layout) =>
    layout.tag === tag && layout.interface === undefined ? change(layout) : layout,
  );
  return lines(lintLayouts(makeCatalog({ ...tables, layouts })));
}

function withInterface(name: string, change: (item: Interface) => Interface): string[] {
  const interfaces = tables.interfaces.map((item) => (item.name === name ? change(item) : item));
  return lines(lintViews(makeCatalog({ ...tables, interfaces })));
}

function lines(problems: readonly LintProblem[]): string[] {
  return problems.map(({ table, text }) => `${table}: ${text}`);
}

function withField(tag: string, name: string, change: (field: Field) => Field): string[] {
  return withLayout(tag, (layout) => ({
    ...layout,
    fields: layout.fields.map((field) => (field.name === name ? change(field) : field)),
  }));
}

test('the layouts are sound', () => {
  expect(lintLayouts(catalog)).toEqual([]);
});

test('every interface speaks of every firmware field, with reason and source', () => {
  expect(catalog.interfaces().length).toBeGreaterThanOrEqual(2);
  expect(lintViews(catalog)).toEqual([]);
});

test('facts of cross-checks are shown by fields that exist, which their comments name', () => {
  expect(lintRoles(catalog)).toEqual([]);
  const text = readFileSync(new URL('../../src/model/roles.ts', import.meta.url), 'utf8');
  const named = [...text.matchAll(/^ {2}\| \/\*\* (.*) \*\/ '(\w+)'/gm)].map(([, names = '', role = '']) => [
    role,
    names,
  ]);
  const shown = Object.entries(catalog.roles().paths).map(([role, views]) => {
    const members = Object.values(views).map((path) => path.slice(path.indexOf('.') + 1));
    return [role, [...new Set(members)].join(', ')];
  });
  expect(Object.fromEntries(named)).toEqual(Object.fromEntries(shown));
});

test('fields that nobody is sure of are few and known', () => {
  const fields = new Set(unsureRows(catalog).map((row) => row.split(' ')[1]));
  expect(fields.size).toBeLessThan(20);
  expect(fields).toContain('clp_rsp_query_pci_grp.dtsm');
  expect(fields).toContain('clp_rsp_query_pci_grp.frame');
});

test('overlap, a field behind the end and a name that leads nowhere are found', () => {
  const moved = withField('clp_rsp_query_pci', 'pchid', (field) => ({ ...field, byteOffset: 29 }));
  expect(moved).toEqual(['clp_rsp_query_pci: pchid overlaps bar_size[0]']);
  const short = withLayout('vfio_irq_info', (layout) => ({ ...layout, size: 12 }));
  expect(short).toEqual(['vfio_irq_info: count ends behind the 12 bytes of the struct']);
  const lost = withField('vfio_device_info_cap_zpci_util', 'util_str', (field) =>
    field.type === 'bytes' ? { ...field, length: { field: 'siez' } } : field,
  );
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

test('a field of firmware that says neither who needs it nor whose fact it is', () => {
  const fn = 'clp_rsp_query_pci';
  expect(withField(fn, 'pchid', ({ need: _, ...field }) => field)).toEqual([`${fn}: pchid has no need`]);
  expect(withField(fn, 'hdr', ({ need: _, ...field }) => field)).toEqual([
    `${fn}: hdr.len has no need`,
    `${fn}: hdr.rsp has no need`,
    `${fn}: hdr.fmt has no need`,
  ]);
  const nobodys = withLayout('clp_rsp_list_pci', (layout) => {
    if (layout.role.kind !== 'clp-response') throw new Error('no answer');
    const { scope: _, ...role } = layout.role;
    return { ...layout, role };
  });
  expect(nobodys).toEqual(['max_fn', 'uid_checking'].map((name) => `clp_rsp_list_pci: ${name} has no scope`));
});

test('since must agree with the versions of a capability and with the lengths of a struct', () => {
  const base = 'vfio_device_info_cap_zpci_base';
  expect(withField(base, 'fh', (field) => ({ ...field, since: 'Linux 5.10 (e6b817d4b821)' }))).toEqual([
    `${base}: fh is since Linux 5.10 (e6b817d4b821), its version since Linux 6.0 (faf3bfcb8950)`,
  ]);
  expect(withField(base, 'fh', (field) => ({ ...field, minVersion: 1 }))).toEqual([
    `${base}: fh is since Linux 6.0 (faf3bfcb8950), its version since Linux 5.10`,
  ]);
  expect(withLayout(base, (layout) => ({ ...layout, since: 'Linux 5.9' }))).toEqual([
    `${base}: the struct is since Linux 5.9, its version since Linux 5.10`,
  ]);
  expect(withField(base, 'fh', (field) => ({ ...field, since: 'Linux 6.0 and later' }))).toEqual([]);
  expect(withField(base, 'fh', (field) => ({ ...field, since: 'proposed' }))).toEqual([]);
  expect(withField('vfio_device_info', 'pad', (field) => ({ ...field, since: 'Linux 5.10' }))).toEqual([
    'vfio_device_info: pad is since Linux 5.10, its version since Linux 6.6',
  ]);
});

test('a field that an interface shows to guests says what a running guest can bear', () => {
  const without = (field: Field): Field => {
    const { bears: _, ...rest } = field;
    return rest;
  };
  const grp = 'clp_rsp_query_pci_grp';
  expect(withField(grp, 'noi', without)).toEqual([`${grp}: noi is shown to guests and does not say what they bear`]);
  expect(withField('clp_fh_list_entry', 'fh', without)).toEqual([
    'clp_rsp_list_pci: fh_list[].fh is shown to guests and does not say what they bear',
  ]);
  expect(withField(grp, 'maxfaal', without)).toEqual([]);
});

test('a problem is data: table, code, place, and the name that was meant', () => {
  const layouts = tables.layouts.map((layout) =>
    layout.tag === 'vfio_irq_info' ? { ...layout, detect: [{ field: 'cuont', min: 1, why: 'x' }] } : layout,
  );
  expect(lintLayouts(makeCatalog({ ...tables, layouts }))).toEqual([
    { table: 'vfio_irq_info', code: 'unknown-member', path: 'cuont', text: 'no member cuont', hint: 'count' },
  ]);
});

test('what a version brought names a field', () => {
  const arrivals = [
    { field: 'vfio_region_info.falgs', from: '6.16', why: 'w', source: { file: 'f', symbol: 's', version: 'v' } },
  ];
  expect(withInterface('vfio-zdev', (item) => ({ ...item, arrivals }))).toEqual([
    'vfio-zdev: arrivals name vfio_region_info.falgs, which is no field',
  ]);
});
