// Builds the fuzzer and watches it: npm run fuzz -- --minutes N --seed S
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** A single input that takes longer than this hangs. */
const longest = 180_000;

const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'zpci-inspect-fuzzer-'));
const outfile = join(folder, 'fuzz.cjs');
await build({
  entryPoints: [join(here, 'main.ts')],
  bundle: true,
  platform: 'node',
  target: 'node20',
  outfile,
  loader: { '.py': 'text', '.md': 'text' },
  logLevel: 'warning',
  keepNames: true,
});

const root = join(here, '../..');
const child = fork(outfile, ['--root', root, ...process.argv.slice(2)], { execArgv: ['--expose-gc'] });
let number = 0;
let since = Date.now();
child.on('message', (message) => {
  number = message.number;
  since = Date.now();
});
const watch = setInterval(() => {
  if (Date.now() - since < longest) return;
  console.error(`FINDING hang: input ${number} runs since ${longest / 1000} s; --only ${number} does it again`);
  child.kill('SIGKILL');
}, 1000);
child.on('exit', (code, signal) => {
  clearInterval(watch);
  rmSync(folder, { recursive: true });
  if (signal !== null) console.error(`the fuzzer was ended by ${signal} at input ${number}`);
  process.exitCode = code ?? 1;
});
