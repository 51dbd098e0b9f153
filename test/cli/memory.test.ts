/** What is long takes no more memory than it must: streams of blocks, whose new objects die at once, and texts. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../support/run.js';

const folder = mkdtempSync(join(tmpdir(), 'memory-'));
afterAll(() => rmSync(folder, { recursive: true }));

const answer = readFileSync(`${root}fixtures/three-views/net-group5/firmware-query-fn.bin`);
/** Loaded before the program: says how large the space for new objects is in the end. */
const spy = join(folder, 'spy.cjs');
writeFileSync(
  spy,
  `process.once('exit', () => {
    const space = require('node:v8').getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    require('node:fs').writeSync(2, String(space.space_size));
  });`,
);

/** Bytes that V8 has set aside for new objects when so many answers were decoded. */
function newSpace(answers: number): number {
  const args = ['decode', '--format', 'ndjson', '--type', 'clp_rsp_query_pci', '--split', String(answer.length), '-'];
  const { status, stderr } = spawnSync(process.execPath, ['--require', spy, 'bin/zpci-inspect.cjs', ...args], {
    cwd: root,
    input: Buffer.concat(Array.from({ length: answers }, () => answer)),
    stdio: ['pipe', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  expect(stderr).toMatch(/^\d+$/);
  return Number(stderr);
}

test('memory for new objects stays as small as at the start', { timeout: 60_000 }, () => {
  expect(newSpace(30_000)).toBeLessThan(8 << 20);
});

/** As xxd writes so many lines; the text column holds braces and numbers, as any bytes do. */
function xxdText(lines: number): string {
  const row = ': 7b31 7d20 7b32 7d20 7b33 7d20 7b34 7d20  {1} {2} {3} {4} ';
  return Array.from({ length: lines }, (_, i) => `${(16 * i).toString(16).padStart(8, '0')}${row}\n`).join('');
}

test('a text is read without an object for each of its lines', { timeout: 60_000 }, () => {
  const lines = 60_000;
  // The text itself is half of what V8 may take for objects that live.
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--max-old-space-size=20', 'bin/zpci-inspect.cjs', 'decode', '--input', 'xxd', '-'],
    { cwd: root, input: xxdText(lines), encoding: 'utf8' },
  );
  expect(stderr).toMatch(new RegExp(`^zpci-inspect: -: .*${16 * lines} bytes`));
  expect(status).toBe(2);
});
