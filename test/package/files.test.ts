/** The package holds what runs, what types and schemas need, and nothing else. */
import { describe, expect, test } from 'vitest';
import { piecesOf, publishedFiles, textOf } from './published.js';

const files = publishedFiles();

const documents = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'package.json',
  'dist/THIRD-PARTY-NOTICES.txt',
  'dist/man/zpci-inspect.1',
];
const program = ['bin/zpci-inspect.cjs', 'dist/cli/run.cjs'];
const library = ['dist/index.js', 'dist/types/index.d.ts'];
const schemas = ['allow', 'check', 'compare', 'decode', 'diff', 'layouts', 'list', 'manifest', 'verify', 'views'].map(
  (name) => `src/model/schema/${name}-1.json`,
);
const pieces = files.filter((path) => /^dist\/cli\/[\w-]+\.cjs$/.test(path));
const tables = files.filter((path) => /^dist\/cli\/tables\/[\w.-]+\.json$/.test(path));
const types = files.filter((path) => /^dist\/types\/[\w/-]+\.d\.ts$/.test(path));

describe('the published package', () => {
  test('has the program, the library, the schemas and the documents', () => {
    for (const path of [...documents, ...program, ...library, ...schemas]) expect(files).toContain(path);
  });

  test('has nothing else', () => {
    const known = new Set([...documents, ...program, ...library, ...schemas, ...pieces, ...tables, ...types]);
    expect(files.filter((path) => !known.has(path))).toEqual([]);
  });

  test('has no piece of the program that no other piece loads', () => {
    const reached = new Set<string>();
    const visit = (name: string): void => {
      if (reached.has(name)) return;
      reached.add(name);
      for (const next of piecesOf(textOf(`dist/cli/${name}`))) visit(next);
    };
    visit('run.cjs');
    // Started as a thread, by its name.
    visit('line-worker.cjs');
    expect(pieces.map((path) => path.replace('dist/cli/', '')).sort()).toEqual([...reached].sort());
  });

  test('has no table that no piece reads', () => {
    // An interface is named in the list of them.
    const all = [...pieces, 'dist/cli/tables/interfaces.json'].map(textOf).join('\n');
    const names = tables.map((path) => path.replace(/^.*\/|\.json$/g, ''));
    expect(names.length).toBeGreaterThan(2);
    expect(names.filter((name) => !all.includes(`"${name}"`))).toEqual([]);
  });

  test('has no types that the library does not reach', () => {
    const reached = new Set<string>();
    const visit = (path: string): void => {
      if (reached.has(path)) return;
      reached.add(path);
      for (const [, name = ''] of textOf(path).matchAll(/(?:from |import\()['"](\.[^'"]+)\.js['"]/g))
        visit(new URL(`${name}.d.ts`, `file:///${path}`).pathname.slice(1));
    };
    visit('dist/types/index.d.ts');
    expect(types).toEqual([...reached].sort());
  });
});
