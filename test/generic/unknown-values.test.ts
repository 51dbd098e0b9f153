/**
 * Values without a name: every field with a table of codes or flags shows a number that no table has, says
 * that it is unknown, and reports it. Labels are typed by hand.
 */
import { describe, expect, it } from 'vitest';
import {
  type BlockResult,
  catalog,
  decodeBlock,
  describeBlock,
  type Endian,
  type Field,
  type FieldResult,
  type Issue,
} from '../../src/index.js';
import { type Canvas, canvases, noOracle, type Run } from './canvas.js';

interface Row {
  /** As `--type` takes it. */
  readonly type: string;
  readonly path: string;
  readonly value: number | bigint;
  readonly label: string;
  /** Findings about this field, each with its message. */
  readonly issues: readonly (readonly [code: string, message: string])[];
}

const unknown = (type: string, path: string, value: number, label: string): Row => ({
  type,
  path,
  value,
  label,
  issues: [['UNKNOWN_VALUE', label]],
});

const command = (type: string, expected: string): Row => ({
  type,
  path: 'hdr.cmd',
  value: 0x0099,
  label: '0x0099 (unknown CLP command)',
  issues: [['UNKNOWN_COMMAND', `0x0099 where ${expected} belongs`]],
});

const code = (type: string): Row => ({
  type,
  path: 'hdr.rsp',
  value: 0x0999,
  label: '0x0999 (unknown response code)',
  issues: [
    ['RESPONSE_NOT_OK', '0x0999 (unknown response code)'],
    ['RESPONSE_CODE_UNKNOWN', '0x0999'],
  ],
});

const codeRows: readonly Row[] = [
  command('clp_req_slpc', '0x0001'),
  command('clp_req_list_pci', '0x0002'),
  command('clp_req_query_pci', '0x0003'),
  command('clp_req_query_pci_grp', '0x0004'),
  command('clp_req_set_pci', '0x0005'),
  code('clp_rsp_slpc'),
  code('clp_rsp_slpc_pci'),
  code('clp_rsp_list_pci'),
  code('clp_rsp_query_pci'),
  code('clp_rsp_query_pci_grp'),
  code('clp_rsp_set_pci'),
  unknown('clp_req', 'lps', 1, '0x1 (unknown logical processor set)'),
  unknown('clp_req', 'lps', 0x3f, '0x3f (unknown logical processor set)'),
  unknown('clp_req_set_pci', 'oc', 4, '0x04 (unknown SET PCI operation)'),
  unknown('clp_rsp_query_pci', 'pft', 0x01, '0x01 (unknown PFT)'),
  unknown('clp_rsp_query_pci', 'pft', 0xff, '0xff (unknown PFT)'),
  unknown('clp_rsp_query_pci_grp', 'version', 0x40, '0x40 (unknown PCI version)'),
  // A vendor is no value without a name, whoever it is.
  {
    type: 'vfio_region_info_cap_type',
    path: 'type',
    value: 0x8000_1af4,
    label: '0x80001af4 (a PCI vendor in the low half, where 0x80000000 is set)',
    issues: [],
  },
  // Any code of an error event has a meaning for the kernel.
  ...['zpci_ccdf_err', 'vfio_device_feature_zpci_err@zpci-error-v18'].map((type) => ({
    type,
    path: 'pec',
    value: 0x3a,
    label: '0x003a the function is in the error state: recovery is attempted',
    issues: [],
  })),
  unknown('zpci_ccdf_avail', 'pec', 0x0305, '0x0305 (unknown PCI event code)'),
  unknown('zpci_fmb', 'format', 4, '0x04 (unknown format of the measurement block)'),
  unknown('vfio_device_info_cap_zpci_base', 'pft', 0x0e, '0x0e (unknown PFT)'),
  unknown('vfio_region_zpci_info_base@zpci-region-2020', 'pft', 0x0e, '0x0e (unknown PFT)'),
  unknown('vfio_region_info', 'index', 9, '0x9 (unknown device-specific region)'),
  unknown('vfio_irq_info', 'index', 5, '0x5 (unknown interrupt index)'),
  unknown('iommu_hw_info', 'out_data_type', 5, '0x5 (unknown hardware data type)'),
];

/** Fields with a table that names every value they can have. */
const allNamed = ['clp_fh_list_entry.config_state', 'clp_rsp_list_pci.fh_list[].config_state'];

const flag = (type: string, path: string, value: number | bigint, label: string, rest: string): Row => ({
  type,
  path,
  value,
  label,
  issues: [['UNKNOWN_FLAG', rest]],
});

