/**
 * The JSON Schemas that ship for editors say the same as the program: they take what it takes, and refuse what
 * a person can see to be wrong.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, test } from 'vitest';
import { catalog } from '../../src/index.js';
import { exportInterface, exportLayout } from '../../src/user-tables/export.js';
import { root } from '../support/run.js';
import { change, copyOf, goodLayouts, type Json } from './support.js';

const ajv = new Ajv2020({ allErrors: true, strictSchema: true, strictTypes: false, allowUnionTypes: true });

function readSchema(name: string): Record<string, unknown> {
  const schema: unknown = JSON.parse(readFileSync(`${root}src/model/schema/${name}`, 'utf8'));
  if (typeof schema !== 'object' || schema === null) throw new Error(`${name} is no object`);
  return { ...schema };
}

const schemas = { layouts: readSchema('layouts-1.json'), views: readSchema('views-1.json') };
const validators = { layouts: ajv.compile(schemas.layouts), views: ajv.compile(schemas.views) };

function problems(kind: 'layouts' | 'views', value: unknown): string[] {
  const validate = validators[kind];
  return validate(value) ? [] : (validate.errors ?? []).map((one) => `${one.instancePath}: ${one.message}`);
}

test('they are fresh', () => {
  const run = spawnSync(process.execPath, ['src/build/generate-table-schemas.mjs', '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: '' });
});

test('they name themselves as the files do', () => {
  expect(schemas.layouts['$id']).toBe('zpci-inspect/layouts@1');
  expect(schemas.views['$id']).toBe('zpci-inspect/views@1');
});

test('the worked example leads an editor to its schema, and is as that wants it', () => {
  const path = 'fixtures/user-tables/zpci-group-v3/layouts.json';
  const example: { $schema?: string } = JSON.parse(readFileSync(`${root}${path}`, 'utf8'));
  const url = new URL(example.$schema ?? '', new URL(path, 'file:///repository/'));
  expect(url.pathname).toBe('/repository/src/model/schema/layouts-1.json');
  expect(problems('layouts', example)).toEqual([]);
});

describe('what the program exports is accepted', () => {
  it.each(catalog.layouts().map((layout) => ({ tag: layout.tag, text: exportLayout(catalog, layout) })))(
    '$tag',
    ({ text }) => expect(problems('layouts', JSON.parse(text))).toEqual([]),
  );

  it.each(catalog.interfaces().map((item) => ({ name: item.name, text: exportInterface(item) })))('$name', ({ text }) =>
    expect(problems('views', JSON.parse(text))).toEqual([]),
  );

  it('and so is a table typed by hand', () => {
    expect(problems('layouts', goodLayouts)).toEqual([]);
  });
});

describe('what is visibly wrong is refused', () => {
  type Path = readonly (string | number)[];
  const field: Path = ['layouts', 0, 'fields', 1];

  it.each<[string, Path, Json | undefined]>([
    ['another version', ['schema'], 'zpci-inspect/layouts@2'],
    ['no tag', ['layouts', 0, 'tag'], undefined],
    ['a key misspelt', [...field, 'byteOfset'], 8],
    ['an offset below 0', [...field, 'byteOffset'], -1],
    ['a bit outside its byte', [...field, 'bitOffset'], 8],
    ['a type that is none', [...field, 'type'], 'u24'],
    ['a key of another type', [...field, 'length'], 4],
    ['a format that is none', [...field, 'format'], { kind: 'hexadecimal' }],
    ['a number that is none', [...field, 'byteOffset'], '0xzz'],
    ['a length that is none', ['layouts', 0, 'fields', 4, 'length'], { sibling: 'speed' }],
    ['a test of no sort', ['layouts', 0, 'detect'], [{ field: 'speed', above: 1, why: 'x' }]],
    ['a role that is none', ['layouts', 0, 'role'], { kind: 'union' }],
    ['no version', ['layouts', 0, 'role', 'versions'], []],
    ['a struct that is too large', ['layouts', 0, 'size'], 0x10_0001],
  ])('%s', (_what, path, to) => {
    expect(problems('layouts', change(copyOf(goodLayouts), path, to))).not.toEqual([]);
  });

  const [first] = catalog.interfaces();
  const views: Json = first === undefined ? null : JSON.parse(exportInterface(first));

  it.each<[string, Path, Json | undefined]>([
    ['a class misspelt', ['interfaces', 0, 'rows', 0, 'class'], 'virtualised'],
    ['a row without a reason', ['interfaces', 0, 'rows', 0, 'why'], undefined],
    ['a rule that is none', ['interfaces', 0, 'rows', 0, 'to'], [{ field: 'a.b', rule: { kind: 'equal' } }]],
    ['a view that is none', ['interfaces', 0, 'view'], 'user'],
  ])('%s', (_what, path, to) => {
    expect(problems('views', change(structuredClone(views), path, to))).not.toEqual([]);
  });
});

test('an editor has a text for the keys that need one', () => {
  const text = JSON.stringify(schemas.layouts);
  expect(text).toContain('"byteOffset":{"description":"bytes from the start of the struct');
});
