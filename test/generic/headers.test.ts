/**
 * Structs that stand alone: what their headers say is honoured, and a header without a known body is judged
 * all the same. All bytes are typed by hand.
 */
import { describe, expect, it } from 'vitest';
import { type BlockResult, decodeBlock, describeBlock } from '../../src/index.js';
import { accountProblems } from './account.js';

const zeros = (count: number): string => '00'.repeat(count);

function decode(hex: string, options: Parameters<typeof decodeBlock>[1]): BlockResult {
  const bytes = Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
  const result = describeBlock(decodeBlock(bytes, options));
  expect(accountProblems(bytes, result)).toEqual([]);
  return result;
}

const codesOf = (result: BlockResult): string[] => result.issues.map((one) => `${one.code} @${one.byteOffset}`);

const structsOf = (result: BlockResult): (string | number | null)[][] =>
  result.structs.map((one) => [one.struct, one.byteOffset, one.byteLength, one.version]);

describe('a capability alone', () => {
  const type = 'vfio_device_info_cap_zpci_base';
  const statusOf = (result: BlockResult, path: string): string | undefined =>
    result.structs[0]?.fields.find((one) => one.path === path)?.status;

  it('of version 1 has 32 bytes and no handle', () => {
    const result = decode(`0001 0001 00000000 ${zeros(24)}`, { type, endian: 'big' });
    expect(structsOf(result)).toEqual([[type, 0, 32, 1]]);
    expect(codesOf(result)).toEqual([]);
    expect(statusOf(result, 'fh')).toBe('absent');
  });

  it('of version 2 has 40 bytes and a handle', () => {
    const result = decode(`0001 0002 00000000 ${zeros(32)}`, { type, endian: 'big' });
    expect(structsOf(result)).toEqual([[type, 0, 40, 2]]);
    expect(codesOf(result)).toEqual([]);
    expect(statusOf(result, 'fh')).toBe('ok');
  });

  it.each([
    ['0004', 'VERSION_NEWER @0', 40],
    ['0000', 'VERSION_UNKNOWN @0', 32],
  ])('of version %s: %s', (version, code, size) => {
    const result = decode(`0001 ${version} 00000000 ${zeros(32)}`, { type, endian: 'big' });
    expect(codesOf(result)[0]).toBe(code);
    expect(result.structs[0]).toMatchObject({ byteLength: size, version: Number.parseInt(version, 16) });
  });

  it('that is cut before its version is read as the newest', () => {
    expect(structsOf(decode('0001 00', { type, endian: 'big' }))).toEqual([
      [type, 0, 2, 3],
      ['gap', 2, 1, null],
    ]);
  });

  it.each([
    ['0001 0001', 'big', /^type given; big-endian: it has the id of VFIO_DEVICE_INFO_CAP_ZPCI_BASE$/],
    ['0100 0100', 'little', /^type given; little-endian: it has the id of VFIO_DEVICE_INFO_CAP_ZPCI_BASE$/],
    ['0002 0001', 'big', /^type given; neither byte order fits, taken as big-endian/],
    ['00', 'big', /^type given; neither byte order fits, taken as big-endian/],
  ])('that begins with %s is read as %s-endian, and why is said', (head, endian, why) => {
    const result = decode(`${head} ${zeros(28)}`, { type });
    expect(result.endian).toBe(endian);
    expect(result.why).toMatch(why);
  });
});

it('a part without anything that tells its byte order is not said to have been tried', () => {
  const { why } = decode(zeros(16), { type: 'vfio_iova_range' });
  expect(why).toMatch(/^type given; nothing in it tells its byte order, taken as big-endian/);
});

describe('a CLP header alone', () => {
  it('of a response that is not done says so', () => {
    const result = decode(`0010 010b ${zeros(12)}`, { type: 'clp_rsp_hdr' });
    expect(codesOf(result)).toEqual(['RESPONSE_NOT_OK @2']);
    expect(result.issues[0]?.message).toMatch(/^0x010b /);
  });

  it('of a response whose code and length cannot be says both', () => {
    const result = decode(`000f 0999 ${zeros(12)}`, { type: 'clp_rsp_hdr' });
    expect(codesOf(result)).toEqual(['LENGTH_TOO_SMALL @0', 'RESPONSE_NOT_OK @2', 'RESPONSE_CODE_UNKNOWN @2']);
  });

  it('of a response that is done says nothing', () => {
    expect(codesOf(decode(`0010 0010 ${zeros(12)}`, { type: 'clp_rsp_hdr' }))).toEqual([]);
  });

  it('of a request has a command that is known or not', () => {
    expect(codesOf(decode(`0020 0002 ${zeros(12)}`, { type: 'clp_req_hdr' }))).toEqual([]);
    expect(codesOf(decode(`0020 0099 ${zeros(12)}`, { type: 'clp_req_hdr' }))).toEqual(['UNKNOWN_COMMAND @2']);
  });
});

