/**
 * BARs: their sizes are those of the VFIO regions, which are info buffers of their own. The captured regions are of
 * functions whose host, an emulated one, counted bar_size[] from the same BARs.
 */
import { describe, expect, it } from 'vitest';
import { type DecodedBlock, decodeBlock, ToolError } from '../../src/index.js';
import { cases } from '../fixtures/cases.js';
import { coverProblems, device, fieldsOf, fieldValue, iommu, predict, valuesOf } from './support.js';

/** Index at byte 8, size at byte 16, as in include/uapi/linux/vfio.h. */
function region(index: number, size: bigint, length = 32): DecodedBlock {
  const bytes = Buffer.alloc(32);
  bytes.writeUInt32BE(32, 0);
  bytes.writeUInt32BE(index, 8);
  bytes.writeBigUInt64BE(size, 16);
  return decodeBlock(Uint8Array.from(bytes.subarray(0, length)), { type: 'vfio_region_info', endian: 'big' });
}

const sizes = [0, 1, 2, 3, 4, 5].map((i) => `fn.bar_size[${i}]`);
const words = [0, 1, 2, 3, 4, 5].map((i) => `fn.bar[${i}]`);
const withRegions = (...regions: readonly DecodedBlock[]) => predict({ vfio: [device(), iommu(), ...regions] });

it('a region gives the size of its BAR and of no other', () => {
  const prediction = withRegions(region(2, 0x4000n));
  const unknown = 'unpredictable';
  expect(Object.values(valuesOf(prediction, sizes))).toEqual([unknown, unknown, 14, unknown, unknown, unknown]);
  expect(fieldsOf(prediction).get('fn.bar_size[2]')?.label).toBe('16 KiB; from the size of the VFIO region');
  expect(fieldsOf(prediction).get('fn.bar_size[3]')?.label).toMatch(
    /^counted from the size of the VFIO region, and no vfio_region_info of it was given$/,
  );
  expect(prediction.blocks.flatMap(coverProblems)).toEqual([]);
});

it.each([
  [1n, 0],
  [0x1000n, 12],
  [0x3000n, 12],
  [1n << 32n, 32],
  [1n << 63n, 63],
])('of a region of %d bytes the lowest bit counts', (size, log2) => {
  expect(fieldValue(withRegions(region(0, size)), 'fn.bar_size[0]')).toBe(log2);
});

it('without a region size and register are 0; the register of a region is not known', () => {
  const prediction = withRegions(region(0, 0x1000n), region(1, 0n));
  expect(valuesOf(prediction, ['fn.bar_size[1]', 'fn.bar[1]', 'fn.bar[0]'])).toEqual({
    'fn.bar_size[1]': 0,
    'fn.bar[1]': 0,
    'fn.bar[0]': 'unpredictable',
  });
  expect(fieldsOf(prediction).get('fn.bar[1]')?.label).toMatch(/no region/);
});

it('regions that are no BAR change nothing', () => {
  const plain = withRegions();
  expect(withRegions(region(6, 0x1000n), region(7, 0x100n)).blocks).toEqual(plain.blocks);
});

it('a region that ends before its size tells nothing', () => {
  const label = fieldsOf(withRegions(region(0, 0x1000n, 20))).get('fn.bar_size[0]')?.label;
  expect(label).toMatch(/the bytes end before vfio_region_info.size$/);
});

it('an emulated function has no regions', () => {
  const prediction = predict({ mode: 'emulated', vfio: [device(), iommu(), region(0, 0x1000n)] });
  expect(fieldValue(prediction, 'fn.bar_size[0]')).toBe('unpredictable');
});

it('the same region twice is refused', () => {
  expect(() => withRegions(region(1, 0n), region(1, 0x1000n))).toThrow(ToolError);
  expect(() => withRegions(region(1, 0n), region(1, 0x1000n))).toThrow(/two blocks of one kind \(vfio_region_info 1\)/);
});

describe.each(['f1d00001', 'f1d00002', 'f1d00003', '00000000'])('captured function %s', (fid) => {
  const files = new Map(
    cases
      .filter((one) => one.path === 'live/linux-6.12_qemu-10.0')
      .flatMap((one) => one.blocks.map((block) => [block.listed.file, block.bytes] as const)),
  );
  const bytesOf = (file: string): Uint8Array => files.get(file) ?? new Uint8Array();
  const block = (file: string, type: string): DecodedBlock => decodeBlock(bytesOf(file), { type, endian: 'big' });
  const regions = [0, 1, 2, 3, 4, 5].map((i) => block(`vfio-region-${i}-${fid}.bin`, 'vfio_region_info'));
  const prediction = predict({ vfio: [block(`vfio-device-info-${fid}.bin`, 'vfio_device_info'), ...regions] });
  /** The answer begins at byte 32 of the page: sizes at 24, registers at 32. */
  const page = Buffer.from(bytesOf(`firmware-query-fn-${fid}.bin`));

  const isIo = (i: number): boolean => (page[64 + 4 * i] ?? 0) % 2 === 1;

  it('has the sizes that its host counted, apart from I/O BARs, of which VFIO makes no region', () => {
    expect(Object.values(valuesOf(prediction, sizes))).toEqual(
      [...page.subarray(56, 62)].map((size, i) => (isIo(i) ? 0 : size)),
    );
  });

  it('has registers of 0 where there is no region, as in the capture', () => {
    for (const [i, path] of words.entries()) {
      const hasRegion = (page[56 + i] ?? 0) > 0 && !isIo(i);
      expect(fieldValue(prediction, path), path).toBe(hasRegion ? 'unpredictable' : 0);
      if (!hasRegion && !isIo(i)) expect(page.readUInt32LE(64 + 4 * i), path).toBe(0);
    }
  });
});
