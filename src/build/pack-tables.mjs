// An esbuild plugin for the program: the tables of registry.ts become files of JSON beside the bundle, read several times
// as fast as the same literals in a script. What nobody asks for is never parsed: all layouts, tables of codes and
// interfaces are there with their short members, the long ones of each are parsed when somebody asks for one.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importSources } from './write-generated.mjs';

const registry = /^\.\/registry\.js$/;
const ours = 'tables';

/** The members of each list that are most of it. */
const long = {
  layouts: ['source', 'detect', 'fields'],
  codes: ['entries'],
  interfaces: ['audit', 'reasons', 'rows'],
  roles: ['paths', 'numbers'],
};

/** The tables as files in `folder`, `tables` below the bundle that is made. */
export function packTables(folder) {
  return {
    name: 'pack-tables',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: registry }, ({ path }) => ({ path, namespace: ours }));
      onLoad({ filter: registry, namespace: ours }, async () => {
        const { files, lists } = packed(await importSources('catalog/registry.ts'));
        mkdirSync(folder, { recursive: true });
        for (const [name, text] of files) writeFileSync(join(folder, `${name}.json`), text);
        return { contents: `${reader}${lists}`, loader: 'js' };
      });
    },
  };
}

/** The texts of the files by name, a value a line, and the code that finds each list in them. */
function packed(tables) {
  const files = new Map();
  /** Adds a line to a file; returns where it ends. */
  const add = (file, value) => {
    files.set(file, `${files.get(file) ?? ''}${JSON.stringify(value)}\n`);
    return files.get(file).length;
  };
  const lists = Object.entries(tables).map(([name, items]) => {
    const isShort = (key) => !long[name].includes(key);
    const ends = [
      add(
        name,
        items.map((item) => pick(item, isShort, null)),
      ),
    ];
    const patches = [];
    items.forEach((item, i) => {
      const bigints = [];
      const body = plain(
        pick(item, (key) => !isShort(key)),
        '',
        bigints,
      );
      // An interface is a file of its own: most runs need few of them.
      ends.push(add(name === 'interfaces' ? item.name : name, body));
      if (bigints.length > 0) patches.push(`${i}: (body) => {${bigints.join('')}}`);
    });
    return `list('${name}', ${JSON.stringify(long[name])}, [${ends}], {${patches.join()}});`;
  });
  return { files, lists: lists.join('\n') };
}

/** The members for which `isWanted` holds; the others have the value `other`, or are left out. */
function pick(item, isWanted, other) {
  const entries = Object.entries(item).map(([key, value]) => [
    key,
    isWanted(key) || value === undefined ? value : other,
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** Without what JSON does not hold: a statement for each bigint puts it back. */
function plain(value, path, bigints) {
  if (typeof value === 'bigint') {
    bigints.push(`body${path}=${value}n;`);
    return null;
  }
  if (Array.isArray(value)) return value.map((item, i) => plain(item, `${path}[${i}]`, bigints));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.map(([key, item]) => [key, plain(item, `${path}[${JSON.stringify(key)}]`, bigints)]),
  );
}

/** CommonJS, for its exports can wait until they are asked for. */
const reader = `const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const files = new Map();
function parsed(name, from, to) {
  const file = files.get(name) ?? readFileSync(join(__dirname, 'tables', name + '.json'), 'utf8');
  files.set(name, file);
  return JSON.parse(file.slice(from, to));
}
function list(name, keys, ends, patches) {
  let items;
  const places = new Map();
  const complete = (item) => {
    const i = places.get(item);
    const body = name === 'interfaces' ? parsed(item.name) : parsed(name, ends[i], ends[i + 1]);
    patches[i]?.(body);
    for (const key in body) Object.defineProperty(item, key, { value: body[key] });
  };
  const late = keys.map((key) => ({ get() { complete(this); return this[key]; } }));
  const open = (item, i) => {
    places.set(item, i);
    keys.forEach((key, k) => { if (key in item) Object.defineProperty(item, key, late[k]); });
    return item;
  };
  Object.defineProperty(exports, name, {
    enumerable: true,
    get: () => (items ??= parsed(name, 0, ends[0]).map(open)),
  });
}
`;
