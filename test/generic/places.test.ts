/**
 * Offsets of findings and structs inside a block: a finding counts from the start of the block, a field
 * from the start of its struct. All bytes are typed by hand.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BlockResult, decodeBlock, describeBlock, type Endian } from '../../src/index.js';
import { accountProblems } from './account.js';

const zeros = (count: number): string => '00'.repeat(count);

/** Hex with other bytes at some offsets. */
function block(hex: string, changes: Readonly<Record<number, number>> = {}): Uint8Array {
  const bytes = Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
  for (const [at, byte] of Object.entries(changes)) bytes[Number(at)] = byte;
  return bytes;
}

function decode(bytes: Uint8Array, type: string, endian: Endian = 'big'): BlockResult {
  return describeBlock(decodeBlock(bytes, { type, endian }));
}

const findings = (result: BlockResult): string[] =>
  result.issues.map((one) => `${one.code} ${one.path} @${one.byteOffset}: ${one.message}`);

describe('a page: the response begins at byte 32', () => {
  const request = `00200003 ${zeros(12)} 80010000 ${zeros(12)}`;
  const response = `01800010 ${zeros(380)}`;

  it('has no findings when all is clear', () => {
    const result = decode(block(request + response), 'clp-page');
    expect(findings(result)).toEqual([]);
    expect(result.structs.map((one) => [one.struct, one.byteOffset, one.byteLength])).toEqual([
      ['clp_req_query_pci', 0, 32],
      ['clp_rsp_query_pci', 32, 384],
    ]);
  });

  it('reserved bits of the response', () => {
    // Byte 61 of the response: the high half is reserved3, the low half is port.
    const result = decode(block(request + response, { 93: 0x50 }), 'clp-page');
    expect(findings(result)).toEqual(['RESERVED_NOT_ZERO clp_rsp_query_pci.reserved3 @93: 0x5']);
    const field = result.structs[1]?.fields.find((one) => one.path === 'reserved3');
    expect(field).toMatchObject({ byteOffset: 61, bitOffset: 0, bitLength: 4, raw: '50', value: 5, kind: 'reserved' });
  });

  it('a reserved array of the response', () => {
    const result = decode(block(request + response, { [32 + 123]: 0xa5 }), 'clp-page');
    expect(findings(result)).toEqual([`RESERVED_NOT_ZERO clp_rsp_query_pci.reserved @120: ${zeros(35)}a5`]);
  });

  it('padding of the response, above tid_avail', () => {
    const result = decode(block(request + response, { [32 + 18]: 0x80 }), 'clp-page');
    expect(findings(result)).toEqual(['PADDING_NOT_ZERO clp_rsp_query_pci.(padding 18.0) @50: 0x2']);
  });

  it('a reserved member of the request and one of the response, in byte order', () => {
    const result = decode(block(request + response, { 20: 1, [32 + 85]: 7 }), 'clp-page');
    expect(findings(result)).toEqual([
      'RESERVED_NOT_ZERO clp_req_query_pci.reserved2 @20: 0x01000000',
      'RESERVED_NOT_ZERO clp_rsp_query_pci.reserved0 @114: 0x00000007',
    ]);
  });
});

describe('a list: the second entry begins at byte 48', () => {
  const list = `00400010 ${zeros(12)} ${zeros(8)} 00000000 0100 00 10 ${zeros(32)}`;

  it('padding behind config_state', () => {
    const result = decode(block(list, { 52: 0x80, 55: 0x01 }), 'clp_rsp_list_pci');
    expect(findings(result)).toEqual(['PADDING_NOT_ZERO clp_rsp_list_pci.(padding 52.1) @52: 0x00000001']);
    const entry = result.structs[0]?.fields.filter((one) => one.path.startsWith('fh_list[1].'));
    expect(entry?.map((one) => [one.path, one.byteOffset, one.value])).toEqual([
      ['fh_list[1].device_id', 48, 0],
      ['fh_list[1].vendor_id', 50, 0],
      ['fh_list[1].config_state', 52, 1],
      ['fh_list[1].fid', 56, 0],
      ['fh_list[1].fh', 60, 0],
    ]);
  });

  it("QEMU's mask in reserved2 is named, any other value is not", () => {
    expect(findings(decode(block(list, { 25: 0xff }), 'clp_rsp_list_pci'))).toEqual([
      "RESERVED_NOT_ZERO clp_rsp_list_pci.reserved2 @24: 0x00ff0000: QEMU's handle mask (mdd)",
    ]);
    expect(findings(decode(block(list, { 25: 0xfe }), 'clp_rsp_list_pci'))).toEqual([
      'RESERVED_NOT_ZERO clp_rsp_list_pci.reserved2 @24: 0x00fe0000',
    ]);
  });
});

