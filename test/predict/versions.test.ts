/**
 * One device under every version of QEMU that changed something. Every value is typed here from what is known
 * of the versions: the device has group 5, vfn 0x23, maxstbl 120 and imaxstbl 64, an aperture of
 * 0x100000000..0x1bfffffff, and its container a limit of 65535 pages, which end at 0x10fffefff.
 */
import { describe, expect, it } from 'vitest';
import { catalog, type PredictInput } from '../../src/index.js';
import { device, fieldValue, iommu, predict, valuesOf } from './support.js';

const buffers = [device({ maxstbl: 120 }), iommu()];
const whole = '0x00000001bfffffff';
const short = '0x000000010fffefff';
const fixed = '0x01ffffffffffffff';

const columns = ['grp.dtsm', 'grp.rtr', 'fn.edma', 'fn.pfgid', 'grp.maxstbl', 'fn.vfn'];

/** With relaxed-translation=off, as machine types up to 9.2 have it. */
const intercepted: readonly (readonly [string, number, number, string, number, number, number])[] = [
  // QEMU dtsm rtr edma pfgid maxstbl vfn
  ['5.1', 0, 0, fixed, 1, 128, 0],
  ['5.2', 0, 0, whole, 5, 120, 0],
  ['6.0', 0, 0, whole, 5, 120, 0x23],
  ['7.0', 0x40, 0, whole, 5, 120, 0x23],
  ['7.2', 0x40, 0, whole, 0xf0, 120, 0x23],
  ['8.0', 0x40, 0, short, 0xf0, 120, 0x23],
  ['8.1.3', 0x40, 0, short, 0xf0, 120, 0x23],
  ['8.2', 0x40, 0, short, 0xf0, 120, 0x23],
  ['9.2', 0x40, 0, short, 0xf0, 120, 0x23],
  ['10.0', 0x40, 0, short, 0xf0, 120, 0x23],
  ['11.1', 0x40, 0, short, 0xf0, 120, 0x23],
];

const row = (input: Partial<PredictInput>): unknown[] =>
  Object.values(valuesOf(predict({ vfio: buffers, ...input }), columns));

describe('an intercepted function without relaxed translation', () => {
  it.each(intercepted)('QEMU %s', (qemu, ...values) => {
    expect(row({ qemu, mode: 'intercept', relaxedTranslation: false })).toEqual(values);
  });
});

describe('relaxed translation on, its default', () => {
  it.each(intercepted)('QEMU %s', (qemu, dtsm, _rtr, edma, ...rest) => {
    const isKnown = ['10.0', '11.1'].includes(qemu);
    const values = isKnown ? [dtsm, 1, whole, ...rest] : [dtsm, 0, edma, ...rest];
    expect(row({ qemu, mode: 'intercept' })).toEqual(values);
    expect(row({ qemu, mode: 'intercept', relaxedTranslation: true })).toEqual(values);
  });
});

describe('an interpreted function', () => {
  it.each(intercepted)('QEMU %s', (qemu, dtsm, rtr, edma, pfgid, maxstbl, vfn) => {
    const isInterpreted = !['5.1', '5.2', '6.0', '7.0'].includes(qemu);
    const values = isInterpreted ? [dtsm, rtr, edma, 5, 64, vfn] : [dtsm, rtr, edma, pfgid, maxstbl, vfn];
    expect(row({ qemu, mode: 'interpret', relaxedTranslation: false })).toEqual(values);
  });
});

describe('an iommufd container: nothing is shortened', () => {
  it.each(intercepted)('QEMU %s', (qemu, dtsm, rtr, _edma, ...rest) => {
    const edma = qemu === '5.1' ? fixed : whole;
    expect(row({ qemu, mode: 'intercept', relaxedTranslation: false, container: 'iommufd' })).toEqual([
      dtsm,
      rtr,
      edma,
      ...rest,
    ]);
  });

  it('a limit of 0xffffffff is that of its type1-compatible container, which is a limit like any other', () => {
    const prediction = (endDma: bigint) => {
      const vfio = [device({ endDma }), iommu({ avail: 0xffff_ffff })];
      return predict({ vfio, qemu: '10.0', relaxedTranslation: false });
    };
    expect(fieldValue(prediction(0x1_bfff_ffffn), 'fn.edma')).toBe(whole);
    expect(fieldValue(prediction(0x1f_ffff_ffff_ffffn), 'fn.edma')).toBe('0x00001000ffffefff');
    expect(prediction(0x1_bfff_ffffn).blocks[0]?.why).toContain('type1-compatible container of iommufd');
  });
});

