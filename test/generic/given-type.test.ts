/** A type that is given: its byte order by the size field, whole short structs, what a buffer too small says. */
import { describe, expect, it } from 'vitest';
import { decodeBlock, describeBlock, ToolError } from '../../src/index.js';

const read = (hex: string, options: Parameters<typeof decodeBlock>[1]) =>
  describeBlock(decodeBlock(Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex')), options));

describe('the byte order, where no test tells it', () => {
  // Flags 0x42 would be two buses, so the block is no device info in either order.
  it.each([
    ['00000014 00000042 00000005 00000003 00000000', 'big', 'argsz is 20, which the block holds'],
    ['14000000 42000000 05000000 03000000 00000000', 'little', 'argsz is 20, which the block holds'],
    ['00000100 00000042 00000005 00000003', 'big', 'argsz is 256, of both readings the smaller'],
    ['00010000 42000000 05000000 03000000', 'little', 'argsz is 256, of both readings the smaller'],
  ])('%s is %s-endian', (hex, endian, why) => {
    expect(read(hex, { type: 'vfio_device_info' })).toMatchObject({
      endian,
      why: `type given; ${endian}-endian: ${why}`,
    });
  });

  it.each(['00000000 00000042 00000005 00000003', 'ff000001 00000042 00000005 00000003'])(
    '%s has none, and --endian is asked for',
    (hex) => {
      expect(() => read(hex, { type: 'vfio_device_info' })).toThrow(ToolError);
      expect(() => read(hex, { type: 'vfio_device_info' })).toThrow(/unknown byte order.*; give --endian$/);
      expect(read(hex, { type: 'vfio_device_info', endian: 'big' }).endian).toBe('big');
    },
  );
});

describe('a short struct that says so is whole', () => {
  it.each([
    ['vfio_device_info', '00000010 00000003 00000009 00000005', 16],
    ['vfio_device_info', '00000014 00000003 00000009 00000005 00000000', 20],
    ['vfio_iommu_type1_info', '00000010 00000001 fffffffffffff000', 16],
    ['vfio_iommu_spapr_tce_info', '00000010 00000000 00000000 80000000', 16],
  ])('%s of %s', (type, hex, length) => {
    const { structs, issues } = read(hex, { type, endian: 'big' });
    expect(issues).toEqual([]);
    expect(structs.map((one) => [one.struct, one.byteLength])).toEqual([[type, length]]);
    const later = structs[0]?.fields.filter(({ byteOffset }) => byteOffset >= length).map(({ status }) => status);
    expect(new Set(later)).toEqual(new Set(['absent']));
  });
});

it('16 bytes that are two structs are told by what each would have to mean', () => {
  // A PCI device of 9 regions and 5 interrupts; no bus has an interrupt index 9 that occurs five times.
  expect(read('10000000 03000000 09000000 05000000', {})).toMatchObject({ type: 'vfio_device_info', endian: 'little' });
  // An interrupt of a channel; a device would be on no bus.
  expect(read('00000010 00000001 00000002 00000001', {})).toMatchObject({ type: 'vfio_irq_info', endian: 'big' });
  // MSI of a function, or an AMBA device: nothing in it says which.
  expect(() => read('00000010 00000009 00000001 00000001', {})).toThrow(/^2 types fit these 16 bytes/);
});
