/**
 * A case that is not judged for now says so in its manifest, with a reason.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runHere } from '../support/run-here.js';
import { copies, edit } from './places.js';

const name = 'three-views/plain';
const reason = 'the host is being captured again';

async function withSkip(): Promise<string> {
  const folder = await copies(name, 'synthetic/group-status');
  edit(join(folder, name, 'manifest.json'), (text) => JSON.stringify({ ...JSON.parse(text), skip: reason }));
  return folder;
}

test('it is named with its reason, and nothing of it is read', async () => {
  const folder = await withSkip();
  rmSync(join(folder, name, 'firmware-query-fn.bin'));
  expect(await runHere(['check', folder])).toEqual({
    status: 0,
    stdout: `skip  ${name}: ${reason}\n2 cases: 1 pass, 1 skip\n`,
    stderr: '',
  });
  const { cases, summary } = JSON.parse((await runHere(['check', folder, '--reporter', 'json'])).stdout);
  expect(cases[1]).toEqual({ name, status: 'skip', reason, differences: [], updates: [] });
  expect(summary).toMatchObject({ cases: 2, pass: 1, skip: 1 });
});

test('--update leaves it alone', async () => {
  const folder = await withSkip();
  const expectation = join(folder, name, 'expected.decode.json');
  rmSync(expectation);
  expect((await runHere(['check', '--update', folder])).stdout).toContain(`skip  ${name}: ${reason}\n`);
  expect(existsSync(expectation)).toBe(false);
});

test('an allowance for it is not called useless', async () => {
  const folder = await withSkip();
  const allow = [{ case: name, field: 'fid', reason: 'known' }];
  writeFileSync(join(folder, 'allow.json'), JSON.stringify({ schema: 'zpci-inspect/allow@1', allow }));
  expect((await runHere(['check', folder, '--fail-on', 'warning'])).status).toBe(0);
});

test('a skip without a reason is no valid manifest', async () => {
  const folder = await withSkip();
  edit(join(folder, name, 'manifest.json'), (text) => text.replace(reason, ''));
  const { status, stdout } = await runHere(['check', folder]);
  expect(status).toBe(2);
  expect(stdout).toMatch(/skip: the text is empty/);
});