describe('the default group: a host group of 0xf0 and above', () => {
  const vfio = [device({ gid: 0xf3, maxstbl: 120, mui: 1234, noi: 77 }), iommu()];
  const group = ['fn.pfgid', 'grp.noi', 'grp.version', 'grp.maxstbl', 'grp.mui', 'grp.dasm', 'grp.msia', 'grp.rtr'];
  const constants = [0xff, 128, 0, 128, 4000, '0x0000000000000000', '0xfe00000000000000', 0];

  it.each(['7.2', '8.2', '9.2', '10.0', '11.1'])('QEMU %s', (qemu) => {
    for (const mode of ['intercept', 'interpret'] as const)
      expect(Object.values(valuesOf(predict({ vfio, qemu, mode }), group))).toEqual(constants);
  });

  it('its members keep what is their own: the aperture is passed on, and shortened for relaxed translation', () => {
    const values = (relaxedTranslation: boolean): unknown =>
      fieldValue(predict({ vfio, qemu: '10.0', relaxedTranslation }), 'fn.edma');
    expect([values(true), values(false)]).toEqual([whole, short]);
  });

  it.each(['5.2', '6.0', '7.0', '7.1'])('QEMU %s kept the host group with its values', (qemu) => {
    const values = [0xf3, 77, 1, 120, 1234, '0xffffffffffff0000', '0xfe00000000000000', 0];
    expect(Object.values(valuesOf(predict({ vfio, qemu }), group))).toEqual(values);
  });

  it.each([
    ['6.2', 0x20, 0x20],
    ['7.0', 0x20, undefined],
    ['6.2', 0xff, undefined],
    ['7.0', 0xff, 0xff],
    ['7.1', 0xff, 0xff],
    ['7.1', 0xfe, undefined],
  ])('QEMU %s, host group %i: its own default group is found under an id of a host group', (qemu, gid, id) => {
    const prediction = predict({ vfio: [device({ gid, maxstbl: 120, mui: 1234, noi: 77 }), iommu()], qemu });
    const values =
      id === undefined
        ? [gid, 77, 1, 120, 1234, '0xffffffffffff0000', '0xfe00000000000000', 0]
        : [id, ...constants.slice(1)];
    expect(Object.values(valuesOf(prediction, group))).toEqual(values);
  });
});

describe('no GROUP capability: the default group', () => {
  const vfio = [device({ baseNext: 0x70 }), iommu()];
  it.each([
    ['5.1', 1, 128],
    ['5.2', 0x20, 128],
    ['6.0', 0x20, 128],
    ['7.0', 0xff, 128],
    ['7.2', 0xff, 128],
    ['10.0', 0xff, 128],
    ['11.1', 0xff, 128],
  ])('QEMU %s', (qemu, pfgid, noi) => {
    const prediction = predict({ vfio, qemu });
    expect(valuesOf(prediction, ['fn.pfgid', 'grp.noi', 'grp.mui', 'grp.rtr'])).toEqual({
      'fn.pfgid': pfgid,
      'grp.noi': noi,
      'grp.mui': 4000,
      'grp.rtr': 0,
    });
  });
});

it('no BASE capability: the defaults of a function stay, the strings are passed on', () => {
  const prediction = predict({ vfio: [device({ capOffset: 0x40 }), iommu()], qemu: '10.0' });
  expect(valuesOf(prediction, ['fn.vfn', 'fn.pchid', 'fn.sdma', 'fn.edma', 'fn.pfgid', 'fn.pfip', 'grp.mui'])).toEqual({
    'fn.vfn': 0,
    'fn.pchid': 0,
    'fn.sdma': '0x0000000100000000',
    'fn.edma': fixed,
    'fn.pfgid': 0xff,
    'fn.pfip': '00018003',
    'grp.mui': 4000,
  });
  expect(fieldValue(prediction, 'fn.util_str')).toMatch(/^LAB PORT NETWORK A\/1 +$/);
});

describe('an emulated function: constants, whatever the buffers say', () => {
  it.each([
    ['5.1', 1, 0],
    ['6.0', 0x20, 0],
    ['7.0', 0xff, 0x40],
    ['11.1', 0xff, 0x40],
  ])('QEMU %s', (qemu, pfgid, dtsm) => {
    const prediction = predict({ vfio: [], mode: 'emulated', qemu });
    expect(valuesOf(prediction, ['fn.pfgid', 'grp.dtsm', 'fn.edma', 'grp.rtr', 'fn.vfn', 'grp.maxstbl'])).toEqual({
      'fn.pfgid': pfgid,
      'grp.dtsm': dtsm,
      'fn.edma': fixed,
      'grp.rtr': 0,
      'fn.vfn': 0,
      'grp.maxstbl': 128,
    });
    const vfio = [device({ gid: 0xf3 }), iommu({ avail: 0xffff_ffff })];
    expect(predict({ vfio, mode: 'emulated', qemu }).blocks).toEqual(prediction.blocks);
  });
});

it('every version of the tables that changed something has a row above', () => {
  const item = catalog.interfaces().find((one) => one.name === 'qemu');
  const described = item?.versions.filter((version) => !intercepted.some(([qemu]) => qemu === version));
  // They differ in the byte order of bar[], which no buffer tells: test/diff/every-qemu.
  expect(described).toEqual(['10.0.9', '10.1', '10.2', '10.2.2', '11.0']);
});
