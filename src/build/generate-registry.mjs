// Writes src/catalog/registry.ts: every layout, code table and interface that a file of src/layouts or src/views exports.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { source, writeGenerated } from './write-generated.mjs';

const kinds = { Layout: 'layouts', Codes: 'codes', Interface: 'interfaces', Roles: 'roles' };

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]))
    .filter((path) => path.endsWith('.ts'));
}

/** Exported constants of one file with the type that they satisfy, in the order of the file. */
function exportsOf(path) {
  const text = readFileSync(path, 'utf8');
  const names = [...text.matchAll(/^export const (\w+)/gm)].map((match) => ({ name: match[1], at: match.index }));
  return names.flatMap(({ name, at }, i) => {
    const body = text.slice(at, names[i + 1]?.at);
    const kind = /^(?:\}|\]) as const satisfies (\w+);/m.exec(body)?.[1];
    return kind !== undefined && kind in kinds ? [{ name, list: kinds[kind] }] : [];
  });
}

const lists = { layouts: [], codes: [], interfaces: [], roles: [] };
const imports = [];
for (const folder of ['layouts', 'views']) {
  for (const path of filesBelow(join(source, folder))) {
    const found = exportsOf(path);
    if (found.length === 0) continue;
    const from = `../${relative(source, path).replaceAll('\\', '/').replace(/\.ts$/, '.js')}`;
    imports.push(
      `import { ${found
        .map((item) => item.name)
        .sort()
        .join(', ')} } from '${from}';`,
    );
    for (const item of found) lists[item.list].push(item.name);
  }
}

const list = (name, type) => {
  const one = `export const ${name}: readonly ${type}[] = [${lists[name].join(', ')}];`;
  if (one.length <= 120) return one;
  return `export const ${name}: readonly ${type}[] = [\n${lists[name].map((item) => `  ${item},`).join('\n')}\n];`;
};
const text = `// Written by src/build/generate-registry.mjs; run \`npm run gen\` after adding a layout, a code table or an interface.
${imports.join('\n')}
import type { Interface } from '../model/interface.js';
import type { Codes, Layout } from '../model/layout.js';
import type { Roles } from '../model/roles.js';

${list('layouts', 'Layout')}

${list('codes', 'Codes')}

${list('interfaces', 'Interface')}

${list('roles', 'Roles')}
`;

writeGenerated('catalog/registry.ts', text);
