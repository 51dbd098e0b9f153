/**
 * Tables of the user through the real program: options, exit codes, standard error.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import { root } from '../support/run.js';
import { runHere } from '../support/run-here.js';
import { goodLayouts } from './support.js';

const folder = mkdtempSync(join(tmpdir(), 'tables-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const example = 'fixtures/user-tables/zpci-group-v3';
const layouts = `${example}/layouts.json`;
const block = `${example}/device-info.bin`;
const views = 'fixtures/three-views/net-group5';

describe('--layouts', () => {
  it('decode names the new field and gives its value', async () => {
    const { status, stdout, stderr } = await runHere(['decode', '-f', 'json', '--layouts', layouts, block]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [{ issues, structs }] = JSON.parse(stdout).blocks;
    expect(issues).toEqual([]);
    expect(structs[1].fields.at(-1)).toMatchObject({ path: 'example_length', value: 32, label: '32 bytes' });
  });

  it('decode without it fails on the newer version, when told to', async () => {
    const { stdout } = await runHere(['decode', '-f', 'json', block]);
    const codes = JSON.parse(stdout).blocks[0].issues.map((one: { code: string }) => one.code);
    expect(codes).toEqual(['VERSION_NEWER', 'PADDING_NOT_ZERO']);
  });

  it('decode takes a struct of the user as the type of a file', async () => {
    const own = write('own.json', JSON.stringify(goodLayouts));
    const bytes = write('own.bin', Buffer.from('0099000200000000000061a80105000002000000aabb0000', 'hex'));
    const { status, stdout } = await runHere([
      'decode',
      '-q',
      '--layouts',
      own,
      `vfio_device_info_cap_example:${bytes}`,
    ]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ *08 +speed +25000 +Mb\/s$/m);
    expect(stdout).toMatch(/^ *0c +kind +0x01 +some$/m);
    expect(stdout).toMatch(/^ *10 +mac +02000000 aabb$/m);
  });

  it('fields and explain know it', async () => {
    expect((await runHere(['fields', 'example_length', '--layouts', layouts])).stdout).toMatch(
      /2c +32 +example_length/,
    );
    expect((await runHere(['explain', 'example_length', '--layouts', layouts])).stdout).toContain('invented');
    expect((await runHere(['explain', 'example_length'])).status).toBe(2);
  });

  it('diff compares as before where nothing is new', async () => {
    const plain = await runHere(['diff', '-f', 'json', views]);
    const own = await runHere(['diff', '-f', 'json', '--layouts', layouts, views]);
    expect(own).toEqual(plain);
  });
});

describe('--views', async () => {
  const exported = (await runHere(['fields', '--export', 'vfio-zdev'])).stdout;
  const parsed = JSON.parse(exported);

  it('a rule of the user changes what diff finds', async () => {
    const row = parsed.interfaces[0].rows.find((one: { field: string }) => one.field === 'vfn');
    row.to[0].rule = { kind: 'constant', value: 0 };
    row.why = 'Always 0 here.';
    const own = write('views.json', JSON.stringify(parsed));
    const before = await runHere(['diff', '-f', 'json', views]);
    const after = await runHere(['diff', '-f', 'json', '--views', own, views]);
    const rowOf = (text: string) => JSON.parse(text).rows.find((one: { attribute: string }) => one.attribute === 'vfn');
    expect(rowOf(before.stdout).verdicts.vfio).toBe('same');
    expect(rowOf(after.stdout).verdicts.vfio).toBe('mismatch');
    expect(after.status).toBe(1);
  });

  it('a reason of the user stands beside the field', async () => {
    const own = write('views.json', exported.replace('"why": "@reserved"', '"why": "For a reason of my own."'));
    const { stdout, status } = await runHere(['fields', '--matrix', '--views', own]);
    expect(status).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain('For a reason of my own.');
  });

  it('an interface of the user is explained', async () => {
    const own = write('mine.json', exported.replace('"name": "vfio-zdev"', '"name": "my-interface"'));
    expect((await runHere(['explain', 'my-interface', '--views', own])).stdout).toContain('my-interface');
  });
});

describe('fields --export', () => {
  it('writes a file that loads unchanged', async () => {
    const path = join(folder, 'export.json');
    expect(await runHere(['fields', '--export', 'clp_rsp_query_pci', '-o', path])).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
    const fn = `${views}/firmware-query-fn.bin`;
    expect(await runHere(['decode', '--layouts', path, fn])).toEqual(await runHere(['decode', fn]));
  });

  it('adds the tables of values that the layout names', async () => {
    const { codes } = JSON.parse((await runHere(['fields', '--export', 'clp_rsp_query_pci'])).stdout);
    expect(codes.map((table: { tag: string }) => table.tag)).toEqual(['pft']);
    expect(JSON.parse((await runHere(['fields', '--export', 'vfio_irq_info'])).stdout)).not.toHaveProperty(
      'layouts[0].codes',
    );
  });

  it.each([
    ['vfio_no_info', 'no layout or interface vfio_no_info to export; zpci-inspect fields lists the layouts'],
    [
      'vfio_region_zpci_info',
      'no layout or interface vfio_region_zpci_info to export; vfio_region_zpci_info@zdev-region-2019-v3 or vfio_region_zpci_info@zdev-region-2019-v4 or vfio_region_zpci_info@zpci-region-2020',
    ],
  ])('says what to ask for instead of %s', async (name, message) => {
    expect(await runHere(['fields', '--export', name])).toEqual({
      status: 2,
      stdout: '',
      stderr: `zpci-inspect: ${message}\n`,
    });
  });
});

describe('trouble', () => {
  it.each(['decode', 'diff', 'fields', 'explain'])(
    '%s refuses a broken table with exit code 2 and every line',
    async (command) => {
      const broken = write('broken.json', JSON.stringify({ schema: 'zpci-inspect/layouts@1', layout: [], views: 1 }));
      const argument = { decode: block, diff: views, fields: 'fid', explain: 'fid' }[command] ?? '';
      const { status, stdout, stderr } = await runHere([command, argument, '--layouts', broken]);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toBe(
        `zpci-inspect: ${broken}: no valid file of layouts\n` +
          '  layout: no such key; did you mean layouts?\n' +
          '  views: no such key; known are $schema, schema, layouts, codes\n',
      );
    },
  );

  it.each<[string, () => string, RegExp]>([
    ['a file that is missing', () => join(folder, 'nowhere.json'), /nowhere\.json: no such file or directory\n$/],
    ['a folder', () => folder, /: is a directory/],
    ['an empty file', () => write('empty.json', ''), /empty\.json: no valid file of layouts\n {2}the file is empty\n$/],
    ['a file of views', () => `${root}package.json`, /schema: missing/],
    [
      'a huge file',
      () => write('huge.json', new Uint8Array(5_000_000).fill(0x20)),
      /5000000 bytes; a file of tables has at most 4194304\n$/,
    ],
    [
      'a very huge file',
      () => write('huger.json', new Uint8Array(70_000_000)),
      /huger\.json: 70000000 bytes, at most 64 MiB are read/,
    ],
  ])('%s', async (_what, path, message) => {
    const { status, stdout, stderr } = await runHere(['fields', '--layouts', path()]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('internal error');
  });

  it('what stands in a file cannot control a terminal', async () => {
    const broken = write('escape.json', '{"\\u001b[31mred": 1, "schema": "\\u202e"}');
    const { status, stderr } = await runHere(['fields', '--layouts', broken]);
    expect(status).toBe(2);
    expect(stderr).not.toMatch(/[\u001b\u202e]/);
  });
});

test('nothing of it is loaded unless a table is given', () => {
  for (const file of ['tables', 'fields', 'decode', 'diff', 'explain', '../load/blocks', 'program']) {
    const text = readFileSync(`${root}src/cli/${file}.ts`, 'utf8');
    expect(text, file).not.toMatch(/^import (?!type).*'(?:valibot|\.\.\/user-tables\/)/m);
  }
});
