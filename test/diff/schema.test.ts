/**
 * The JSON Schema of `diff` that ships is held against real output, and against outputs broken by hand.
 */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { diffFunctions, diffResult, severityOf } from '../../src/diff/diff.js';
import { structuralDiff } from '../../src/diff/structural.js';
import { catalog, type DecodedBlock, decodeBlock } from '../../src/index.js';
import { diffSchema, verdictKinds } from '../../src/model/diff.js';
import { renderJson } from '../../src/render/json.js';
import { cases, type NamedCase } from '../fixtures/cases.js';

const schema: unknown = JSON.parse(
  readFileSync(new URL('../../src/model/schema/diff-1.json', import.meta.url), 'utf8'),
);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

if (!isObject(schema)) throw new Error('the schema is no object');
const validate = new Ajv2020({ allErrors: true, strictSchema: true, strictTypes: false }).compile(schema);

/** Problems of a value, one line each. */
function problems(value: unknown): string[] {
  return validate(value) ? [] : (validate.errors ?? []).map((one) => `${one.instancePath}: ${one.message}`);
}

function blocksOf(one: NamedCase, view: string): DecodedBlock[] {
  return one.blocks
    .filter(({ listed }) => listed.role.startsWith(`${view}-`))
    .map(({ listed: { type, endian, file }, bytes }) =>
      decodeBlock(bytes, { type, ...(endian === undefined ? {} : { endian }) }).with({ source: file }),
    );
}

/** The document of a case as the program prints it. */
function resultOf(one: NamedCase): unknown {
  const { linux, qemu, mode } = one.manifest.interfaces ?? {};
  const reports = diffFunctions({
    firmware: blocksOf(one, 'firmware'),
    vfio: blocksOf(one, 'vfio'),
    guest: blocksOf(one, 'guest'),
    options: { linux, qemu, mode },
  });
  const isFound = reports.some((report) => severityOf(report) === 'error');
  return JSON.parse(renderJson(diffResult(reports, isFound ? 1 : 0)));
}

const compared = cases.filter((one) => /^(three-views|scenarios)\//.test(one.path));

it('names itself as the output does', () => {
  expect(schema['$id']).toBe('zpci-inspect/diff@1');
  expect(diffSchema).toBe('zpci-inspect/diff@1');
});

it('allows every verdict there is, and no other', () => {
  expect(at(schema, ['$defs', 'verdict', 'enum'])).toEqual(Object.keys(verdictKinds));
});

describe.each(compared)('$path', (one) => {
  it('is valid output', () => {
    expect(problems(resultOf(one))).toEqual([]);
  });
});

const pairs = cases.flatMap((one) => {
  const first = one.blocks[0];
  return first === undefined || first.bytes.length === 0
    ? []
    : [{ path: one.path, first: first.listed, bytes: first.bytes }];
});

describe.each(pairs)('the first block of $path against a changed copy', ({ first, bytes }) => {
  it('is valid output', () => {
    const options = { type: first.type, ...(first.endian === undefined ? {} : { endian: first.endian }) };
    const changed = Uint8Array.from(bytes);
    changed.set([(changed.at(-1) ?? 0) ^ 1], changed.length - 1);
    const [left, right] = [decodeBlock(bytes, options), decodeBlock(changed.subarray(0, changed.length), options)];
    const report = structuralDiff(left.with({ source: 'a.bin' }), right.with({ source: 'b.bin' }), catalog);
    expect(problems(JSON.parse(renderJson(diffResult([report], 1))))).toEqual([]);
  });
});

/** A result with every part filled: rows of all sides, checks and lines worked out. */
function sample(): Record<string, unknown> {
  const one = cases.find((each) => each.path === 'three-views/net-group5_qemu-7.2');
  const value = one === undefined ? undefined : resultOf(one);
  if (!isObject(value)) throw new Error('no object');
  return value;
}

type Path = readonly (string | number)[];

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (Array.isArray(inner) && typeof key === 'number') return inner[key];
    if (isObject(inner) && typeof key === 'string') return inner[key];
    throw new Error(`nothing at ${path.join('.')}`);
  }, value);
}

function setAt(value: unknown, path: Path, other: unknown): void {
  const owner = at(value, path.slice(0, -1));
  const key = path.at(-1);
  if (Array.isArray(owner) && typeof key === 'number') owner[key] = other;
  else if (isObject(owner) && typeof key === 'string') {
    if (other === undefined) delete owner[key];
    else owner[key] = other;
  }
}

const row: Path = ['rows', 0];
const check: Path = ['checks', 0];

