/**
 * Edits: one value changed in the JSON changes its own bits and nothing else. The bytes expected are typed by
 * hand, or are those that decode reads the new value from.
 */
import { describe, expect, it } from 'vitest';
import { decodeBlock, describeBlock } from '../../src/index.js';
import { type FixtureBlock, fixtureBlocks } from '../generic/blocks.js';
import { decoded, differences, encode, fieldOf, type JsonField, jsonOf } from './support.js';

const block = (name: string): Uint8Array => {
  const found = fixtureBlocks.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no block ${name}`);
  return found.bytes;
};
const fn = block('three-views/net-group5/firmware-query-fn.bin');
const device = block('three-views/net-group5/vfio-device-info.bin');
const littleDevice = fixtureBlocks.find((one) => one.type === 'vfio_device_info' && one.endian === 'little');

describe('by hand', () => {
  const cases: readonly (readonly [string, Uint8Array, string, string, unknown, number, string])[] = [
    ['a 16-bit number', fn, 'clp_rsp_query_pci', 'vfn', 0x1234, 16, '1234'],
    ['one bit of a byte', fn, 'clp_rsp_query_pci', 'util_str_avail', 0, 18, '00'],
    ['another bit of it', fn, 'clp_rsp_query_pci', 'rid_avail', 1, 18, '11'],
    ['half a byte', fn, 'clp_rsp_query_pci', 'port', 5, 61, '05'],
    ['reserved bits', fn, 'clp_rsp_query_pci', 'reserved3', 10, 61, 'a0'],
    ['padding', fn, 'clp_rsp_query_pci', '(padding 18.0)', 3, 18, 'c1'],
    ['a number in the other byte order', fn, 'clp_rsp_query_pci', 'bar[4]', 0x01020304, 48, '04030201'],
    ['64 bits', fn, 'clp_rsp_query_pci', 'sdma', '0x1122334455667788', 64, '1122334455667788'],
    ['64 bits, few digits', fn, 'clp_rsp_query_pci', 'sdma', '0xff', 64, '00000000000000ff'],
    ['64 bits as a number', fn, 'clp_rsp_query_pci', 'sdma', 255, 64, '00000000000000ff'],
    ['a number as text', fn, 'clp_rsp_query_pci', 'uid', '4661', 124, '00001235'],
    ['bytes', fn, 'clp_rsp_query_pci', 'pfip', 'DEADBEEF', 56, 'deadbeef'],
    ['text, filled up with blanks', fn, 'clp_rsp_query_pci', 'util_str', 'AB/1', 128, `c1c261f1${'40'.repeat(60)}`],
    ['a member of an array', fn, 'clp_rsp_query_pci', 'mio.addr[5].wt', '0x0000000000000001', 352, '0000000000000001'],
    ['a capability', device, 'vfio_device_info', 'end_dma', '0x00000001ffffffff', 40, '00000001ffffffff'],
    ['its version', device, 'vfio_device_info', 'header.version', 3, 26, '0003'],
  ];

  it.each(cases)('%s', (_what, bytes, type, path, value, at, hex) => {
    const json = decoded(bytes, type, type === 'vfio_device_info' ? 'big' : undefined);
    fieldOf(json, path).value = value;
    const expected = bytes.slice();
    expected.set(Buffer.from(hex, 'hex'), at);
    expect(differences(expected, bytes)).not.toEqual([]);
    expect(differences(encode(json), expected)).toEqual([]);
  });

  it('a little-endian buffer', () => {
    if (littleDevice === undefined) throw new Error('no little-endian fixture');
    const json = decoded(littleDevice.bytes, 'vfio_device_info', 'little');
    fieldOf(json, 'num_regions').value = 0x01020304;
    const expected = littleDevice.bytes.slice();
    expected.set([4, 3, 2, 1], 8);
    expect(differences(encode(json), expected)).toEqual([]);
  });

  it('a gap', () => {
    const json = decoded(Uint8Array.from([...fn, 0xaa, 0xbb]), 'clp_rsp_query_pci');
    const gap = json.structs.find((struct) => struct.struct === 'gap');
    if (gap === undefined) throw new Error('no gap');
    gap.raw = 'ccdd';
    expect(encode(json)).toEqual(Uint8Array.from([...fn, 0xcc, 0xdd]));
  });

  it('raw alone, value left out', () => {
    const json = decoded(fn, 'clp_rsp_query_pci');
    const field = fieldOf(json, 'util_str');
    field.raw = '5a'.repeat(64);
    delete field.value;
    expect(encode(json).slice(128, 192)).toEqual(new Uint8Array(64).fill(0x5a));
  });

  it('value wins over raw', () => {
    const json = decoded(fn, 'clp_rsp_query_pci');
    Object.assign(fieldOf(json, 'vfn'), { raw: 'ffff', value: 1 });
    expect(encode(json).slice(16, 18)).toEqual(Uint8Array.of(0, 1));
  });
});

describe('code pages: byte 4a is a cent sign in 037 and a bracket in 500', () => {
  const bytes = fn.slice();
  bytes[128] = 0x4a;
  const json = jsonOf(describeBlock(decodeBlock(bytes, { type: 'clp_rsp_query_pci', codepage: '500' })));

  it('a text of another page is not silently rewritten', () => {
    expect(String(fieldOf(json, 'util_str').value).charAt(0)).toBe('[');
    expect(() => encode(json)).toThrow(/structs\[0\]\.fields\[\d+\]\.value: this is how raw reads in code page 500/);
    expect(encode(json, { codepage: '500' })).toEqual(bytes);
  });

  it('with the page given, the text is written in it', () => {
    expect(encode(json, { codepage: '037' })[128]).toBe(0xba);
    const edited = structuredClone(json);
    fieldOf(edited, 'util_str').value = '[!]';
    expect(encode(edited, { codepage: '500' }).slice(128, 132)).toEqual(Uint8Array.of(0x4a, 0x4f, 0x5a, 0x40));
  });
});

/** Another value of the same kind, one bit away; undefined where there is none. */
function otherValue(field: JsonField): unknown {
  const { value, raw, bitOffset, bitLength } = field;
  if (bitLength === 0) return undefined;
  if (typeof value === 'number') return value % 2 === 0 ? value + 1 : value - 1;
  if (typeof value !== 'string') return undefined;
  if (/^0x[0-9a-f]{16}$/.test(value)) return `0x${(BigInt(value) ^ 1n).toString(16).padStart(16, '0')}`;
  if (value !== raw) return (value.startsWith('A') ? 'B' : 'A') + value.slice(1);
  if ((bitOffset + bitLength) % 8 !== 0) return undefined;
  const last = Number.parseInt(value.slice(-2), 16) ^ 1;
  return value.slice(0, -2) + last.toString(16).padStart(2, '0');
}

/** Each struct in each byte order, version and length, in the first two blocks that have it. */
function placesOf(): { readonly name: string; readonly block: FixtureBlock; readonly index: number }[] {
  const seen = new Map<string, number>();
  return fixtureBlocks.flatMap((one) =>
    one.full.structs.flatMap((struct, index) => {
      const key = [one.endian, struct.struct, struct.interface, struct.version, struct.byteLength].join(' ');
      const count = seen.get(key) ?? 0;
      seen.set(key, count + 1);
      if (struct.fields.length === 0 || count >= 2) return [];
      return [{ name: `${struct.struct} in ${one.name}`, block: one, index }];
    }),
  );
}

describe('every field of every struct in the fixtures', () => {
  it.each(placesOf())('$name', ({ block: { bytes, type, endian, linux, full }, index }) => {
    const options = { type, endian, ...(linux === undefined ? {} : { linux }) };
    const json = jsonOf(full);
    const struct = json.structs[index];
    if (struct === undefined) throw new Error('no struct');
    let [edits, readBack] = [0, 0];
    for (const field of struct.fields.slice(0, 80)) {
      const old = field.value;
      const value = otherValue(field);
      if (field.status !== 'ok' || value === undefined) continue;
      field.value = value;
      const out = encode(json);
      field.value = old;
      const from = (struct.byteOffset + field.byteOffset) * 8 + field.bitOffset;
      expect(bitsThatDiffer(out, bytes, from, from + field.bitLength), field.path).toEqual([]);
      expect(differences(out, bytes), field.path).toHaveLength(1);
      const again = jsonOf(describeBlock(decodeBlock(out, options)));
      const same = again.structs.find((one) => one.struct === struct.struct && one.byteOffset === struct.byteOffset);
      const read = same?.fields.find((one) => one.path === field.path && one.status === 'ok');
      if (read !== undefined) expect(read.value, field.path).toBe(value);
      edits++;
      if (read !== undefined) readBack++;
    }
    expect(edits).toBeGreaterThan(0);
    // A few members steer the decoder: with another id, length or response code the rest is not read any more.
    expect(readBack).toBeGreaterThanOrEqual(edits * 0.6);
  });
});

/** Bits outside a range at which two blocks differ. */
function bitsThatDiffer(a: Uint8Array, b: Uint8Array, from: number, to: number): number[] {
  return differences(a, b).flatMap((at) => {
    const changed = (a[at] ?? 0) ^ (b[at] ?? 0);
    return [0, 1, 2, 3, 4, 5, 6, 7]
      .filter((bit) => (changed & (0x80 >> bit)) !== 0)
      .map((bit) => at * 8 + bit)
      .filter((bit) => bit < from || bit >= to);
  });
}
