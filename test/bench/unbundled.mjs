/** The program as it would be without bundling: a module for each source file, and the packages as npm installed them. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from 'esbuild';
import { root } from './measure.mjs';

/** Builds it in `folder`, and returns the path of its main module. */
export function buildUnbundled(folder) {
  const source = join(root, 'src');
  const names = readdirSync(source, { recursive: true }).filter((name) => /(?<!\.d)\.ts$/.test(name));
  for (const name of names) {
    const target = join(folder, 'src', name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    const text = readFileSync(join(source, name), 'utf8');
    writeFileSync(target, transformSync(text, { loader: 'ts', target: 'node20.10', format: 'esm' }).code);
  }
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return join(folder, 'src/cli/run.js');
}