describe('a chain: base at 24, group at 64', () => {
  const info = '00000070 00000082 00000009 00000005 00000018 00000000';
  const base = `0001 0002 00000040 ${zeros(32)}`;
  const group = `0002 0002 00000000 ${zeros(40)}`;

  it('has no findings when all is clear', () => {
    expect(findings(decode(block(info + base + group), 'vfio_device_info'))).toEqual([]);
  });

  it('padding of the base, a reserved byte of the group, and its padding', () => {
    const result = decode(block(info + base + group, { 60: 1, 103: 2, 111: 3 }), 'vfio_device_info');
    expect(findings(result)).toEqual([
      'PADDING_NOT_ZERO vfio_device_info_cap_zpci_base.(padding 36.0) @60: 0x01000000',
      'RESERVED_NOT_ZERO vfio_device_info_cap_zpci_group.reserved @103: 0x02',
      'PADDING_NOT_ZERO vfio_device_info_cap_zpci_group.(padding 42.0) @106: 000000000003',
    ]);
  });

  it('pad of the info struct, and an unknown flag behind it', () => {
    const result = decode(block(info + base + group, { 23: 9, [64 + 24 + 7]: 2 }), 'vfio_device_info');
    expect(findings(result)).toEqual([
      'RESERVED_NOT_ZERO vfio_device_info.pad @20: 0x00000009',
      'UNKNOWN_FLAG vfio_device_info_cap_zpci_group.flags @88: 0x2',
    ]);
  });
});

/** What kernels write: struct, id, version, and bytes with the header. */
const written = [
  { struct: 'vfio_device_info_cap_zpci_base', id: 1, version: 1, size: 32 },
  { struct: 'vfio_device_info_cap_zpci_base', id: 1, version: 2, size: 40 },
  { struct: 'vfio_device_info_cap_zpci_group', id: 2, version: 1, size: 40 },
  { struct: 'vfio_device_info_cap_zpci_group', id: 2, version: 2, size: 48 },
  { struct: 'vfio_device_info_cap_zpci_util', id: 3, version: 1, size: 76 },
  { struct: 'vfio_device_info_cap_zpci_pfip', id: 4, version: 1, size: 16 },
  { struct: 'vfio_device_info_cap_pci_atomic_comp', id: 5, version: 1, size: 16 },
] as const;

/** A sound chain: some capabilities in any order, each id once, each aligned to 8 bytes. */
function soundChain(order: readonly (typeof written)[number][], endian: Endian): { bytes: Uint8Array; at: number[] } {
  const little = endian === 'little';
  const at: number[] = [];
  let end = 24;
  for (const { size } of order) {
    const start = Math.ceil(end / 8) * 8;
    at.push(start);
    end = start + size;
  }
  const bytes = new Uint8Array(end);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, end, little);
  view.setUint32(4, 0x82, little);
  view.setUint32(16, at[0] ?? 0, little);
  for (const [i, { id, version }] of order.entries()) {
    const start = at[i] ?? 0;
    view.setUint16(start, id, little);
    view.setUint16(start + 2, version, little);
    view.setUint32(start + 4, at[i + 1] ?? 0, little);
    if (id === 3) view.setUint32(start + 8, 64, little);
    if (id === 4) view.setUint32(start + 8, 4, little);
  }
  return { bytes, at };
}

it('every sound chain is read without a finding, in the order of its bytes', () => {
  const orders = fc
    .shuffledSubarray([...written], { minLength: 1 })
    .filter((order) => new Set(order.map((one) => one.id)).size === order.length);
  fc.assert(
    fc.property(orders, fc.constantFrom<Endian>('big', 'little'), (order, endian) => {
      const { bytes, at } = soundChain(order, endian);
      const result = decode(bytes, 'vfio_device_info', endian);
      expect(findings(result)).toEqual([]);
      expect(accountProblems(bytes, result)).toEqual([]);
      const structs = result.structs.filter((one) => one.struct !== 'gap');
      expect(structs.map((one) => [one.struct, one.byteOffset, one.byteLength, one.version])).toEqual([
        ['vfio_device_info', 0, 24, null],
        ...order.map(({ struct, size, version }, i) => [struct, at[i], size, version]),
      ]);
    }),
    { seed: 20201003, numRuns: 200 },
  );
});
