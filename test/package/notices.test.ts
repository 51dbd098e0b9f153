/** Whose code is in the scripts: each package is named with its licence, and none is installed beside them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/run.js';
import { publishedFiles, textOf } from './published.js';

const file = 'dist/THIRD-PARTY-NOTICES.txt';

test('the licences travel with the code', () => {
  expect(publishedFiles()).toContain(file);
  const text = textOf(file);
  const named = [...text.matchAll(/^(\S+) \d\S* \(\S+\)$/gm)].map(([, name = '']) => name);
  // Read from the import lines of src and of these packages.
  expect(named).toEqual([
    '@colors/colors',
    'ansi-regex',
    'chalk',
    'cli-table3',
    'commander',
    'emoji-regex',
    'is-fullwidth-code-point',
    'marked',
    'minipass',
    'minizlib',
    'sax',
    'string-width',
    'strip-ansi',
    'tar',
    'valibot',
  ]);
  for (const name of named) expect(text, name).toContain(licenceOf(name));
});

/** A line of the licence that no other has. */
function licenceOf(name: string): string {
  const lines: Readonly<Record<string, string>> = { tar: 'Blue Oak Model License', minipass: 'Blue Oak Model License' };
  return Object.hasOwn(lines, name) ? (lines[name] ?? '') : 'without warranty of any kind'.toUpperCase();
}

test('nothing is installed beside the package', () => {
  const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  expect([dependencies, optionalDependencies, peerDependencies]).toEqual([undefined, undefined, undefined]);
});

test('the package has few files', () => {
  expect(publishedFiles().length).toBeLessThan(140);
});
