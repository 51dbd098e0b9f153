/**
 * Tables of the user: given on the command line for all cases, or named by the manifest of one.
 */
import {
  copyFileSync,
  cpSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixturesDir } from '../fixtures/cases.js';
import { runHere } from '../support/run-here.js';
import { copies, copy, edit, newFolder } from './places.js';

const name = 'user-tables/zpci-group-v3';
const added = 'vfio_device_info_cap_zpci_group.example_length';
const setManifest = (dir: string, change: (whole: Record<string, unknown>) => object): void =>
  edit(join(dir, 'manifest.json'), (text) => JSON.stringify(change(JSON.parse(text)), null, 1));

describe('a table that the manifest names', () => {
  test('is used for its case, and for no other', async () => {
    const folder = await copies(name, 'synthetic/capability-versions');
    expect(await runHere(['check', folder])).toMatchObject({ status: 0, stdout: '2 cases: 2 pass\n' });
    const expected = (path: string): string => readFileSync(join(folder, path, 'expected.decode.json'), 'utf8');
    expect(expected(name)).toContain('["example_length","44:32",32,"32 bytes"]');
    expect(expected('synthetic/capability-versions')).not.toContain('example_length');
  });

  test('changed in one number makes the case fail, with the field', async () => {
    const dir = await copy(name);
    edit(join(dir, 'layouts.json'), (text) => text.replace('"byteOffset": 44', '"byteOffset": 42'));
    const { status, stdout } = await runHere(['check', dir]);
    expect(status).not.toBe(0);
    expect(stdout).toContain('example_length');
  });

  test('missing, the field is what differs', async () => {
    const dir = await copy(name);
    setManifest(dir, ({ layouts: _, ...rest }) => rest);
    const { status, stdout } = await runHere(['check', dir], { env: { COLUMNS: '140' } });
    expect(status).toBe(1);
    expect(stdout).toMatch(new RegExp(`0x44 +${added} +32 \\(32 bytes\\) at byte 44, 32 bits +-$`, 'm'));
    expect(stdout).toMatch(/VERSION_NEWER/);
  });

  test.each<[string, (dir: string) => void, RegExp]>([
    [
      'is not there',
      (dir) => rmSync(join(dir, 'layouts.json')),
      /^error {2}zpci-group-v3: layouts\.json: no such file or directory$/m,
    ],
    [
      'is broken: all problems, on one line',
      (dir) => writeFileSync(join(dir, 'layouts.json'), '{"schema": "zpci-inspect/layouts@1", "layout": [], "x": 1}'),
      /^error {2}zpci-group-v3: layouts\.json: no valid file of layouts; layout: no such key; did you mean layouts\?; x: /m,
    ],
    [
      'is a link',
      (dir) => {
        renameSync(join(dir, 'layouts.json'), `${dir}.json`);
        symlinkSync(`${dir}.json`, join(dir, 'layouts.json'));
      },
      /^error {2}zpci-group-v3: layouts\.json: is a symbolic link/m,
    ],
    [
      'lies elsewhere',
      (dir) => setManifest(dir, (whole) => ({ ...whole, layouts: '../layouts.json' })),
      /layouts: a plain file name is expected/,
    ],
    [
      'is a block',
      (dir) => setManifest(dir, (whole) => ({ ...whole, layouts: 'device-info.bin' })),
      /layouts: "device-info\.bin" is one of the blocks/,
    ],
  ])('that %s is trouble of that case alone', async (_what, breakIt, message) => {
    const folder = await copies('synthetic/group-status');
    const dir = join(folder, 'zpci-group-v3');
    cpSync(join(fixturesDir, name), dir, { recursive: true });
    breakIt(dir);
    const { status, stdout } = await runHere(['check', '-v', folder]);
    expect(status).toBe(2);
    expect(stdout).toMatch(message);
    expect(stdout).toMatch(/^pass {2}synthetic\/group-status$/m);
  });

  test('an interface of the case has its verdicts checked', async () => {
    const dir = await copy('three-views/plain');
    const views = (await runHere(['fields', '--export', 'vfio-zdev'])).stdout;
    writeFileSync(join(dir, 'views.json'), views);
    setManifest(dir, (whole) => ({ ...whole, views: 'views.json' }));
    expect((await runHere(['check', dir])).status).toBe(0);
    const own = JSON.parse(views);
    const row = own.interfaces[0].rows.find((one: { field: string }) => one.field === 'vfn');
    row.to[0].rule = { kind: 'constant', value: 7 };
    row.why = 'Always 7 here.';
    writeFileSync(join(dir, 'views.json'), JSON.stringify(own));
    const { status, stdout } = await runHere(['check', dir], { env: { COLUMNS: '240' } });
    expect(status).toBe(1);
    expect(stdout).toMatch(/verdict on clp_rsp_query_pci\.vfn, vfio +same +mismatch$/m);
    expect((await runHere(['diff', dir, '--only', 'findings'])).stdout).toMatch(/^error +vfio +vfn /m);
  });
});

describe('tables of the command line', () => {
  const layouts = join(fixturesDir, name, 'layouts.json');

  test('hold for all cases', async () => {
    const dir = await copy('synthetic/capability-versions');
    const { status, stdout } = await runHere(['check', dir, '--layouts', layouts]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^ {2}group-v3\.bin\n(?: {4}.*\n)+ {4}0x\w+ +\S+example_length /m);
    await runHere(['check', '--update', dir, '--layouts', layouts]);
    const again = (await runHere(['check', dir, '--layouts', layouts])).stdout;
    expect(again).not.toContain('example_length');
    // What a person typed into the manifest is not updated.
    expect(again).toMatch(/^ {2}group-v3\.bin\n.*\n +expect\.issues +VERSION_NEWER/m);
    expect((await runHere(['check', dir])).stdout).toContain('example_length');
  });

  test('are taken into a new case, which passes without them', async () => {
    const folder = newFolder();
    const dir = join(folder, 'made');
    const bytes = join(folder, 'info.bin');
    copyFileSync(join(fixturesDir, name, 'device-info.bin'), bytes);
    const own = join(folder, 'mine.json');
    copyFileSync(layouts, own);
    const made = await runHere(['check', '--init', dir, '--layouts', own, bytes]);
    expect(made.status).toBe(0);
    expect(readdirSync(dir)).toEqual(['expected.decode.json', 'info.bin', 'layouts.json', 'manifest.json']);
    expect(JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8'))).toMatchObject({ layouts: 'layouts.json' });
    expect(readFileSync(join(dir, 'expected.decode.json'), 'utf8')).toContain('example_length');
    expect(await runHere(['check', dir])).toMatchObject({ status: 0, stdout: '1 case: 1 pass\n' });
  });

  test('that are broken keep the run from starting', async () => {
    const own = join(newFolder(), 'own.json');
    writeFileSync(own, '{');
    const { status, stdout, stderr } = await runHere(['check', 'fixtures', '--layouts', own]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/own\.json: no valid file of layouts\n {2}\S/);
  });
});
