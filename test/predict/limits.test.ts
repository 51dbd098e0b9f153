/**
 * The end of the aperture: when the DMA limit of the container shortens it, when not, and when nobody can tell.
 * The aperture is 0x100000000..0x1bfffffff: 0xc0000 pages.
 */
import { describe, expect, it } from 'vitest';
import { decodeBlock } from '../../src/index.js';
import { device, deviceBytes, deviceV1, fieldsOf, fieldValue, iommu, predict } from './support.js';

const whole = '0x00000001bfffffff';
const off = { relaxedTranslation: false } as const;
const withoutLimit = iommu({ migrationNext: 0x48 });
const end = (input: Parameters<typeof predict>[0]): unknown => fieldValue(predict(input), 'fn.edma');

describe('the number of pages', () => {
  it.each([
    [0xffff, '0x000000010fffefff'],
    [1, '0x0000000100000fff'],
    [0xbffff, '0x00000001bfffefff'],
    [0xc0000, whole],
    [0xc0001, whole],
    [0xffff_fffe, whole],
  ])('%i', (avail, edma) => {
    expect(end({ vfio: [device(), iommu({ avail })], qemu: '10.0', ...off })).toBe(edma);
    expect(end({ vfio: [device(), iommu({ avail })], qemu: '10.0' })).toBe(whole);
  });

  it('counts from the start of the aperture', () => {
    const vfio = [device({ startDma: 0x2_0000_0000n, endDma: 0x2_bfff_ffffn }), iommu()];
    expect(end({ vfio, qemu: '11.1', ...off })).toBe('0x000000020fffefff');
  });

  it('an end that is not the last byte of a page is passed on as it is', () => {
    const vfio = [device({ endDma: 0x1_0000_0800n }), iommu()];
    expect(end({ vfio, qemu: '11.1', ...off })).toBe('0x0000000100000800');
  });

  it('an aperture of all 64 bits wraps to no size, as it does in QEMU', () => {
    const vfio = [device({ startDma: 0n, endDma: 0xffff_ffff_ffff_ffffn }), iommu()];
    expect(end({ vfio, qemu: '11.1', ...off })).toBe('0xffffffffffffffff');
  });
});

describe('an IOMMU info without a limit', () => {
  it.each(['8.1.3', '8.1.5', '8.2', '9.2', '10.0', '11.1'])('QEMU %s shortens nothing, nor for 0', (qemu) => {
    expect(end({ vfio: [device(), withoutLimit], qemu, ...off })).toBe(whole);
    expect(end({ vfio: [device(), iommu({ avail: 0 })], qemu, ...off })).toBe(whole);
  });

  it.each(['8.0', '8.1', '8.1.2'])('QEMU %s takes it for 0: the range is empty, and a finding says so', (qemu) => {
    const prediction = predict({ vfio: [device(), withoutLimit], qemu });
    expect(fieldValue(prediction, 'fn.edma')).toBe('0x00000000ffffffff');
    expect(prediction.blocks[0]?.issues.map((one) => one.code)).toEqual(['RANGE_INVERTED']);
  });
});

describe('no IOMMU info', () => {
  it.each([
    ['5.1', '0x01ffffffffffffff'],
    ['6.0', whole],
    ['7.2', whole],
    ['8.0', 'unpredictable'],
    ['8.2', 'unpredictable'],
    ['9.2', 'unpredictable'],
    ['10.0', 'unpredictable'],
    ['11.1', 'unpredictable'],
  ])('QEMU %s: %s', (qemu, edma) => {
    const vfio = [device()];
    expect(end({ vfio, qemu, ...off })).toBe(edma);
    expect(end({ vfio, qemu, container: 'iommufd', ...off })).toBe(qemu === '5.1' ? edma : whole);
    if (['10.0', '11.1'].includes(qemu)) expect(end({ vfio, qemu })).toBe(whole);
  });

  it('the reason is given, and the bytes lie in a gap of their own', () => {
    const prediction = predict({ vfio: [device()], qemu: '10.0', fid: 1, uid: 1, ...off });
    const field = fieldsOf(prediction).get('fn.edma');
    expect(field).toMatchObject({ status: 'unpredictable', raw: null, value: null });
    expect(field?.label).toBe('the limit is not known: no vfio_iommu_type1_info was given');
    const gaps = prediction.blocks[0]?.structs.filter((struct) => struct.struct === 'gap');
    expect(gaps?.map(({ byteOffset, byteLength, raw }) => [byteOffset, byteLength, raw])).toEqual([
      [24, 6, '00'.repeat(6)],
      [32, 24, '00'.repeat(24)],
      [72, 8, '00'.repeat(8)],
    ]);
  });
});

describe('a function of type 5 (ISM)', () => {
  const vfio = [device({ pft: 5 }), iommu()];

  it.each(['10.0', '11.1'])('QEMU %s: never relaxed translation', (qemu) => {
    for (const relaxedTranslation of [true, false]) {
      const prediction = predict({ vfio, qemu, relaxedTranslation });
      expect([fieldValue(prediction, 'fn.edma'), fieldValue(prediction, 'grp.rtr')]).toEqual(['0x000000010fffefff', 0]);
    }
    const { notes } = predict({ vfio, qemu, relaxedTranslation: true });
    expect(notes.filter((note) => note.kind === 'doubt').map((note) => note.message)).toEqual([
      'relaxed translation stays off for functions of this type',
    ]);
  });

  it('where the bytes end before the type, nobody can tell whether the limit holds', () => {
    const cut = decodeBlock(deviceBytes().slice(0, 0x36), { type: 'vfio_device_info', endian: 'big' });
    expect(end({ vfio: [cut, iommu()], qemu: '10.0' })).toBe('unpredictable');
    expect(end({ vfio: [cut, iommu({ avail: 0xc0000 })], qemu: '10.0' })).toBe(whole);
    expect(end({ vfio: [cut, iommu()], qemu: '9.2' })).toBe('0x000000010fffefff');
  });

  it('the guest sees type 0', () => {
    expect(fieldValue(predict({ vfio, qemu: '10.0' }), 'fn.pft')).toBe(0);
  });
});

describe('version 1 capabilities', () => {
  it('give maxstbl where imaxstbl is missing, and a doubt: without a handle nothing is interpreted', () => {
    const prediction = predict({ vfio: [deviceV1(), iommu()], qemu: '10.0', mode: 'interpret' });
    expect(fieldValue(prediction, 'grp.maxstbl')).toBe(128);
    expect(prediction.notes.find((note) => note.kind === 'doubt')?.message).toMatch(/cannot be plugged/);
  });

  it('the handle of an emulated function raises a doubt, that of a machine none', () => {
    const doubts = (handle: number): number =>
      predict({ vfio: [device({ handle }), iommu()], mode: 'interpret' }).notes.filter((one) => one.kind === 'doubt')
        .length;
    expect([doubts(0x8002_0000), doubts(0x8000_0012)]).toEqual([1, 0]);
  });
});
