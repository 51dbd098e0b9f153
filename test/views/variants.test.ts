/** What rows say under other conditions is shown, and options narrow it down. */
import { describe, expect, test } from 'vitest';
import { variantsOf } from '../../src/catalog/variants.js';
import { auditInterface, builtInCatalog } from '../../src/index.js';
import { conditionText } from '../../src/model/interface.js';
import { type KnownConditions, narrowCatalog } from '../../src/rules/narrow.js';
import { runInMemory } from '../support/memory-io.js';

const catalog = builtInCatalog();
const qemu = catalog.interfaces().find((item) => item.name === 'qemu');

/** Conditions and classes of the variants of a row of qemu. */
function variants(field: string, struct = 'clp_rsp_query_pci'): string[] {
  const row = catalog.row('qemu', struct, field);
  if (qemu === undefined || row === undefined) throw new Error(`no row of ${field}`);
  return variantsOf(qemu, row).map((one) => `${conditionText(one.when)}: ${one.class}`);
}

/** The row of qemu under conditions: class, first rule, and how many variants are still open. */
function narrowed(field: string, known: KnownConditions, name = 'qemu', struct = 'clp_rsp_query_pci') {
  const row = narrowCatalog(catalog, known).row(name, struct, field);
  return [row?.class, row?.to?.[0]?.rule.kind ?? null, row?.variants?.length ?? 0];
}

test('a variant begins where an earlier one for all ends', () => {
  expect(variants('pft')).toEqual(['before 5.2: hidden', 'from 5.2, before 6.0: hidden']);
  expect(variants('fh_list[].fh', 'clp_rsp_list_pci')).toEqual([
    'mode emulated: virtualized',
    'mode interpret, from 7.2: exposed',
  ]);
  expect(variants('pfgid').at(-1)).toBe('mode interpret, from 7.2: exposed');
});

describe('narrowed down', () => {
  test.each<[string, KnownConditions, unknown[]]>([
    ['pfgid', { qemu: '11.1', mode: 'interpret' }, ['exposed', 'same', 1]],
    ['pfgid', { qemu: '11.1', mode: 'intercept' }, ['virtualized', 'madeUp', 1]],
    ['pfgid', { qemu: '6.2' }, ['exposed', 'same', 2]],
    ['pfgid', { qemu: '6.2', mode: 'intercept' }, ['exposed', 'same', 1]],
    ['pfgid', { qemu: '5.1' }, ['virtualized', 'constant', 0]],
    ['sdma', { mode: 'emulated' }, ['virtualized', 'constant', 1]],
    ['sdma', { mode: 'emulated', qemu: '10.0.13' }, ['virtualized', 'constant', 0]],
  ])('%s under %j', (field, known, expected) => {
    expect(narrowed(field, known)).toEqual(expected);
  });

  test('a place that came later is none, and a field without one is hidden', () => {
    const under = (linux: string) => narrowed('fh_list[].fh', { linux }, 'vfio-zdev', 'clp_rsp_list_pci');
    expect([under('5.19'), under('6.0')]).toEqual([
      ['hidden', null, 0],
      ['exposed', 'same', 0],
    ]);
  });

  test('nothing known: the catalog itself', () => {
    expect(narrowCatalog(catalog, {})).toBe(catalog);
  });

  test('proposals have no version of Linux', () => {
    const row = catalog.row('rfc-2019-v2', 'clp_rsp_query_pci', 'fid');
    expect(narrowCatalog(catalog, { linux: '7.2' }).row('rfc-2019-v2', 'clp_rsp_query_pci', 'fid')).toEqual(row);
  });
});

describe('audit of qemu', () => {
  test('interpreted functions show the handle and the group of the host', () => {
    const { leaks } = auditInterface('qemu').answers;
    expect(leaks.outcome).toBe('remark');
    expect(leaks.rows.map((row) => [row.field, row.when])).toEqual([
      ['clp_rsp_list_pci.fh_list[].fh', 'mode interpret, from 7.2'],
      ['clp_rsp_query_pci.pfgid', 'from 5.2, before 7.2'],
      ['clp_rsp_query_pci.pfgid', 'mode interpret, from 7.2'],
    ]);
    expect(leaks.verdict).toContain(
      'fh_list.fh and pfgid (mode interpret, from 7.2; the property interpret is on by default)',
    );
  });

  test('intercepted by 11.1: nothing of the host', () => {
    const { leaks } = auditInterface('qemu', {
      catalog: narrowCatalog(catalog, { qemu: '11.1', mode: 'intercept' }),
    }).answers;
    expect([leaks.outcome, leaks.rows]).toEqual(['sound', []]);
  });

  test('each member has its variants', () => {
    const { rows } = auditInterface('qemu').answers.consistency;
    const maxstbl = rows.find((row) => row.firmware?.field === 'maxstbl');
    expect(maxstbl?.variants.map((one) => conditionText(one.when))).toEqual([
      'before 5.2',
      'mode emulated, from 5.2',
      'default group, from 5.2',
      'mode interpret, from 7.2',
    ]);
  });
});

describe('in the commands', () => {
  test('fields --matrix shows a variant below its row, and options narrow it down', async () => {
    const all = (
      await runInMemory(['fields', 'maxstbl', '--matrix', '--format', 'markdown'], new Map())
    ).stdout.toString();
    expect(all).toContain('| qemu, mode interpret, from 7.2 | exposed |');
    const one = (
      await runInMemory(
        ['fields', 'maxstbl', '--matrix', '--qemu', '11.1', '--mode', 'interpret', '-f', 'json'],
        new Map(),
      )
    ).stdout;
    const row = JSON.parse(one.toString()).layouts[0].fields[0].exposure.qemu;
    expect(row.why).toContain('The machine executes the store block itself');
    expect(row.variants.map((variant: { when: object }) => variant.when)).toEqual([{ defaultGroup: true }]);
  });

  test.each([
    [['explain', 'fid', '--qemu', 'new'], '--qemu new is no version'],
    [
      ['audit', 'qemu', '--qemu', '6.2', '--mode', 'interpret'],
      'mode interpret with QEMU 6.2: interpretation came with 7.2',
    ],
  ])('%j is refused', async (args, message) => {
    const { code, stdout, stderr } = await runInMemory(args, new Map());
    expect([code, stdout.toString()]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
