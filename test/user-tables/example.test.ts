/**
 * The worked example: a capability in an invented version, with the table and without it.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import {
  type BlockResult,
  type Catalog,
  catalog,
  decodeBlock,
  describeBlock,
  type FieldResult,
} from '../../src/index.js';
import { readDocument } from '../readme/documents.js';
import { root } from '../support/run.js';
import { load } from './support.js';

const folder = 'fixtures/user-tables/zpci-group-v3';
const tag = 'vfio_device_info_cap_zpci_group';
const read = (file: string): Uint8Array => Uint8Array.from(readFileSync(`${root}${file}`));
const block = read(`${folder}/device-info.bin`);
const table = readFileSync(`${root}${folder}/layouts.json`, 'utf8');

function decoded(
  bytes: Uint8Array,
  made: Catalog,
): { readonly result: BlockResult; readonly fields: readonly FieldResult[] } {
  const result = describeBlock(decodeBlock(bytes, { catalog: made }));
  return { result, fields: result.structs.find((struct) => struct.struct === tag)?.fields ?? [] };
}

describe('the block', () => {
  it('without the table has a version that is too new, and padding that is not zero', () => {
    const { result, fields } = decoded(block, catalog);
    expect(result.issues.map(({ code, byteOffset, message }) => [code, byteOffset, message])).toEqual([
      ['VERSION_NEWER', 24, 'VFIO_DEVICE_INFO_CAP_ZPCI_GROUP version 3, known up to 2'],
      ['PADDING_NOT_ZERO', 66, '000000000020'],
    ]);
    expect(fields.at(-1)).toMatchObject({ path: '(padding 42.0)', kind: 'padding', raw: '000000000020' });
  });

  it('with the table has the field, and nothing is left to report', async () => {
    const { result, fields } = decoded(block, await load(table));
    expect(result.issues).toEqual([]);
    expect(result.structs.map((struct) => struct.struct)).toEqual(['vfio_device_info', tag]);
    expect(fields.at(-1)).toEqual({
      path: 'example_length',
      kind: 'value',
      byteOffset: 44,
      bitOffset: 0,
      bitLength: 32,
      raw: '00000020',
      value: 32,
      label: '32 bytes',
      status: 'ok',
      exposure: {},
    });
  });

  it('says nothing else about the other fields', async () => {
    const before = decoded(block, catalog).fields.slice(0, -1);
    // Without the last member there is the padding before it.
    expect(decoded(block, await load(table)).fields.slice(0, -2)).toEqual(before);
  });
});

test('version 2 keeps its padding under the table', async () => {
  const { result, fields } = decoded(read('fixtures/three-views/net-group5/vfio-device-info.bin'), await load(table));
  expect(result.issues).toEqual([]);
  expect(fields.find((field) => field.path === 'example_length')).toMatchObject({ status: 'absent', value: null });
  expect(fields.at(-1)).toMatchObject({ path: '(padding 42.0)', bitLength: 48 });
});

test('version 3 of the synthetic fixture has the field, too', async () => {
  const { result, fields } = decoded(read('fixtures/synthetic/capability-versions/group-v3.bin'), await load(table));
  expect(result.issues.map(({ code }) => code)).toEqual(['PADDING_NOT_ZERO']);
  expect(fields.at(-1)).toMatchObject({ path: 'example_length', value: 0x03040506 });
});

describe('its README', () => {
  const readme = readDocument(`${folder}/README.md`);

  it('has the bytes of the block', () => {
    const rows = [...readme.matchAll(/^\| 0x([0-9a-f]{2}) \| `([0-9a-f ]+)` \|/gm)];
    const bytes = rows.map(([, , digits = '']) => digits.replaceAll(' ', ''));
    expect(bytes.join('')).toBe(Buffer.from(block).toString('hex'));
    rows.reduce((at, [, offset = '', digits = '']) => {
      expect(Number.parseInt(offset, 16)).toBe(at);
      return at + digits.replaceAll(' ', '').length / 2;
    }, 0);
  });

  it('says how the table came from the built-in one: nothing but what the list names is different', async () => {
    const own = (await load(table)).layout(tag);
    const builtIn = catalog.layout(tag);
    if (own?.role.kind !== 'capability' || builtIn?.role.kind !== 'capability') throw new Error('no capability');
    const [added, ...others] = own.fields.filter((field) => !builtIn.fields.some((one) => one.name === field.name));
    expect(others).toEqual([]);
    expect(added).toMatchObject({ name: 'example_length', type: 'u32', byteOffset: 44, minVersion: 3 });
    expect({
      ...own,
      fields: own.fields.slice(0, -1),
      role: { ...own.role, versions: own.role.versions.slice(0, -1) },
    }).toEqual(builtIn);
    expect(own.role.versions.at(-1)).toEqual({ version: 3, size: 48, since: 'invented' });
  });
});
