/**
 * A list that becomes the arguments of a call must be short: from about 120,000 on the call fails. Nothing whose length a
 * file decides is spread into one.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../src/', import.meta.url));
const spread = /[\w)\]]\.(?:push|unshift|max|min|fromCharCode|fromCodePoint)\(\s*\.\.\./g;

/** Lists of the tables, of the command line, or of at most so many as are said. */
const short = [
  'bytes/sniff.ts: String.fromCharCode(...head.subarray(148, 156)', // 8 bytes
  'catalog/lint-layouts.ts: used.push(...mentioned(field)', // 3 names
  'catalog/lint-layouts.ts: used.push(...layout.fields', // fields of a file of 4 MiB
  'catalog/plan.ts: leaves.push(...integerLeaves(field', // 65,536 elements
  'cli/list-table.ts: options.push(...config', // options
  'cli/list.ts: Math.max(...allColumns', // columns
  'decode/match-clp.ts: Math.max(...ends', // types of header
  'input/debug-records.ts: String.fromCharCode(...bytes.subarray(0, 64)', // 64 bytes
  'render/audit.ts: lines.push(...section.reviews', // questions
  'render/audit.ts: lines.push(...section.tables', // questions
  'render/compare-cells.ts: Math.min(...changes', // facts of a function
];

test('no list whose length a file decides becomes the arguments of a call', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.startsWith('build/'),
  );
  const found = files.flatMap((file) => {
    const text = readFileSync(`${root}${file}`, 'utf8');
    return [...text.matchAll(spread)].map(({ index }) => {
      const line = text.slice(text.lastIndexOf('\n', index) + 1).split('\n')[0] ?? '';
      return `${file}: ${line.trim()}`;
    });
  });
  const unknown = found.filter((one) => !short.some((known) => matches(one, known)));
  expect(unknown).toEqual([]);
  expect(short.filter((known) => !found.some((one) => matches(one, known)))).toEqual([]);
});

function matches(found: string, known: string): boolean {
  const [file = '', call = ''] = known.split(': ');
  return found.startsWith(`${file}: `) && found.includes(call);
}
