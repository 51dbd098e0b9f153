// Builds the program and the library into dist/. The same sources give the same bytes.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { packTables } from './catalog/pack-tables.mjs';
import { packPieces } from './pack-pieces.mjs';
import { quickStart } from './quick-start.mjs';

const source = dirname(fileURLToPath(import.meta.url));
const dist = join(source, '../dist');
/** What a decode needs, which is what most runs are; then what it needs to print a table. */
const packs = {
  program: ['src/cli/run.ts', 'src/cli/decode.ts', 'src/render/json.ts', 'src/catalog/catalog.ts'],
  table: ['src/render/table.ts'],
};
const common = {
  absWorkingDir: join(source, '..'),
  bundle: true,
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
};

/** The program in pieces, so that a command loads what it needs. */
async function buildProgram() {
  const folder = join(dist, 'cli');
  mkdirSync(folder, { recursive: true });
  const { outputFiles, metafile } = await build({
    ...common,
    entryPoints: [join(source, 'cli/run.ts'), join(source, 'cli/line-worker.ts')],
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    format: 'esm',
    splitting: true,
    minify: true,
    loader: { '.py': 'text' },
    plugins: [packTables(join(folder, 'tables')), ...quickStart],
    write: false,
    metafile: true,
  });
  const pieces = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const files = await packPieces(pieces, metafile.outputs, packs);
  for (const [name, code] of files) writeFileSync(join(folder, name), code);
}

async function buildLibrary() {
  await build({ ...common, entryPoints: [join(source, 'index.ts')], outfile: join(dist, 'index.js'), format: 'esm' });
}

mkdirSync(dist, { recursive: true });
// What an older build left would be published. Types have a build of their own.
for (const name of readdirSync(dist).filter((name) => name !== 'types')) rmSync(join(dist, name), { recursive: true });
await Promise.all([buildProgram(), buildLibrary()]);
