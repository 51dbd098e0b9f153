/** The key finding of each of the other interfaces. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { auditInterface, catalog, decodeBlock, type Interface, makeCatalog, ToolError } from '../../src/index.js';
import { root } from '../support/run.js';
import { auditWith, files, names } from './support.js';

describe('vfio-zdev', () => {
  const { answers } = auditWith('vfio-zdev', 'vfio_device_info', files.zdev);

  test('stands the review', () => {
    expect(Object.values(answers).filter((one) => one.outcome === 'fault')).toEqual([]);
    expect(answers.consistency.structs.every((one) => one.transfer === 'assigned' && one.samePlace === 0)).toBe(true);
  });

  test('reserves 7 bytes, all for alignment', () => {
    expect(answers.reserved.rows.map((row) => [row.struct.split('_').at(-1), row.byteOffset, row.bytes])).toEqual([
      ['group', 39, 1],
      ['group', 42, 6],
    ]);
    expect(answers.reserved.rows.filter((row) => row.beyond > 0)).toEqual([]);
  });

  test('hands out the handle of the host on purpose, from version 2 of the base capability on', () => {
    const [handle, group] = answers.leaks.rows;
    expect([handle?.field, handle?.to[0]?.name, handle?.onPurpose, handle?.raw]).toEqual([
      'clp_rsp_list_pci.fh_list[].fh',
      'vfio_device_info_cap_zpci_base.fh',
      true,
      '80020000',
    ]);
    expect(handle?.why).toContain('An interpreted guest issues PCI instructions with the handle of the host');
    expect(group?.to[0]?.name).toBe('vfio_device_info_cap_zpci_base.gid');
    expect(answers.leaks.rows).toHaveLength(2);
    expect(answers.leaks.verdict).toContain('fh of vfio_device_info_cap_zpci_base (from version 2 on)');
  });

  test('REFRESH is always set, maxstbl always 128', () => {
    expect(names(answers.useful.rows.filter((row) => row.use === 'constant'))).toEqual(['refresh', 'maxstbl']);
    expect(answers.useful.verdict).toContain('flags (REFRESH always set) and maxstbl (always 128)');
  });

  test('tells what the host driver did, and one fact of the IOMMU', () => {
    const wrong = answers.scope.rows.filter((row) => row.misplaced !== null);
    expect(names(wrong)).toEqual(['refresh']);
    expect(answers.scope.verdict).toContain('sdma and edma are those of the host driver');
  });

  test('leaves the BARs to the regions', () => {
    const left = answers.redundant.rows.filter((row) => row.kind === 'left to it');
    expect(names(left)).toEqual(['fh_list[].device_id', 'fh_list[].vendor_id', 'bar_size[]', 'bar[]']);
  });
});

test('sysfs lacks what a guest needs', () => {
  const { useful } = auditInterface('sysfs').answers;
  expect(names(useful.rows.filter((row) => row.use === 'missing'))).toEqual(
    'util_str_avail fmb_len sdma edma noi version frame maxstbl mui dasm msia'.split(' '),
  );
});

test('clp-ioctl tells one caller of every function of the machine', () => {
  const { access, answers } = auditInterface('clp-ioctl');
  expect(access).toBe('whoever may open /dev/clp; about every function of the machine');
  expect(answers.leaks.outcome).toBe('fault');
  expect(answers.leaks.verdict).toMatch(
    /^All of them: whoever may open \/dev\/clp can ask, but one caller then reads every function/,
  );
  const leaked = answers.leaks.rows.map((row) => row.field);
  for (const field of ['fh_list[].fid', 'fh_list[].fh']) expect(leaked).toContain(`clp_rsp_list_pci.${field}`);
  for (const field of ['fid', 'uid', 'pfgid', 'rid', 'tid', 'bar_size[]', 'bar[]'])
    expect(leaked).toContain(`clp_rsp_query_pci.${field}`);
  expect(answers.leaks.rows.filter((row) => row.onPurpose)).toEqual([]);
});

describe('rfc-2019-v1', () => {
  const { answers } = auditWith('rfc-2019-v1', 'vfio_iommu_type1_info@rfc-2019-v1', files.rfc1);

  test('has no struct for what it hands out', () => {
    expect(answers.consistency.structs.map((one) => [one.firmware, one.userSize, one.transfer])).toEqual([
      ['clp_rsp_query_pci', null, 'opaque'],
      ['clp_rsp_query_pci_grp', null, 'opaque'],
    ]);
  });

  test('each block is read as the answer that its length says', () => {
    const bytes = (field: string): string | null | undefined =>
      answers.leaks.rows.find((row) => row.field === `clp_rsp_query_pci.${field}`)?.raw;
    expect([bytes('fid'), bytes('uid'), bytes('pfgid')]).toEqual(['000000ab', '00001234', '05']);
  });
});

test.each([
  ['zdev-region-2019-v3', files.region3, { pchid: '6b6b', version: '6b' }],
  ['zdev-region-2019-v4', files.region4, { pchid: '6b6b', version: '6b', maxstbl: '6b6b' }],
])('%s hands out memory that nobody wrote', (name, file, expected) => {
  const { leaks, useful } = auditWith(name, `vfio_region_zpci_info@${name}`, file).answers;
  const rows = leaks.rows.filter((row) => row.kind === 'not written');
  expect(Object.fromEntries(rows.map((row) => [row.field.split('.')[1], row.raw]))).toEqual(expected);
  expect(names(useful.rows.filter((row) => row.use === 'not written'))).toEqual(Object.keys(expected));
});

test('zpci-region-2020: padding that was never cleared', () => {
  const { leaks } = auditWith('zpci-region-2020', 'vfio_region_zpci_info@zpci-region-2020', files.region2020).answers;
  const [behind, stray] = leaks.rows.filter((row) => row.kind === 'not written');
  expect([behind?.field, behind?.raw]).toEqual(['76 bytes behind the last feature', null]);
  expect([stray?.to[0]?.name, stray?.raw]).toEqual(['vfio_region_zpci_info_group.(padding 39.0)', '6b']);
});

describe('zpci-region-2020 without a utility string', () => {
  const { conclusion, answers } = auditWith(
    'zpci-region-2020',
    'vfio_region_zpci_info@zpci-region-2020',
    files.region2020Bare,
  );

  test('76 bytes that nobody wrote can be read, and a read at pos leaves the region', () => {
    const [bare, beyond] = ['not written', 'out of bounds'].map((kind) =>
      answers.leaks.rows.find((row) => row.kind === kind),
    );
    expect(bare?.raw).toBe('6b'.repeat(76));
    expect(beyond?.why).toContain('a read at pos copies from 8 x pos bytes in');
    for (const row of [bare, beyond]) expect(row?.why).toContain('proposal v2 of 2020-10-02');
  });

  test('does not stand the review', () => {
    expect([answers.leaks.outcome, answers.revision.outcome]).toEqual(['fault', 'fault']);
    expect(conclusion).toContain('does not stand the review: 2 of 7 questions find a fault (leaks and revision)');
  });
});

test('vfio-iommu tells facts of the IOMMU and nothing of a function', () => {
  const { answers } = auditInterface('vfio-iommu');
  expect([answers.leaks.outcome, answers.scope.outcome, answers.leaks.rows]).toEqual(['sound', 'sound', []]);
});

describe('library', () => {
  test('an interface of one row, without notes of its own, is audited as far as it goes', () => {
    const own: Interface = {
      name: 'mine',
      view: 'vfio',
      title: 'one field',
      besideFields: false,
      version: '1',
      versions: ['1'],
      reasons: {},
      rows: [
        {
          struct: 'clp_rsp_query_pci',
          field: 'fid',
          class: 'exposed',
          to: [{ field: 'vfio_device_info_cap_zpci_base.pchid', rule: { kind: 'same' } }],
          why: 'for the test',
          source: { file: 'f', symbol: 's', version: '1' },
        },
      ],
    };
    const tables = { layouts: catalog.layouts(), codes: catalog.codes() };
    const mine = makeCatalog({ ...tables, interfaces: [...catalog.interfaces(), own] });
    const { access, answers } = auditInterface('mine', { catalog: mine });
    expect(access).toBeNull();
    expect(answers.consistency.structs).toHaveLength(1);
    expect(names(answers.leaks.rows)).toEqual(['fid']);
    expect(answers.scope.outcome).toBe('sound');
  });

  test('an unknown name and a block of another interface are trouble, not bugs', () => {
    expect(() => auditInterface('')).toThrow(ToolError);
    expect(() => auditWith('sysfs', 'vfio_device_info', files.zdev)).toThrow(/no block of sysfs/);
  });

  test('plain data: JSON and back changes nothing', () => {
    const result = auditWith('vfio-zdev', 'vfio_device_info', files.zdev);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  test('cut blocks are audited as far as they go', () => {
    const whole = new Uint8Array(readFileSync(`${root}${files.rfc2Mio}`));
    const type = 'vfio_iommu_type1_info@rfc-2019-v2';
    for (let length = 1; length <= whole.length; length += 5) {
      const block = decodeBlock(whole.subarray(0, length), { type, endian: 'big' });
      expect(auditInterface('rfc-2019-v2', { blocks: [block] }).answers.leaks.rows).toHaveLength(24);
    }
  });
});

describe('every interface', () => {
  const every = catalog.interfaces().map((item) => item.name);

  test.each(every)('%s: seven verdicts of one sentence', (name) => {
    const result = auditInterface(name);
    expect(Object.keys(result.answers)).toEqual([
      'consistency',
      'reserved',
      'useful',
      'leaks',
      'redundant',
      'scope',
      'revision',
    ]);
    for (const answer of [...Object.values(result.answers), { verdict: result.conclusion }]) {
      expect(answer.verdict).toMatch(/^[A-Z0-9a-z][^\n]*[^.]\.$/);
      expect(answer.verdict).not.toMatch(/undefined|null|\[object|: \.|; ;|, ,| {2}|@/);
    }
    expect(result.access).not.toBeNull();
  });

  test.each(every)('%s: no reason is a bare id, no row is empty', (name) => {
    const { answers } = auditInterface(name);
    const reasons = [...answers.useful.rows, ...answers.leaks.rows, ...answers.redundant.rows].map((row) => row.why);
    expect(reasons.filter((why) => why === '' || why.includes(': @') || why.startsWith('@'))).toEqual([]);
  });
});
