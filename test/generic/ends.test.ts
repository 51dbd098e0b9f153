/**
 * Where things end: responses at their own length, lists at their entries, text at its size. All bytes are
 * typed by hand, behind each end stands something that must not be read.
 */
import { describe, expect, it } from 'vitest';
import { type BlockResult, decodeBlock, describeBlock } from '../../src/index.js';

const zeros = (count: number): string => '00'.repeat(count);

function decode(hex: string, options: Parameters<typeof decodeBlock>[1]): BlockResult {
  return describeBlock(decodeBlock(Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex')), options));
}

const structsOf = (result: BlockResult): (string | number)[][] =>
  result.structs.map((one) => [one.struct, one.byteOffset, one.byteLength]);

const codesOf = (result: BlockResult): string[] => result.issues.map((one) => `${one.code} @${one.byteOffset}`);

function readValue(result: BlockResult, path: string): unknown {
  const field = result.structs.flatMap((struct) => struct.fields).find((one) => one.path === path);
  return field === undefined ? 'no such field' : field.status === 'ok' ? field.value : field.status;
}

describe('a response', () => {
  const type = 'clp_rsp_query_pci';

  it('ends at its length, whatever follows', () => {
    const result = decode(`00c00010 ${zeros(12)} ${zeros(176)} ${'a5'.repeat(192)}`, { type });
    expect(structsOf(result)).toEqual([
      [type, 0, 192],
      ['gap', 192, 192],
    ]);
    expect(codesOf(result)).toEqual(['TRAILING_BYTES @192']);
    expect([readValue(result, 'util_str'), readValue(result, 'mio.valid')]).toEqual(['\0'.repeat(64), 'absent']);
  });

  it('of a length that none has had ends there too, and says what is cut', () => {
    const result = decode(`00400010 ${zeros(12)} ${zeros(48)} ${'a5'.repeat(128)}`, { type });
    expect(structsOf(result)).toEqual([
      [type, 0, 64],
      ['gap', 64, 128],
    ]);
    expect(codesOf(result)).toEqual(['LENGTH_UNUSUAL @0', 'TRUNCATED @64', 'TRAILING_BYTES @64']);
    expect([readValue(result, 'pft'), readValue(result, 'sdma')]).toEqual([0, 'truncated']);
  });

  it('longer than the block ends with the block', () => {
    const result = decode(`01800010 ${zeros(12)} ${zeros(48)}`, { type });
    expect(structsOf(result)).toEqual([[type, 0, 64]]);
    expect(codesOf(result)).toEqual(['LENGTH_BEYOND_BLOCK @0', 'TRUNCATED @64']);
  });

  it.each([
    [0, 'LENGTH_TOO_SMALL @0'],
    [15, 'LENGTH_TOO_SMALL @0'],
  ])('of length %i has only its header', (length, code) => {
    const result = decode(`00${length.toString(16).padStart(2, '0')}0010 ${zeros(12)} ${'a5'.repeat(48)}`, { type });
    expect(structsOf(result)).toEqual([
      [type, 0, 16],
      ['gap', 16, 48],
    ]);
    expect(codesOf(result)).toEqual([code, 'TRAILING_BYTES @16']);
    expect(result.structs[0]?.fields.map((one) => one.path)).toEqual([
      'hdr.len',
      'hdr.rsp',
      'hdr.fmt',
      'hdr.reserved1',
      'hdr.reserved2',
    ]);
  });

  it('that is not done has only its header, and its body is a gap', () => {
    const result = decode(`01800101 ${zeros(12)} ${'a5'.repeat(368)}`, { type });
    expect(structsOf(result)).toEqual([
      [type, 0, 16],
      ['gap', 16, 368],
    ]);
    expect(codesOf(result)).toEqual(['RESPONSE_NOT_OK @2', 'TRAILING_BYTES @16']);
    expect(result.structs[0]?.fields.every((one) => one.path.startsWith('hdr.'))).toBe(true);
  });

  it('with the code of another command says so', () => {
    const result = decode(`0180010a ${zeros(12)} ${zeros(368)}`, { type });
    expect(codesOf(result)).toEqual(['RESPONSE_NOT_OK @2', 'RESPONSE_CODE_FOREIGN @2']);
  });
});

describe('a list', () => {
  const type = 'clp_rsp_list_pci';
  const list = (length: number, stride: number, rest: string): string =>
    `${length.toString(16).padStart(4, '0')}0010 ${zeros(27)} ${stride.toString(16).padStart(2, '0')} ${rest}`;
  const entry = (fid: number): string => `00081014 80000000 ${fid.toString(16).padStart(8, '0')} 80010000`;

  it('has as many entries as its length says', () => {
    const result = decode(list(64, 16, entry(1) + entry(2) + entry(3)), { type });
    expect(structsOf(result)).toEqual([
      [type, 0, 64],
      ['gap', 64, 16],
    ]);
    expect([readValue(result, 'fh_list[1].fid'), readValue(result, 'fh_list[2].fid')]).toEqual([2, 'no such field']);
  });

  it('has entries as far apart as it says', () => {
    const result = decode(list(80, 24, `${entry(1)} ${'00'.repeat(8)} ${entry(2)} ${'00'.repeat(8)}`), { type });
    expect(structsOf(result)).toEqual([[type, 0, 80]]);
    expect([readValue(result, 'fh_list[0].fid'), readValue(result, 'fh_list[1].fid')]).toEqual([1, 2]);
  });

  it('with half an entry at its end has the whole ones', () => {
    const result = decode(list(56, 16, entry(1) + entry(2)), { type });
    expect(structsOf(result)).toEqual([
      [type, 0, 48],
      ['gap', 48, 16],
    ]);
    expect(codesOf(result)).toContain('ENTRY_REMAINDER @0');
  });

  it('of impossible entries has none', () => {
    const result = decode(list(48, 8, entry(1)), { type });
    expect(structsOf(result)).toEqual([
      [type, 0, 32],
      ['gap', 32, 16],
    ]);
    expect(codesOf(result)).toEqual(['ENTRY_SIZE @31', 'TRAILING_BYTES @32']);
  });
});

describe('a count', () => {
  const ranges = (count: number): BlockResult =>
    decode(`00010001 ${zeros(4)} ${count.toString(16).padStart(8, '0')} 00000000 ${zeros(16)} ${zeros(12)}`, {
      type: 'vfio_iommu_type1_info_cap_iova_range',
      endian: 'big',
    });

  it.each([2, 3, 0xffffffff])('of %i ranges in the bytes of one and three quarters', (count) => {
    const result = ranges(count);
    expect(codesOf(result)).toEqual(['SIZE_FIELD @8', 'TRUNCATED @40']);
    expect(readValue(result, 'iova_ranges[0].end')).toBe('0x0000000000000000');
    expect(readValue(result, 'iova_ranges[1].start')).toBe('0x0000000000000000');
    expect(readValue(result, 'iova_ranges[1].end')).toBe('truncated');
    expect(readValue(result, 'iova_ranges[2].start')).toBe('no such field');
    expect(result.structs.at(-1)).toMatchObject({ struct: 'gap', byteOffset: 40, byteLength: 4 });
  });

  it('of one range leaves the rest alone', () => {
    const result = ranges(1);
    expect(codesOf(result)).toEqual(['TRAILING_BYTES @32']);
    expect(readValue(result, 'iova_ranges[1].start')).toBe('no such field');
  });

  it.each([63, 65, 66, 0xffffffff])('of %i bytes in a string of 64', (size) => {
    const hex = `${zeros(8)} ${size.toString(16).padStart(8, '0')} ${'c1'.repeat(64)}`;
    const result = decode(hex, { type: 'vfio_device_info_cap_zpci_util', endian: 'big' });
    expect(readValue(result, 'util_str')).toBe(size === 63 ? 'A'.repeat(63) : 'truncated');
    const beyond = size > 64 ? ['SIZE_FIELD @8', 'TRUNCATED @12'] : ['TRAILING_BYTES @75'];
    expect(codesOf(result)).toEqual(expect.arrayContaining(['SIZE_UNUSUAL @8', ...beyond]));
    expect(codesOf(result).includes('SIZE_FIELD @8')).toBe(size > 64);
  });
});

describe('the code page of text', () => {
  const hex = `01800010 ${zeros(12)} 0000 0100 ${zeros(108)} 4a4f5a5fadb0babbbdc1 ${'40'.repeat(54)} ${zeros(192)}`;

  it.each([
    ['037', '¢|!¬Ý^[]¨A'],
    ['500', '[!]^Ý¢¬|¨A'],
    ['1047', '¢|!^[¬Ý¨]A'],
  ] as const)('%s', (codepage, text) => {
    const result = decode(hex, { type: 'clp_rsp_query_pci', codepage });
    expect(readValue(result, 'util_str')).toBe(text + ' '.repeat(54));
    expect(codesOf(result)).toEqual(['CODE_PAGE_DEPENDENT @128']);
    expect(result.issues[0]?.message).toContain(`read as ${text.charAt(0)} in code page ${codepage}, and 8 more`);
  });

  it('is 037 unless said otherwise', () => {
    expect(decode(hex, { type: 'clp_rsp_query_pci' })).toEqual(
      decode(hex, { type: 'clp_rsp_query_pci', codepage: '037' }),
    );
  });

  it('of a string that is not valid is not looked at', () => {
    const clear = hex.replace('0000 0100', '0000 0000');
    expect(codesOf(decode(clear, { type: 'clp_rsp_query_pci' }))).toEqual([]);
  });
});
