/** The very tar.gz that the capture script writes, as an argument of the commands. The host is one made of files. */
import { rmSync } from 'node:fs';
import { join as path } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { captureHost, printedScript, scratch } from '../capture/host.js';
import { makeMainframe, makePersonalComputer } from '../capture/hosts.js';
import { runHere } from '../support/run-here.js';

const folder = scratch();
afterAll(() => rmSync(folder, { recursive: true }));
const script = printedScript(folder);

describe('of a mainframe', () => {
  const { dir, manifest } = captureHost(makeMainframe(folder), script);
  const bundle = `${dir}.tgz`;

  test('decode shows every block as the manifest says', async () => {
    const { status, stdout, stderr } = await runHere(['decode', '-v', '--format', 'ndjson', bundle]);
    const blocks = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { source: string; type: string; sha256: string });
    expect(blocks.map(({ source, type, sha256 }) => [source, type, sha256])).toEqual(
      manifest.blocks.map(({ file, type, sha256 }) => [file, type, sha256]),
    );
    expect(status).toBe(0);
    const left = stderr.split('\n').filter((line) => line !== '');
    expect(left).toEqual([
      `zpci-inspect: ${bundle}: sysfs.txt: left out: sysfs text, which diff reads`,
      expect.stringMatching(/errors\.txt: left out: text \(\d+ lines\) that fits no input format$/),
    ]);
  });

  test('diff reports on each function that firmware answered for', async () => {
    const { status, stdout } = await runHere(['diff', bundle]);
    const asked = manifest.blocks.filter(({ role }) => role.startsWith('firmware-query-fn-'));
    const titles = asked.map(({ role }) => `function 0x${role.slice('firmware-query-fn-'.length)}`);
    expect(titles.length).toBeGreaterThan(1);
    expect(stdout.match(/^function 0x[0-9a-f]{8}/gm)).toEqual(titles);
    expect([0, 1]).toContain(status);
    const folderRun = await runHere(['diff', dir]);
    expect(folderRun).toMatchObject({ status, stdout });
  });

  test('check --init makes a case that passes', async () => {
    const made = path(folder, 'case');
    expect(await runHere(['check', '--init', made, bundle])).toMatchObject({ status: 0, stderr: '' });
    expect(await runHere(['check', made])).toMatchObject({ status: 0, stdout: '1 case: 1 pass\n' });
  });
});

test('of another machine, which has VFIO buffers alone: decoded, and nothing to compare with', async () => {
  const { dir, manifest } = captureHost(makePersonalComputer(folder), script);
  const { status, stdout } = await runHere(['decode', '--format', 'ndjson', `${dir}.tgz`]);
  expect(status).toBe(0);
  expect(stdout.trimEnd().split('\n')).toHaveLength(manifest.blocks.length);
  const diff = await runHere(['diff', `${dir}.tgz`]);
  expect(diff).toMatchObject({ status: 2, stdout: '' });
  expect(diff.stderr).toMatch(/^zpci-inspect: no firmware answer is among the firmware blocks/m);
});
