/**
 * Tables of the user under the commands that predict, review and encode; check has its own test.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../support/run.js';
import { runHere } from '../support/run-here.js';

const folder = mkdtempSync(join(tmpdir(), 'tables-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const example = 'fixtures/user-tables/zpci-group-v3';
const layouts = `${example}/layouts.json`;
const block = `${example}/device-info.bin`;
const info = 'fixtures/three-views/net-group5/vfio-device-info.bin';
const exported = async (name: string) => JSON.parse((await runHere(['fields', '--export', name])).stdout);

describe('encode', async () => {
  const decoded = JSON.parse((await runHere(['decode', '-f', 'json', '--layouts', layouts, block])).stdout);
  const bytes = readFileSync(root + block);
  const encode = async (name: string, value: unknown, ...options: readonly string[]) => {
    const out = join(folder, `${name}.bin`);
    const result = await runHere(['encode', write(`${name}.json`, value), '-o', out, ...options]);
    return { ...result, bytes: result.status === 0 ? readFileSync(out) : null };
  };

  it('is the inverse of decode with the same table', async () => {
    expect(await encode('same', decoded, '--layouts', layouts)).toEqual({ status: 0, stdout: '', stderr: '', bytes });
  });

  it('takes a new value of the new field', async () => {
    const edited = structuredClone(decoded);
    const field = edited.blocks[0].structs[1].fields.find((one: { path: string }) => one.path === 'example_length');
    field.value = 0x01020304;
    const made = (await encode('edited', edited, '--layouts', layouts)).bytes;
    expect(made?.toString('hex')).toBe(`${bytes.subarray(0, 68).toString('hex')}01020304`);
  });

  it('without the table says which member it does not know', async () => {
    const { status, stderr } = await encode('none', decoded);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /none\.json: blocks\[0\]\.structs\[1\]\.fields\[13\]\.path: .* has no member "example_length"/,
    );
  });
});

describe('predict', () => {
  const predicted = async (path: string, ...options: readonly string[]): Promise<unknown> => {
    const { status, stdout } = await runHere([
      'predict',
      '-f',
      'json',
      '--mode',
      'intercept',
      '--vfio',
      info,
      ...options,
    ]);
    expect(status).toBe(0);
    const fields = JSON.parse(stdout).blocks[0].structs.flatMap((one: { fields: unknown[] }) => one.fields);
    return fields.find((one: { path: string }) => one.path === path).value;
  };

  it('follows the rules of a QEMU of the user', async () => {
    const own = await exported('qemu');
    const row = own.interfaces[0].rows.find((one: { field: string }) => one.field === 'vfn');
    row.to[0].rule = { kind: 'constant', value: 7 };
    row.why = 'Always 7 here.';
    for (const key of ['via', 'variants']) delete row[key];
    expect(await predicted('vfn')).toBe(0x23);
    expect(await predicted('vfn', '--views', write('qemu.json', own))).toBe(7);
  });

  it('reads the buffers by the layout of the user', async () => {
    const own = await exported('vfio_device_info_cap_zpci_base');
    const fieldOf = (name: string) => own.layouts[0].fields.find((one: { name: string }) => one.name === name);
    [fieldOf('vfn').byteOffset, fieldOf('pchid').byteOffset] = [fieldOf('pchid').byteOffset, fieldOf('vfn').byteOffset];
    own.layouts[0].fields.sort((a: { byteOffset: number }, b: { byteOffset: number }) => a.byteOffset - b.byteOffset);
    expect([await predicted('vfn'), await predicted('pchid')]).toEqual([0x23, 0x1c4]);
    const table = write('swapped.json', own);
    expect([await predicted('vfn', '--layouts', table), await predicted('pchid', '--layouts', table)]).toEqual([
      0x1c4, 0x23,
    ]);
  });
});

describe('audit', () => {
  it('reviews an interface of the user', async () => {
    const own = await exported('vfio-zdev');
    own.interfaces[0].name = 'my-interface';
    const table = write('mine.json', own);
    const plain = await runHere(['audit', 'my-interface']);
    expect(plain.status).toBe(2);
    const { status, stdout } = await runHere(['audit', 'my-interface', '--views', table]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^audit of my-interface\n/);
    // The fifth question names other interfaces, and the built-in one is another now.
    const answers = (text: string): string => text.slice(text.indexOf('\n'), text.indexOf('\n5. '));
    expect(answers(stdout)).toBe(
      answers((await runHere(['audit', 'vfio-zdev'])).stdout).replaceAll('vfio-zdev', 'my-interface'),
    );
  });

  it('reviews a struct by the layout of the user: no memory of before, where the field now is', async () => {
    const leaks = async (...options: readonly string[]): Promise<string[]> =>
      (await runHere(['audit', 'vfio-zdev', '--block', block, ...options])).stdout.match(/.*\(padding 42\.0\).*/g) ??
      [];
    expect((await leaks()).join()).toContain('whatever was in memory before');
    expect((await leaks('--layouts', layouts)).join()).not.toContain('whatever was in memory before');
    expect((await runHere(['audit', 'vfio-zdev', '--layouts', layouts])).stdout).toMatch(
      /^ +group\.example_length +0x2c +32 /m,
    );
  });
});

it.each<[string, readonly string[]]>([
  ['predict', ['--vfio', info]],
  ['audit', ['vfio-zdev']],
  ['encode', [block]],
  ['check', ['fixtures/synthetic']],
])('%s refuses broken tables before it does anything', async (command, args) => {
  const broken = write('broken.json', { schema: 'zpci-inspect/views@1', interface: [] });
  const { status, stdout, stderr } = await runHere([command, ...args, '--views', broken]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(`${broken}: no valid file of views\n  interface: no such key; did you mean interfaces?\n`);
});
