/**
 * What every interface does with every field, in a text that is reviewed as a difference: `all-rows.txt`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { builtInCatalog, type ExposureRow, type Interface } from '../../src/index.js';
import { allRows, rowText } from './row-text.js';

const path = new URL('all-rows.txt', import.meta.url);
const command = 'UPDATE_GOLDEN=1 npx vitest run --config test/vitest.config.ts test/views';
const interfaces = builtInCatalog().interfaces();

test('all-rows.txt holds the rows of today', () => {
  const today = allRows(interfaces);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, today);
  expect(readFileSync(path, 'utf8'), `Write it anew with \`${command}\` and read the difference.`).toBe(today);
});

/** Keys of a row that the text leaves out: prose, and what is no treatment. */
const leftOut: readonly string[] = ['why', 'source', 'over', 'text', 'swappedIn', 'need', 'scope'];
/** Keys of which the text says whether they are there. */
const optional: readonly string[] = ['to', 'via', 'unsure', 'leak', 'since', 'dropped', 'variants', 'lost', 'promise'];

/** Copies of a value, each with one leaf changed or one optional key taken away. */
function mutants(value: unknown): unknown[] {
  if (typeof value === 'number') return [value + 1];
  if (typeof value === 'bigint') return [value + 1n];
  if (typeof value === 'string') return [`${value}x`];
  if (Array.isArray(value)) return value.flatMap((one, i) => mutants(one).map((other) => value.with(i, other)));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (leftOut.includes(key)) return [];
    const { [key]: _, ...rest }: Record<string, unknown> = { ...value };
    const changed = key === 'kind' || key === 'unsure' ? [] : mutants(inner);
    return [...changed.map((other) => ({ ...value, [key]: other })), ...(optional.includes(key) ? [rest] : [])];
  });
}

describe.each(interfaces.map((item): [string, Interface] => [item.name, item]))('a row of %s', (name, item) => {
  const rows = item.rows.map((row): [string, ExposureRow] => [`${row.struct}.${row.field}`, row]);

  test.each(rows)('%s: a change of anything but prose changes its text', (_path, row) => {
    const others = mutants(row) as ExposureRow[];
    expect(others.length).toBeGreaterThan(2);
    const text = rowText(name, row);
    expect(others.filter((other) => rowText(name, other) === text)).toEqual([]);
  });
});
