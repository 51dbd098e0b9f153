/**
 * The JSON Schema that ships is held against real output, and against outputs broken by hand.
 */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { decodeBlock, describeBlock, issueKinds } from '../../src/index.js';
import { decodeSchema } from '../../src/model/result.js';
import { renderJson, renderNdjson } from '../../src/render/json.js';
import { cases, decodeListed } from '../fixtures/cases.js';

const schema: unknown = JSON.parse(
  readFileSync(new URL('../../src/model/schema/decode-1.json', import.meta.url), 'utf8'),
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

it('names itself as the output does', () => {
  expect(schema['$id']).toBe('zpci-inspect/decode@1');
  expect(decodeSchema).toBe('zpci-inspect/decode@1');
});

describe.each(cases)('$path', (one) => {
  it('is valid output, each block alone and all together', () => {
    const blocks = one.blocks.map((block) => decodeListed(one, block));
    expect(blocks.length).toBeGreaterThan(0);
    expect(problems(JSON.parse(renderJson({ schema: decodeSchema, blocks })))).toEqual([]);
    for (const line of renderNdjson({ schema: decodeSchema, blocks }).trimEnd().split('\n')) {
      const parsed: unknown = JSON.parse(line);
      if (!isObject(parsed)) throw new Error('no object in a line');
      const { schema: name, ...block } = parsed;
      expect(problems({ schema: name, blocks: [block] })).toEqual([]);
    }
  });
});

it('every issue code is one that the schema allows', () => {
  for (const [code, { severity }] of Object.entries(issueKinds)) {
    const good = sample();
    setAt(good, ['blocks', 0, 'issues'], [{ code, severity, path: 'a.b', byteOffset: 0, message: 'm' }]);
    expect(problems(good), code).toEqual([]);
  }
});

/** A page with a field of every kind, text, 64-bit numbers, absent and cut fields, gaps and findings. */
function sample(): Record<string, unknown> {
  const bytes = new Uint8Array(300);
  bytes.set([0x00, 0x20, 0x00, 0x03]);
  bytes.set([0x00, 0xc0, 0x00, 0x10], 32);
  bytes[299] = 1;
  const value: unknown = JSON.parse(
    renderJson({ schema: decodeSchema, blocks: [describeBlock(decodeBlock(bytes, { type: 'clp-page' }))] }),
  );
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

const block: Path = ['blocks', 0];
const struct: Path = [...block, 'structs', 1];
const gap: Path = [...block, 'structs', 2];
const field: Path = [...struct, 'fields', 0];
const absent: Path = [...struct, 'fields', 44];

describe('broken by hand', () => {
  it('the sample has what the cases below break, and is valid', () => {
    const good = sample();
    expect(problems(good)).toEqual([]);
    expect(at(good, [...struct, 'struct'])).toBe('clp_rsp_query_pci');
    expect(at(good, [...gap, 'struct'])).toBe('gap');
    expect(at(good, [...field, 'path'])).toBe('hdr.len');
    expect(at(good, [...absent, 'status'])).toBe('absent');
    expect(at(good, [...block, 'issues', 0, 'code'])).toBe('TRAILING_BYTES');
  });

  it.each<[string, Path, unknown]>([
    ['another schema', ['schema'], 'zpci-inspect/decode@2'],
    ['no blocks', ['blocks'], undefined],
    ['a key too many in a block', [...block, 'colour'], 'red'],
    ['a byte order that is none', [...block, 'endian'], 'middle'],
    ['an empty block', [...block, 'length'], 0],
    ['a hash in upper case', [...block, 'sha256'], 'A'.repeat(64)],
    ['a negative offset', [...block, 'sourceOffset'], -1],
    ['no reason', [...block, 'why'], undefined],
    ['a gap without bytes', [...gap, 'raw'], undefined],
    ['a gap with fields', [...gap, 'fields'], [{}]],
    ['a struct with raw bytes of its own', [...struct, 'raw'], '00'],
    ['a version that is text', [...struct, 'version'], '2'],
    ['a field without a label', [...field, 'label'], undefined],
    ['a field without a path', [...field, 'path'], undefined],
    ['a key too many in a field', [...field, 'hint'], 'x'],
    ['a kind that is none', [...field, 'kind'], 'gap'],
    ['a status that is none', [...field, 'status'], 'missing'],
    ['bit 8 of a byte', [...field, 'bitOffset'], 8],
    ['half a byte of raw', [...field, 'raw'], '0'],
    ['raw in upper case', [...field, 'raw'], '00C0'],
    ['raw with a prefix', [...field, 'raw'], '0x00c0'],
    ['no raw in a field that is there', [...field, 'raw'], null],
    ['no value in a field that is there', [...field, 'value'], null],
    ['a number of more than 32 bits', [...field, 'value'], 4294967296],
    ['a negative number', [...field, 'value'], -1],
    ['a fraction', [...field, 'value'], 1.5],
    ['a truth value', [...field, 'value'], true],
    ['a value in a field that is absent', [...absent, 'value'], 0],
    ['raw in a field that is absent', [...absent, 'raw'], '00'],
    ['an exposure without a reason', [...field, 'exposure'], { qemu: { class: 'hidden' } }],
    ['an exposure of another class', [...field, 'exposure'], { qemu: { class: 'secret', why: 'x' } }],
    ['a severity that is none', [...block, 'issues', 0, 'severity'], 'fatal'],
    ['an issue without a message', [...block, 'issues', 0, 'message'], undefined],
    ['an issue code in lower case', [...block, 'issues', 0, 'code'], 'truncated'],
  ])('%s', (_what, path, other) => {
    const broken = sample();
    setAt(broken, path, other);
    expect(broken).not.toEqual(sample());
    expect(problems(broken)).not.toEqual([]);
  });
});
