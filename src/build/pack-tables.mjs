// An esbuild plugin for the program: the tables of registry.ts become JSON files beside the bundle, and an interface
// that nobody asks for is never read. JSON is read several times as fast as the same literal in a script.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importSources } from './write-generated.mjs';

const registry = /[\\/]src[\\/]catalog[\\/]registry\.ts$/;

/** The tables as files in `folder`, `tables` below the bundle that is made. */
export function packTables(folder) {
  return {
    name: 'pack-tables',
    setup({ onLoad }) {
      onLoad({ filter: registry }, async () => ({
        contents: packed(await importSources('catalog/registry.ts'), folder),
        loader: 'js',
      }));
    },
  };
}

function packed({ interfaces, ...lists }, folder) {
  mkdirSync(folder, { recursive: true });
  const write = (name, table) => {
    const bigints = [];
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(plain(table, '', bigints)));
    return `(table) => {${bigints.join('')}}`;
  };
  const exported = Object.entries(lists).map(
    ([name, table]) => `export const ${name} = load('${name}', ${write(name, table)});`,
  );
  const lazy = interfaces.map(({ rows, reasons, ...head }) => {
    const patch = write(head.name, { rows, reasons });
    return `lazy(${JSON.stringify(plain(head, '', []))}, '${head.name}', ${patch}),`;
  });
  return `${loaders}${exported.join('\n')}\nexport const interfaces = [\n${lazy.join('\n')}\n];\n`;
}

/** Without what JSON does not hold: a statement for each bigint puts it back. */
function plain(value, path, bigints) {
  if (typeof value === 'bigint') {
    bigints.push(`table${path}=${value}n;`);
    return null;
  }
  if (Array.isArray(value)) return value.map((item, i) => plain(item, `${path}[${i}]`, bigints));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.map(([key, item]) => [key, plain(item, `${path}[${JSON.stringify(key)}]`, bigints)]),
  );
}

const loaders = `import { readFileSync } from 'node:fs';
import { join } from 'node:path';
function load(name, patch) {
  const table = JSON.parse(readFileSync(join(__dirname, 'tables', name + '.json'), 'utf8'));
  patch(table);
  return table;
}
function lazy(head, name, patch) {
  let body;
  const part = (key) => ({ enumerable: true, get: () => (body ??= load(name, patch))[key] });
  return Object.defineProperties(head, { rows: part('rows'), reasons: part('reasons') });
}
`;
