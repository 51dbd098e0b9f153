/** A chain that leads backward, to a capability that is longer than the bytes in front of the one before it. */
import { expect, test } from 'vitest';
import { decodeBlock, describeBlock } from '../../src/index.js';
import { accountProblems } from './account.js';

test('it ends where the other begins', () => {
  const bytes = new Uint8Array(72);
  const view = new DataView(bytes.buffer);
  for (const [at, value] of [
    [0, 72], // argsz
    [4, 0x82], // flags: CAPS, PCI
    [16, 64], // cap_offset
    [64, 1], // id 0, version 1
    [68, 24], // next
    [24, 0x2_0002], // VFIO_DEVICE_INFO_CAP_ZPCI_GROUP, version 2: 48 bytes
  ] as const)
    view.setUint32(at, value);
  const block = describeBlock(decodeBlock(bytes, { type: 'vfio_device_info', endian: 'big' }));
  expect(accountProblems(bytes, block)).toEqual([]);
  expect(block.structs.map(({ struct, byteOffset, byteLength }) => [struct, byteOffset, byteLength])).toEqual([
    ['vfio_device_info', 0, 24],
    ['vfio_device_info_cap_zpci_group', 24, 40],
    ['vfio_info_cap_header', 64, 8],
  ]);
  expect(block.issues.map(({ code }) => code)).toContain('TRUNCATED');
});
