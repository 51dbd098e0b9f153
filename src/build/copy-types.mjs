// Copies what the compiler declared for the files that the library shows. It declares all that these use, in a folder
// of its own: what is there from the last build need not be declared again.
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const declared = join(root, 'node_modules/.cache/zpci-inspect/types');
const types = join(root, 'dist/types');
const shown = new Set();

visit(join(declared, 'index.d.ts'));
rmSync(types, { recursive: true, force: true });
for (const path of shown) cpSync(path, join(types, relative(declared, path)));

function visit(path) {
  if (shown.has(path)) return;
  shown.add(path);
  const text = readFileSync(path, 'utf8');
  for (const [, name] of text.matchAll(/(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)["'](\.[^"']+)\.js["']/g))
    visit(resolve(dirname(path), `${name}.d.ts`));
}