describe('broken by hand', () => {
  it('the sample has what the cases below break, and is valid', () => {
    const good = sample();
    expect(problems(good)).toEqual([]);
    expect(at(good, [...row, 'attribute'])).toBe('vfn');
    expect(at(good, [...row, 'vfio', 'path'])).toBe('vfio_device_info_cap_zpci_base.vfn');
    expect(at(good, [...row, 'verdicts'])).toEqual({ vfio: 'same', guest: 'same' });
    expect(at(good, [...check, 'id'])).toBe('APERTURE_PAGES');
    expect(at(good, ['facts', 0, 'name'])).toBe('DMA aperture');
    expect(at(good, ['functions', 0, 'sides', 1, 'key'])).toBe('guest');
  });

  it.each<[string, Path, unknown]>([
    ['another schema', ['schema'], 'zpci-inspect/diff@2'],
    ['no functions', ['functions'], []],
    ['no rows', ['rows'], undefined],
    ['no facts', ['facts'], undefined],
    ['a key too many', ['colour'], 'red'],
    ['exit code 2, with which nothing is printed', ['exitCode'], 2],
    ['no exit code', ['exitCode'], undefined],
    ['a count of nothing', ['summary', 'leak'], 0],
    ['a count of half a verdict', ['summary', 'same'], 1.5],
    ['a count of a verdict that is none', ['summary', 'equal'], 1],
    ['a function without a title', ['functions', 0, 'title'], undefined],
    ['a title that is empty', ['functions', 0, 'title'], ''],
    ['a side without a key', ['functions', 0, 'sides', 0, 'key'], undefined],
    ['a side with a key of two words', ['functions', 0, 'sides', 0, 'key'], 'the guest'],
    ['a side without a version', ['functions', 0, 'sides', 0, 'version'], undefined],
    ['a side without a reason', ['functions', 0, 'sides', 0, 'why'], ''],
    ['a row of no function', [...row, 'function'], undefined],
    ['a row of no struct', [...row, 'struct'], ''],
    ['a row whose struct has a member', [...row, 'struct'], 'clp_rsp_query_pci.vfn'],
    ['a row without an attribute', [...row, 'attribute'], undefined],
    ['an attribute with an open bracket', [...row, 'attribute'], 'bar[0'],
    ['a row without firmware', [...row, 'firmware'], undefined],
    ['a row without the other columns', [...row, 'guest'], undefined],
    ['a row without verdicts', [...row, 'verdicts'], {}],
    ['a verdict that is none', [...row, 'verdicts', 'vfio'], 'equal'],
    ['a verdict of a side with a capital', [...row, 'verdicts', 'Guest'], 'same'],
    ['a severity that is none', [...row, 'severity'], 'fatal'],
    ['no reason', [...row, 'why'], undefined],
    ['an empty reason', [...row, 'reasons', 'vfio'], ''],
    ['a need that is none', [...row, 'need'], 'copy'],
    ['a scope that is none', [...row, 'scope'], 'host'],
    ['a key too many in a row', [...row, 'colour'], 'red'],
    ['a value without a path', [...row, 'vfio', 'path'], undefined],
    ['a path without a member', [...row, 'vfio', 'path'], 'vfio_device_info'],
    ['a value without text', [...row, 'vfio', 'text'], undefined],
    ['a number of more than 32 bits', [...row, 'vfio', 'value'], 4294967296],
    ['a negative number', [...row, 'vfio', 'value'], -1],
    ['a fraction', [...row, 'vfio', 'value'], 0.5],
    ['a truth value', [...row, 'vfio', 'value'], true],
    ['half a byte of raw', [...row, 'vfio', 'raw'], '0'],
    ['raw in upper case', [...row, 'vfio', 'raw'], '00AB'],
    ['a negative offset', [...row, 'vfio', 'byteOffset'], -1],
    ['a source without a name', [...row, 'vfio', 'source'], ''],
    ['a key too many in a value', [...row, 'vfio', 'label'], 'x'],
    ['other sides that are none', [...row, 'others'], {}],
    ['a value of another side that is text alone', [...row, 'others'], { sysfs: '0x0023' }],
    ['a check of no function', [...check, 'function'], undefined],
    ['a check in lower case', [...check, 'id'], 'aperture_pages'],
    ['a check without a message', [...check, 'message'], ''],
    ['a warning without help', [...check, 'help'], ''],
    ['a check without a severity', [...check, 'severity'], undefined],
    ['a fact without a name', ['facts', 0, 'name'], undefined],
    ['a fact without a text', ['facts', 0, 'text'], ''],
  ])('%s', (_what, path, other) => {
    const broken = sample();
    setAt(broken, path, other);
    expect(broken).not.toEqual(sample());
    expect(problems(broken)).not.toEqual([]);
  });
});
