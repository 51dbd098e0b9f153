/**
 * src/README.md and test/README.md against the sources: import rules, the worked example, folders.
 */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import { afterAll, describe, expect, test } from 'vitest';
import { lintLayouts } from '../../src/catalog/lint-layouts.js';
import { catalog, decodeBlock, describeBlock, type Layout, makeCatalog } from '../../src/index.js';
import { root } from '../support/run.js';
import { codeSpans, fences, readDocument, tableRows } from './documents.js';
import { compile, makeProject } from './typescript.js';

const readme = readDocument('src/README.md');

const end = v.object({ path: v.optional(v.string()), dependencyTypes: v.optional(v.array(v.string())) });
const config = v.parse(
  v.object({ allowed: v.array(v.object({ from: end, to: end })) }),
  createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')),
);

/** Rules from file to file; those about packages and modules of Node name a type. */
const rules = config.allowed.flatMap(({ from, to }) =>
  from.path === undefined || to.path === undefined || to.dependencyTypes !== undefined
    ? []
    : [{ from: new RegExp(from.path), to: new RegExp(to.path) }],
);

/** True when the import rules let a file of one place import a file of the other. */
function isAllowed(from: string, to: string): boolean {
  return rules.some((rule) => rule.from.test(from) && rule.to.test(to));
}

/** Folders that may import themselves. */
const layers = readdirSync(join(root, 'src')).filter((name) => isAllowed(`src/${name}/x.ts`, `src/${name}/y.ts`));

describe('the import rules of src/README.md', () => {
  const rows = tableRows(readme, 'folder').map(([name = '', , to = '']) => ({
    name: codeSpans(name)[0] ?? '',
    to: codeSpans(to),
  }));

  test('name every layer', () => {
    expect(rows.map((row) => row.name).sort()).toEqual(layers.sort());
  });

  test.each(rows)('are those of the configuration for $name', ({ name, to }) => {
    const allowed = rows.filter((row) => row.name !== name && isAllowed(`src/${name}/x.ts`, `src/${row.name}/x.ts`));
    expect([...to].sort()).toEqual(allowed.map((row) => row.name).sort());
  });

  test('are those of the configuration for the library', () => {
    const line = /`index\.ts` is the library and exports from ([^.]*)\./.exec(readme)?.[1] ?? '';
    const allowed = rows.filter((row) => isAllowed('src/index.ts', `src/${row.name}/x.ts`));
    expect(codeSpans(line).sort()).toEqual(allowed.map((row) => row.name).sort());
  });
});

const project = makeProject();
afterAll(project.remove);

/** An example of a file of src/layouts/vfio, made to stand anywhere. */
function movable(text: string): string {
  const at = (folder: string): string => `from '${pathToFileURL(join(root, folder)).pathname}`;
  return text.replaceAll("from '../../", at('src/')).replaceAll("from './", at('src/layouts/vfio/'));
}

describe('the worked example of src/README.md', () => {
  const [example] = fences(readme, 'ts');

  test('compiles, and a misspelt key would not', () => {
    const text = movable(example?.body ?? '');
    const wrong = text.replace('byteOffset: 8', 'byteOfset: 8');
    const messages = compile(project.folder, { 'example.ts': text, 'wrong.ts': wrong });
    expect(messages.filter((one) => one.startsWith('example.ts'))).toEqual([]);
    expect(messages.filter((one) => one.startsWith('wrong.ts'))).not.toEqual([]);
  });

  test('is all that the decoder needs', async () => {
    const module: { example: Layout } = await import(/* @vite-ignore */ join(project.folder, 'example.ts'));
    const layouts = [...catalog.layouts(), module.example];
    const more = makeCatalog({ layouts, codes: catalog.codes(), interfaces: catalog.interfaces() });
    expect(lintLayouts(more)).toEqual([]);
    const info = '00000028 00000082 00000009 00000005 00000018 00000000';
    const capability = '0006 0001 00000000 000061a8 00000000';
    const bytes = Buffer.from(`${info}${capability}`.replaceAll(' ', ''), 'hex');
    const { structs, issues } = describeBlock(decodeBlock(bytes, { catalog: more }));
    expect(issues).toEqual([]);
    expect(structs[1]?.struct).toBe('vfio_device_info_cap_example');
    expect(structs[1]?.fields.find((field) => field.path === 'speed')).toMatchObject({
      value: 25000,
      label: '25000 Mb/s',
    });
  });
});

test('test/README.md names every folder of tests', () => {
  const named = tableRows(readDocument('test/README.md'), 'folder').map(([cell = '']) => codeSpans(cell)[0] ?? '');
  const folders = readdirSync(join(root, 'test'), { withFileTypes: true }).filter(
    (entry) =>
      entry.isDirectory() && readdirSync(join(root, 'test', entry.name)).some((name) => /[.]test[.]ts$/.test(name)),
  );
  expect(folders.map((entry) => entry.name).filter((name) => !named.includes(name))).toEqual([]);
});
