/**
 * The JSON Schemas that ship for files that people write: generated from what checks them, and as strict.
 */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parseAllowList } from '../../src/check/allow-list.js';
import { manifestProblems } from '../../src/load/manifest.js';
import { cases, readJson } from '../fixtures/cases.js';

function validator(file: string): (value: unknown) => boolean {
  const text = readFileSync(new URL(`../../src/model/schema/${file}`, import.meta.url), 'utf8');
  const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(text));
  return (value) => validate(value);
}

describe('manifest-1.json', () => {
  const isValid = validator('manifest-1.json');

  test.each(cases.map((one) => [one.path, one] as const))('takes %s', (_path, one) => {
    expect(isValid(readJson(one, 'manifest.json'))).toBe(true);
  });

  const good = { ...cases[0]?.manifest };
  test.each([
    ['a key too many', { ...good, colour: 'red' }],
    ['no blocks', { ...good, blocks: [] }],
    ['another version', { ...good, schema: 'zpci-inspect/manifest@2' }],
    ['a way out of the folder', { ...good, blocks: [{ ...good.blocks?.[0], file: '../x' }] }],
    ['a version that is none', { ...good, interfaces: { linux: 'newest' } }],
    ['an issue code that is none', { ...good, expect: { issues: { x: ['LOOP'] } } }],
  ])('refuses %s, as check does', (_what, value) => {
    expect(isValid(value)).toBe(false);
    expect(manifestProblems(value)).not.toEqual([]);
  });
});

describe('allow-1.json', () => {
  const isValid = validator('allow-1.json');
  const entry = { case: 'a/*', field: 'edma', verdict: 'widened', reason: 'r', until: 'qemu 11.0' };
  const list = (...allow: readonly object[]) => ({ $schema: 'x', schema: 'zpci-inspect/allow@1', allow });

  test('takes everything that it offers', () => {
    const value = list(entry, { case: 'b', issue: 'CHAIN_LOOP', reason: 'r', until: 'zpci-inspect 1.2' });
    expect(isValid(value)).toBe(true);
    expect(parseAllowList(new TextEncoder().encode(JSON.stringify(value)), 'x')).toHaveLength(2);
  });

  test.each([
    ['no reason', list({ case: 'a', field: 'x' })],
    ['a verdict that is none', list({ ...entry, verdict: 'wrong' })],
    ['an end that is none', list({ ...entry, until: '11.0' })],
    ['a key too many', list({ ...entry, fields: 'x' })],
  ])('refuses %s, as check does', (_what, value) => {
    expect(isValid(value)).toBe(false);
    expect(() => parseAllowList(new TextEncoder().encode(JSON.stringify(value)), 'x')).toThrow(/not a valid list/);
  });
});