const flagRows: readonly Row[] = [
  flag('vfio_device_info', 'flags', 0x203, '0x00000203 RESET, PCI, unknown 0x200', '0x200'),
  flag('vfio_device_info', 'flags', 0x80000000, '0x80000000 unknown 0x80000000', '0x80000000'),
  flag('vfio_device_feature_zpci_err@zpci-error-v18', 'feature_flags', 0x1, '0x00000001 unknown 0x1', '0x1'),
  flag('vfio_group_status', 'flags', 0x7, '0x00000007 VIABLE, CONTAINER_SET, unknown 0x4', '0x4'),
  flag('vfio_pci_hot_reset_info', 'flags', 0x6, '0x00000006 DEV_ID_OWNED, unknown 0x4', '0x4'),
  flag('vfio_iommu_type1_info', 'flags', 0x5, '0x00000005 PGSIZES, unknown 0x4', '0x4'),
  flag('vfio_iommu_type1_info@rfc-2019-v1', 'flags', 0x5, '0x00000005 PGSIZES, unknown 0x4', '0x4'),
  flag('vfio_iommu_type1_info@rfc-2019-v2', 'flags', 0x5, '0x00000005 PGSIZES, unknown 0x4', '0x4'),
  flag('vfio_iommu_spapr_tce_info', 'flags', 0x3, '0x00000003 DDW, unknown 0x2', '0x2'),
  flag('vfio_irq_info', 'flags', 0x19, '0x00000019 EVENTFD, NORESIZE, unknown 0x10', '0x10'),
  flag('vfio_region_info', 'flags', 0x17, '0x00000017 READ, WRITE, MMAP, unknown 0x10', '0x10'),
  flag('vfio_device_info_cap_pci_atomic_comp', 'flags', 0xf, '0x0000000f COMP32, COMP64, COMP128, unknown 0x8', '0x8'),
  flag(
    'vfio_device_info_cap_zpci_group',
    'flags',
    0x8000_0000_0000_0001n,
    '0x8000000000000001 REFRESH, unknown 0x8000000000000000',
    '0x8000000000000000',
  ),
  flag('vfio_region_zpci_info_group@zpci-region-2020', 'flags', 0x3n, '0x0000000000000003 REFRESH, unknown 0x2', '0x2'),
  flag('vfio_region_zpci_info@zdev-region-2019-v3', 'flags', 0x2n, '0x0000000000000002 unknown 0x2', '0x2'),
  flag('vfio_region_zpci_info@zdev-region-2019-v4', 'flags', 0x2n, '0x0000000000000002 unknown 0x2', '0x2'),
  flag('vfio_iommu_pci_function_group@rfc-2019-v2', 'flags', 0x7, '0x07 REFRESH, FRAME, unknown 0x4', '0x4'),
  flag('iommu_hw_info', 'flags', 0x3, '0x00000003 INPUT_TYPE, unknown 0x2', '0x2'),
  flag('iommu_hw_info', 'out_capabilities', 0x11n, '0x0000000000000011 DIRTY_TRACKING, unknown 0x10', '0x10'),
];

/** Flag words whose every bit has a name. */
const allFlagsNamed = [
  'mio_info.valid',
  'clp_rsp_query_pci.mio.valid',
  'clp_rsp_set_pci.mio.valid',
  'clp_rsp_query_pci_grp.dtsm',
  'vfio_iommu_pci_function_group@rfc-2019-v2.dtsm',
];

const canvasFor = (type: string, endian: Endian): Canvas => {
  const found = canvases.find((one) => one.type === type && one.endian === endian);
  if (found === undefined) throw new Error(`no canvas of ${type}`);
  return found;
};

/** The bytes of a canvas with another value in the bits of a member. */
function write(canvas: Canvas, run: Run, value: bigint): Uint8Array {
  const bytes = canvas.bytes.slice();
  const isLittle = canvas.endian === 'little' && canvas.layout.byteOrder === 'host';
  for (let i = 0; i < run.bitLength; i++) {
    const place = run.bitOffset + i;
    const byte = Math.floor(place / 8);
    const at = run.byteOffset + (isLittle ? run.bitLength / 8 - 1 - byte : byte);
    const mask = 0x80 >> (place % 8);
    const isSet = ((value >> BigInt(run.bitLength - 1 - i)) & 1n) === 1n;
    bytes[at] = isSet ? (bytes[at] ?? 0) | mask : (bytes[at] ?? 0) & ~mask;
  }
  return bytes;
}

interface Seen {
  readonly field: FieldResult | undefined;
  readonly issues: readonly Issue[];
  readonly byteOffset: number;
}

