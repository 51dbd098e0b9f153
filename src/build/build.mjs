// Builds the program and the library into dist/. The same sources give the same bytes.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

import { writeManual } from './manual.mjs';
import { writeNotices } from './notices.mjs';
import { packTables } from './pack-tables.mjs';
import { buildProgram } from './program.mjs';
import { quickStart } from './quick-start.mjs';
import { workedOut } from './worked-out.mjs';
import { source } from './write-generated.mjs';

const root = join(source, '..');
const dist = join(root, 'dist');
const folder = join(dist, 'cli');
/**
 * What every run needs; what a decode needs, which is what most runs are; what prints its blocks; what writes lines; what
 * reads other command lines; then other commands. `linked` are those of which hardly a module is left out in a run.
 */
const parts = {
  run: [
    ...['run', 'version', 'run-command'].map((name) => `src/cli/${name}.ts`),
    // What the declarations of options ask for, too: to print help loads no decoder.
    ...['cli/reading-options', 'cli/output', 'render/formats', 'bytes/ebcdic'].map((name) => `src/${name}.ts`),
    ...['exposure-detail', 'interface', 'severity'].map((name) => `src/model/${name}.ts`),
  ],
  decode: ['src/cli/decode.ts', 'src/render/json.ts'],
  // Lines that are too long, and characters that are not one column wide: both are rare.
  wrap: ['node_modules/cli-table3/index.js', 'node_modules/string-width/index.js'],
  blocks: ['table', 'hex', 'markdown', 'csv'].map((name) => `src/render/${name}.ts`),
  lines: ['src/cli/decode-lines.ts'],
  commands: ['src/cli/run-declared.ts'],
  tables: ['src/cli/explain.ts', 'src/cli/fields.ts'],
  audit: ['src/cli/audit.ts'],
  help: ['src/cli/help.ts'],
  diff: ['src/cli/diff.ts', 'src/render/diff.ts'],
  more: [],
};
const linked = ['run', 'decode', 'blocks'];
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  preserveSymlinks: true,
  target: 'node20',
  logLevel: 'warning',
  metafile: true,
};
const program = {
  ...common,
  minify: true,
  loader: { '.py': 'text', '.md': 'text' },
  plugins: [packTables(join(folder, 'tables')), workedOut, ...quickStart],
};

mkdirSync(dist, { recursive: true });
// What an older build left would be published.
for (const name of readdirSync(dist).filter((name) => name !== 'types')) rmSync(join(dist, name), { recursive: true });
const [metafile, ...others] = await Promise.all([
  buildProgram(parts, linked, folder, program),
  // A thread shares no module with the program.
  build({
    ...program,
    entryPoints: ['src/cli/line-worker.ts'],
    outfile: join(folder, 'line-worker.cjs'),
    format: 'cjs',
  }),
  build({ ...common, entryPoints: ['src/index.ts'], outfile: join(dist, 'index.js'), format: 'esm' }),
]);
writeNotices(join(dist, 'THIRD-PARTY-NOTICES.txt'), [metafile, ...others.map((one) => one.metafile)], root);
await writeManual(join(dist, 'man/zpci-inspect.1'), JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
