/**
 * C names of structs and members occur in layouts and views only: a verdict, a unit or a special case
 * that needs one belongs in the data.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { catalog } from '../../src/index.js';

const root = fileURLToPath(new URL('../../src/', import.meta.url));

/**
 * Names that are also plain English, letters, options of the tool, or what files are called after. They may occur alone as a quoted
 * string; inside a quoted member path (`'hdr.len'`) they are found all the same.
 */
const ordinary = new Set(
  `id index size offset version next flags count type start end last levels reserved header cmd ignored devices areas
   segment bus port frame refresh valid addr pad c r u q oc fh wb wt rid tid uid fid bar len response gid subtype avail
   tgt hdr data format samples pec enabled pchid rsp`.split(/\s+/),
);

/** Keys of the JSON of `list`, and columns of that name, in the files that make them. */
const listed = new Set(['noi', 'pchid', 'vfn']);
const listing = /^(?:model\/list[.]ts|list\/|cli\/list-options[.]ts)/;

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['layouts', 'views'].includes(entry.name) ? [] : sources(path);
    return /[.]m?ts$/.test(entry.name) && entry.name !== 'registry.ts' ? [path] : [];
  });
}

function names(): string[] {
  const members = catalog.layouts().flatMap((layout) => layout.fields.map((field) => field.name));
  return [...new Set([...catalog.layouts().map((layout) => layout.tag), ...members])];
}

/** Code without comments, so that documentation may give examples. */
function codeOf(path: string): string {
  return readFileSync(path, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '');
}

function uses(code: string, name: string): boolean {
  if (!ordinary.has(name)) return new RegExp(`\\b${name.replace('.', '[.]')}\\b`).test(code);
  return new RegExp(`'(hdr|header|mio|fh_list|response)[.\\[][^']*\\b${name}'`).test(code);
}

test('no C name of a layout occurs in code outside layouts and views', () => {
  const found = sources(root).flatMap((path) => {
    const code = codeOf(path);
    return names()
      .filter((name) => uses(code, name) && !(listed.has(name) && listing.test(path.slice(root.length))))
      .map((name) => `${path.slice(root.length)}: ${name}`);
  });
  expect(found).toEqual([]);
});

test('the search finds a name that does occur there', () => {
  const code = "const x = struct.fields.find((one) => one.path === 'util_str');";
  expect(uses(code, 'util_str')).toBe(true);
  expect(uses('const one = { len: 3 };', 'len')).toBe(false);
  expect(uses("at('hdr.len')", 'len')).toBe(true);
});