function see(row: Row, endian: Endian): Seen {
  const canvas = canvasFor(row.type, endian);
  const run = [...canvas.members, ...canvas.fixed].find((one) => one.path === row.path);
  if (run === undefined) throw new Error(`${row.type} has no ${row.path}`);
  const result: BlockResult = describeBlock(
    decodeBlock(write(canvas, run, BigInt(row.value)), { type: row.type, endian }),
  );
  const issues = result.issues.filter((one) => one.path.endsWith(`.${row.path}`));
  return { field: result.structs[0]?.fields.find((one) => one.path === row.path), issues, byteOffset: run.byteOffset };
}

function ordersOf(type: string): readonly Endian[] {
  return canvases.filter((one) => one.type === type).map((one) => one.endian);
}

const cases = [...codeRows, ...flagRows].flatMap((row) => ordersOf(row.type).map((endian) => ({ ...row, endian })));

describe('a value that no table names', () => {
  it.each(cases)('$type.$path = $value, $endian-endian', (row) => {
    const { field, issues, byteOffset } = see(row, row.endian);
    const value = typeof row.value === 'bigint' ? `0x${row.value.toString(16).padStart(16, '0')}` : row.value;
    expect(field).toMatchObject({ value, label: row.label, status: 'ok' });
    expect(issues.map((one) => [one.code, one.message])).toEqual(row.issues);
    for (const one of issues) {
      expect(one.byteOffset).toBe(byteOffset);
      expect(one.path).toBe(`${row.type.split('@')[0]}.${row.path}`);
    }
  });
});

describe('a value that a table names', () => {
  it.each<[string, string, number | bigint, string | null]>([
    ['clp_rsp_query_pci', 'pft', 0x0c, '0x0c NETH: Network Express hybrid'],
    ['clp_req_set_pci', 'oc', 2, '0x02 CLP_SET_ENABLE_MIO enable MIO'],
    ['clp_req', 'lps', 2, '0x2 PCI'],
    ['vfio_region_info', 'index', 7, '0x7 pci: configuration space'],
    ['vfio_irq_info', 'index', 2, '0x2 pci: MSI-X; ccw: device request'],
    ['iommu_hw_info', 'out_data_type', 4, '0x4 AMD'],
    ['vfio_device_info', 'flags', 0x82, '0x00000082 PCI, CAPS'],
    ['vfio_irq_info', 'flags', 0, null],
    ['clp_rsp_query_pci', 'mio.valid', 0x21, '0x21 BAR0, BAR5'],
    ['vfio_device_info_cap_zpci_group', 'flags', 1n, '0x0000000000000001 REFRESH'],
  ])('%s.%s = %s is %s', (type, path, value, label) => {
    const { field, issues } = see({ type, path, value, label: '', issues: [] }, 'big');
    expect(field?.label).toBe(label);
    expect(issues.filter((one) => one.code.startsWith('UNKNOWN'))).toEqual([]);
  });
});

/** Paths of fields with a format of this kind, as the catalog nests them. */
function fieldsWith(test: (field: Field) => boolean): string[] {
  return catalog.layouts().flatMap((layout) => {
    const type = layout.interface === undefined ? layout.tag : `${layout.tag}@${layout.interface}`;
    // Without a canvas there is nothing to paint a value into.
    if (noOracle.includes(type)) return [];
    return layout.fields.filter(test).map((field) => `${type}.${field.name}`);
  });
}

/** Fields that a row above is about; a row about `hdr.cmd` or `hdr.rsp` is about the header's field too. */
function spokenOf(rows: readonly Row[], named: readonly string[]): Set<string> {
  const own = rows.map((row) => `${row.type}.${row.path}`);
  return new Set([...own, ...own.map((name) => name.replace(/^(clp_r(?:eq|sp))_\w+\.hdr\./, '$1_hdr.')), ...named]);
}

describe('nothing is forgotten', () => {
  it('every field with a table of codes has a value without a name above', () => {
    const fields = fieldsWith(
      (field) => field.type !== 'struct' && field.type !== 'bytes' && field.format?.kind === 'codes',
    );
    expect(fields.length).toBeGreaterThan(10);
    expect(fields.filter((name) => !spokenOf(codeRows, allNamed).has(name))).toEqual([]);
  });

  it('every field with a table of flags has a bit without a name above', () => {
    const fields = fieldsWith(
      (field) =>
        field.type !== 'struct' &&
        field.type !== 'bytes' &&
        field.format?.kind === 'flags' &&
        field.format.rest === undefined,
    );
    expect(fields.length).toBeGreaterThan(10);
    expect(fields.filter((name) => !spokenOf(flagRows, allFlagsNamed).has(name))).toEqual([]);
  });
});
