/** A long stream of blocks takes no more memory than a short one: V8 keeps the space for new objects as it is. */
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
