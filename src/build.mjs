// Builds the program and the library into dist/. The same sources give the same bytes.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { packTables } from './catalog/pack-tables.mjs';

const source = dirname(fileURLToPath(import.meta.url));
const dist = join(source, '../dist');
const common = { bundle: true, platform: 'node', target: 'node20', logLevel: 'warning' };

/**
 * The program in pieces, so that a command loads what it needs. CommonJS starts faster than ESM, but esbuild splits
 * ESM only: each piece is turned into CommonJS afterwards.
 */
async function buildProgram() {
  const folder = join(dist, 'cli');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { outputFiles } = await build({
    ...common,
    entryPoints: [join(source, 'cli/run.ts'), join(source, 'cli/line-worker.ts')],
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    format: 'esm',
    splitting: true,
    minify: true,
    loader: { '.py': 'text' },
    plugins: [packTables(join(folder, 'tables'))],
    write: false,
  });
  for (const { path, text } of outputFiles) {
    const supported = { 'dynamic-import': false };
    const { code } = await transform(text, {
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      minify: true,
      supported,
    });
    writeFileSync(path, code);
  }
}

async function buildLibrary() {
  await build({ ...common, entryPoints: [join(source, 'index.ts')], outfile: join(dist, 'index.js'), format: 'esm' });
}

await Promise.all([buildProgram(), buildLibrary()]);
