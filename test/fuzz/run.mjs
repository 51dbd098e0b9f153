// Builds the fuzzer and starts it: npm run fuzz -- --minutes N --seed S
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'zpci-inspect-fuzzer-'));
await build({
  entryPoints: ['main', 'worker'].map((name) => join(here, `${name}.ts`)),
  bundle: true,
  platform: 'node',
  target: 'node20',
  outdir: folder,
  outExtension: { '.js': '.cjs' },
  loader: { '.py': 'text', '.md': 'text' },
  logLevel: 'warning',
});
const { main } = createRequire(import.meta.url)(join(folder, 'main.cjs'));
try {
  process.exitCode = await main(['--root', join(here, '../..'), ...process.argv.slice(2)], join(folder, 'worker.cjs'));
} finally {
  rmSync(folder, { recursive: true });
}
