/**
 * Values and bytes that cannot be written: each complaint names the place, what is wrong and what to do.
 */
import { describe, expect, it } from 'vitest';
import { encodeJson } from '../../src/encode/encode-block.js';
import { ToolError } from '../../src/index.js';
import { encodeEdited, noi, sample, set } from './sample.js';
import { decoded, fieldOf, type JsonBlock } from './support.js';

it('the sample is what the cases below take it for', () => {
  const block = sample();
  expect(block.structs[0]?.fields[6]?.path).toBe('noi');
  expect(block.structs.map((struct) => struct.struct)).toEqual(['clp_rsp_query_pci_grp', 'gap']);
  expect(() => encodeEdited(() => undefined)).not.toThrow();
});

describe('values', () => {
  it.each<[string, (block: JsonBlock) => void, string]>([
    [
      'too large',
      set('noi', { value: 4096 }),
      `${noi}.value: 4096 needs more than the 12 bits of the field; the largest value is 4095 (0xfff)`,
    ],
    ['too large, as text', set('noi', { value: '0x1000' }), `${noi}.value: "0x1000" needs more than the 12 bits`],
    [
      'a bit of 2',
      set('rtr', { value: 2 }),
      'value: 2 needs more than the 1 bits of the field; the largest value is 1 (0x1)',
    ],
    [
      'negative',
      set('noi', { value: -1 }),
      `${noi}.value: -1 is no unsigned integer; write a number, or "0x..." in quotes`,
    ],
    ['a fraction', set('noi', { value: 1.5 }), `${noi}.value: 1.5 is no unsigned integer`],
    ['a word', set('noi', { value: 'many' }), `${noi}.value: "many" is no unsigned integer`],
    ['hex without 0x', set('noi', { value: 'ff' }), `${noi}.value: "ff" is no unsigned integer`],
    ['null', set('noi', { value: null }), `${noi}.value: null is no unsigned integer`],
    ['a truth value', set('noi', { value: true }), `${noi}.value: true is no unsigned integer`],
    ['a list', set('noi', { value: [1] }), `${noi}.value: [1] is no unsigned integer`],
    [
      'beyond 2^53 as a number',
      set('dasm', { value: 18446744073709552000 }),
      'value: 18446744073709552000 is beyond what a JSON number holds exactly; write it as "0x..."',
    ],
    ['65 bits', set('dasm', { value: '0x10000000000000000' }), 'value: "0x10000000000000000" is no unsigned integer'],
    ['more than 64 bits in decimal', set('dasm', { value: '18446744073709551616' }), 'needs more than the 64 bits'],
  ])('%s', (_what, edit, message) => {
    expect(() => encodeEdited(edit)).toThrow(ToolError);
    expect(() => encodeEdited(edit)).toThrow(message);
  });
});

describe('raw', () => {
  it.each<[string, (block: JsonBlock) => void, string]>([
    ['no hex', set('noi', { raw: 'zz00' }), `${noi}.raw: "zz00" is not hex; write two hex digits for each byte`],
    ['half a byte', set('noi', { raw: '000' }), `${noi}.raw: "000" is not hex`],
    ['too short', set('noi', { raw: '00' }), `${noi}.raw: 1 bytes, the field touches 2; write 4 hex digits`],
    [
      'bits of a neighbour',
      set('noi', { raw: 'f000' }),
      `${noi}.raw: byte 0 has bits outside the field; only the bits 0x0f are its own`,
    ],
    ['a number', set('noi', { raw: 0 }), `${noi}.raw: 0 is no text; write hex digits, or leave raw out`],
    [
      'neither raw nor value',
      set('noi', { raw: undefined, value: undefined }),
      `${noi}: neither raw nor value; give one of them`,
    ],
    [
      'a gap without bytes',
      ({ structs }) => delete structs[1]?.raw,
      'structs[1].raw: a gap has no bytes; put its hex digits back',
    ],
    [
      'a gap of the wrong length',
      ({ structs }) => Object.assign(structs[1] ?? {}, { raw: 'aa' }),
      'structs[1].raw: 1 bytes, the field touches 2',
    ],
  ])('%s', (_what, edit, message) => {
    expect(() => encodeEdited(edit)).toThrow(message);
  });
});

describe('texts and byte strings', () => {
  const text = (value: unknown): void => {
    const bytes = new Uint8Array(384);
    bytes.set([1, 0x80, 0, 0x10]);
    const block = decoded(bytes, 'clp_rsp_query_pci');
    fieldOf(block, 'util_str').value = value;
    encodeJson(block);
  };
  const path = (value: unknown): void => {
    const bytes = new Uint8Array(384);
    bytes.set([1, 0x80, 0, 0x10]);
    const block = decoded(bytes, 'clp_rsp_query_pci');
    fieldOf(block, 'pfip').value = value;
    encodeJson(block);
  };

  it.each<[string, unknown, RegExp]>([
    ['too long', 'x'.repeat(65), /fields\[\d+\]\.value: 65 characters, the field has 64 bytes; shorten the text$/],
    ['a character that EBCDIC lacks', 'A\u20acB', /value: character 2 has no place in code page 037; use another/],
    ['a pair of surrogates', '\u{1f600}', /value: character 1 has no place in code page 037/],
    ['a number', 5, /value: 5 is no text; write it in quotes/],
    ['null', null, /value: null is no text/],
  ])('%s', (_what, value, message) => {
    expect(() => text(value)).toThrow(message);
  });

  it.each<[string, unknown, RegExp]>([
    ['too short', '0102', /value: 2 bytes, the field touches 4; write 8 hex digits/],
    ['too long', '0102030405', /value: 5 bytes, the field touches 4/],
    ['with 0x', '0x010203', /value: "0x010203" is not hex/],
  ])('bytes %s', (_what, value, message) => {
    expect(() => path(value)).toThrow(message);
  });

  it('what fits is written', () => {
    expect(() => text('x'.repeat(64))).not.toThrow();
    expect(() => path('01020304')).not.toThrow();
  });
});