it('a page with an unknown command says that its response is not done', () => {
  const result = decode(`0010 0099 ${zeros(12)} 0010 0101 ${zeros(12)}`, { type: 'clp-page' });
  expect(codesOf(result)).toEqual(['UNKNOWN_COMMAND @2', 'RESPONSE_NOT_OK @18']);
});

describe('an info buffer of 16 bytes', () => {
  const info = (flags: string, size: string): string => `${size} ${flags} 00000009 00000005`;
  const type = 'vfio_device_info';

  it('with capabilities is a lawful answer: the caller offered no more', () => {
    const result = decode(info('00000082', '000000d8'), { type, endian: 'big' });
    expect(structsOf(result)).toEqual([[type, 0, 16, null]]);
    expect(codesOf(result)).toEqual(['BUFFER_TOO_SMALL @4']);
    expect(result.issues[0]).toMatchObject({
      path: 'vfio_device_info.flags',
      severity: 'note',
      message: '216 bytes are needed for the capabilities, and nothing says where they are; the block has 16',
    });
  });

  it('without them is whole when it says so, else cut', () => {
    expect(codesOf(decode(info('00000002', '00000010'), { type, endian: 'big' }))).toEqual([]);
    expect(codesOf(decode(info('00000002', '00000018'), { type, endian: 'big' }))).toContain('TRUNCATED @16');
  });

  it('and 17 bytes are cut', () => {
    const result = decode(`${info('00000082', '000000d8')} 00`, { type, endian: 'big' });
    expect(codesOf(result)).toContain('TRUNCATED @16');
  });
});

describe('the end of a capability', () => {
  const info = '00000000 00000082 00000009 00000005 00000018 00000000';

  it('of a newer version is not called a hole', () => {
    const base = `0001 0004 00000048 ${zeros(32)} eeeeeeee eeeeeeee`;
    const result = decode(`${info} ${base} 0005 0001 00000000`, { type: 'vfio_device_info', endian: 'big' });
    expect(codesOf(result).filter((code) => /^(VERSION|GAP)/.test(code))).toEqual(['VERSION_NEWER @24']);
  });

  it('of a known version is followed by zeros, or that is said', () => {
    const base = `0001 0002 00000048 ${zeros(32)} eeeeeeee eeeeeeee`;
    const result = decode(`${info} ${base} 0005 0001 00000000`, { type: 'vfio_device_info', endian: 'big' });
    expect(codesOf(result).filter((code) => /^(VERSION|GAP)/.test(code))).toEqual(['GAP_NOT_ZERO @64']);
  });

  it('that is the rest of the block is not the start of a header that is cut off', () => {
    const type = 'vfio_iommu_type1_info@rfc-2019-v1';
    const head = '00000000 00000002 0000000000001000 0000000000000018';
    const result = decode(`${head} 0001 0000 00000010 aaaaaaaaaaaaaaaa 0002 0000 00`, { type, endian: 'big' });
    const tag = 'vfio_iommu_type1_info_block';
    expect(structsOf(result)).toEqual([
      ['vfio_iommu_type1_info', 0, 24, null],
      [tag, 24, 16, 0],
      ['gap', 40, 5, null],
    ]);
    expect(codesOf(result)).toContain('CHAIN_OUT_OF_RANGE @28');
  });
});

it.each([257, 260, 263])('a bit field in the last of %i bytes is read: the padding behind it gives way', (length) => {
  const bytes = `0180 0010 ${zeros(12)} ${zeros(240)} fc ${zeros(length - 257)}`;
  const { structs } = decode(bytes, { type: 'clp_rsp_query_pci' });
  expect(structs.map((one) => one.byteLength)).toEqual([length]);
  const fields = new Map(structs[0]?.fields.map((one) => [one.path, one]));
  expect(fields.get('mio.valid')).toMatchObject({ status: 'ok', value: 0x3f, raw: 'fc' });
  expect(fields.get('(padding 256.6)')).toMatchObject({ status: 'ok', bitLength: (length - 256) * 8 - 6 });
  expect(fields.get('mio.addr[0].wb')).toMatchObject({ status: 'truncated' });
});
