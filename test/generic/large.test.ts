/**
 * Blocks that hold more than anybody writes: what is decoded of them is bounded, what is left out is said
 * and lies in a gap.
 */
import { describe, expect, it } from 'vitest';
import { type BlockResult, decodeBlock, describeBlock, encodeBlock } from '../../src/index.js';
import { accountProblems } from './account.js';

function decode(bytes: Uint8Array, type: string): BlockResult {
  const result = describeBlock(decodeBlock(bytes, { type, endian: 'big' }));
  expect(accountProblems(bytes, result)).toEqual([]);
  expect(Buffer.compare(encodeBlock(result), bytes)).toBe(0);
  return result;
}

const layoutOf = (result: BlockResult): (string | number)[][] =>
  result.structs.map(({ struct, byteOffset, byteLength }) => [struct, byteOffset, byteLength]);

describe('array elements', () => {
  /** Group ids of devices: 12 bytes, then 8 for each device. */
  function resetInfo(devices: number): Uint8Array {
    const bytes = Buffer.alloc(12 + 8 * devices);
    bytes.writeUInt32BE(bytes.length, 0);
    bytes.writeUInt32BE(devices, 8);
    for (let i = 0; i < devices; i++) bytes.writeUInt32BE(i, 12 + 8 * i);
    return bytes;
  }

  it('65536 are decoded', () => {
    const result = decode(resetInfo(65_536), 'vfio_pci_hot_reset_info');
    expect(layoutOf(result)).toEqual([['vfio_pci_hot_reset_info', 0, 524_300]]);
    expect(result.issues).toEqual([]);
    expect(result.structs[0]?.fields.find((one) => one.path === 'devices[65535].group_id')?.value).toBe(65_535);
  });

  it('of 65539 the last three are left in a gap, and that is said', () => {
    const result = decode(resetInfo(65_539), 'vfio_pci_hot_reset_info');
    expect(layoutOf(result)).toEqual([
      ['vfio_pci_hot_reset_info', 0, 524_300],
      ['gap', 524_300, 24],
    ]);
    expect(result.issues.map((one) => [one.code, one.severity, one.path, one.byteOffset])).toEqual([
      ['ELEMENTS_LEFT_OUT', 'warning', 'vfio_pci_hot_reset_info.devices', 12],
      ['TRAILING_BYTES', 'note', 'gap', 524_300],
    ]);
    expect(result.issues[0]?.message).toMatch(/^65536 of 65539 elements/);
  });

  it('the bound is that of a block, not that of one array', () => {
    const ranges = 40_000;
    const size = 16 + 16 * ranges;
    const bytes = Buffer.alloc(24 + 2 * size);
    for (const [at, value] of [
      [0, bytes.length],
      [4, 2],
      [16, 24],
      [28, 24 + size],
      [32, ranges],
      [24 + size + 8, ranges],
    ] as const) {
      bytes.writeUInt32BE(value, at);
    }
    for (const at of [24, 24 + size]) bytes.writeUInt32BE(0x0001_0001, at);
    const result = decode(bytes, 'vfio_iommu_type1_info');
    const tag = 'vfio_iommu_type1_info_cap_iova_range';
    expect(layoutOf(result)).toEqual([
      ['vfio_iommu_type1_info', 0, 24],
      [tag, 24, size],
      [tag, 24 + size, 16 + 16 * 25_536],
      ['gap', 24 + size + 16 + 16 * 25_536, 16 * 14_464],
    ]);
    expect(result.issues.map((one) => one.code)).toEqual(['CAPABILITY_TWICE', 'ELEMENTS_LEFT_OUT', 'TRAILING_BYTES']);
  });
});

describe('links of a chain', () => {
  function chainOf(links: number): Uint8Array {
    const bytes = Buffer.alloc(24 + 8 * links);
    bytes.writeUInt32BE(bytes.length, 0);
    bytes.writeUInt32BE(0x82, 4);
    bytes.writeUInt32BE(24, 16);
    for (let i = 0; i < links; i++) {
      bytes.writeUInt16BE(1000 + i, 24 + 8 * i);
      bytes.writeUInt16BE(1, 26 + 8 * i);
      bytes.writeUInt32BE(i === links - 1 ? 0 : 32 + 8 * i, 28 + 8 * i);
    }
    return bytes;
  }
  const brokenIn = (result: BlockResult): unknown[] =>
    result.issues
      .filter((one) => one.code !== 'CAPABILITY_UNKNOWN')
      .map(({ code, path, byteOffset }) => [code, path, byteOffset]);

  it('1024 are followed', () => {
    const result = decode(chainOf(1024), 'vfio_device_info');
    expect(result.structs).toHaveLength(1025);
    expect(brokenIn(result)).toEqual([]);
  });

  it('after 1024 the chain ends, and that is said', () => {
    const result = decode(chainOf(1026), 'vfio_device_info');
    expect(result.structs).toHaveLength(1026);
    expect(result.structs.at(-1)).toMatchObject({ struct: 'gap', byteOffset: 24 + 8 * 1024, byteLength: 16 });
    expect(brokenIn(result)).toEqual([
      ['CHAIN_TOO_LONG', 'vfio_info_cap_header.next', 24 + 8 * 1023 + 4],
      ['TRAILING_BYTES', 'gap', 24 + 8 * 1024],
    ]);
  });
});

it('a message about long padding quotes where it is not zero, not all of it', () => {
  const bytes = Buffer.alloc(32 + 200);
  bytes.writeUInt32BE((bytes.length << 16) | 0x0010, 0);
  bytes[31] = 200;
  bytes.fill(0xee, bytes.length - 2);
  const messages = decode(bytes, 'clp_rsp_list_pci').issues.filter((one) => one.code === 'PADDING_NOT_ZERO');
  expect(messages).toMatchObject([
    { path: 'clp_rsp_list_pci.(padding 48.0)', message: 'eeee from byte 182 of 184 on' },
  ]);
});
