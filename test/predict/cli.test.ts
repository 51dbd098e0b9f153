/**
 * `predict` as a program.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root } from '../support/run.js';
import { runHere } from '../support/run-here.js';
import { deviceBytes } from './support.js';

const folder = mkdtempSync(join(tmpdir(), 'predict-'));
afterAll(() => rmSync(folder, { recursive: true }));

const dir = `${root}fixtures/three-views/net-group5/`;
const vfio = ['--vfio', `${dir}vfio-device-info.bin`, `${dir}vfio-iommu-info.bin`];
const known = ['--qemu', '10.0.13', '--mode', 'intercept', '--fid', '0x99', '--uid', '119'];

/** Both captured answers, one behind the other, BARs as 0. */
function captured(): Buffer {
  const bytes = Buffer.concat([readFileSync(`${dir}guest-query-fn.bin`), readFileSync(`${dir}guest-query-grp.bin`)]);
  return bytes.fill(0, 24, 30).fill(0, 32, 56);
}

describe('forms of the result', () => {
  test('files without --vfio are the same', async () => {
    const [, ...files] = vfio;
    expect(await runHere(['predict', ...files, ...known])).toEqual(await runHere(['predict', ...vfio, ...known]));
  });

  test('a table; what is not predictable stands on standard error', async () => {
    const { status, stdout, stderr } = await runHere(['predict', ...vfio, ...known], { env: { COLUMNS: '160' } });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^qemu-10\.0\.9 {2}clp_rsp_query_pci, 384 bytes, big-endian\n/);
    expect(stdout).toMatch(/\bpfgid +0xf0 +first simulated group/);
    expect(stdout).toMatch(/\bbar\[0\] \.\. bar\[5\] +unpredictable/);
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines.filter((line) => line.startsWith('zpci-inspect: unpredictable: '))).toEqual([
      'zpci-inspect: unpredictable: clp_rsp_query_pci.bar_size[0] .. bar_size[5]: counted from the size of the VFIO region, and no vfio_region_info of it was given',
      'zpci-inspect: unpredictable: clp_rsp_query_pci.bar[0] .. bar[5]: read from the configuration space of the function, which no info buffer carries',
    ]);
  });

  test('json is a decode@1 document, ndjson a line for each answer', async () => {
    const document = JSON.parse((await runHere(['predict', ...vfio, ...known, '--format', 'json'])).stdout);
    expect(Object.keys(document)).toEqual(['schema', 'blocks']);
    expect(document.schema).toBe('zpci-inspect/decode@1');
    const lines = (await runHere(['predict', ...vfio, ...known, '-f', 'ndjson'])).stdout.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      document.blocks.map((block: object) => ({ schema: 'zpci-inspect/decode@1', ...block })),
    );
  });

  test.each(['markdown', 'csv', 'hex'])('%s', async (format) => {
    const { status, stdout } = await runHere(['predict', ...vfio, ...known, '-q', '--format', format]);
    expect(status).toBe(0);
    expect(stdout).toContain('pfgid');
  });

  test('-q is silent on standard error, -v also names what is not written', async () => {
    expect((await runHere(['predict', ...vfio, ...known, '-q'])).stderr).toBe('');
    expect((await runHere(['predict', ...vfio, ...known, '-v'])).stderr).toContain(
      'note: clp_rsp_query_pci.fidparm .. port: not written, 0 if the guest cleared its buffer\n',
    );
  });

  test('-o alone writes the bytes of both answers; with --format the text', async () => {
    const bytes = join(folder, 'answers.bin');
    const { status, stdout, stderr } = await runHere(['predict', ...vfio, ...known, '-o', bytes]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toContain('unpredictable: clp_rsp_query_pci.bar[0]');
    expect(readFileSync(bytes).equals(captured())).toBe(true);
    const text = join(folder, 'answers.json');
    await runHere(['predict', ...vfio, ...known, '-o', text, '-f', 'json']);
    expect(JSON.parse(readFileSync(text, 'utf8')).blocks).toHaveLength(2);
  });

  test('encode makes the same bytes, one answer at a time', async () => {
    const input = (await runHere(['predict', ...vfio, ...known, '-f', 'json'])).stdout;
    for (const [block, from, to] of [
      ['0', 0, 384],
      ['1', 384, 448],
    ] as const) {
      const path = join(folder, `block-${block}.bin`);
      expect(await runHere(['encode', '--block', block, '-', '-o', path], { input })).toMatchObject({
        status: 0,
        stderr: '',
      });
      expect(readFileSync(path).equals(captured().subarray(from, to))).toBe(true);
    }
  });
});

test('a code page changes how texts read, not the bytes', async () => {
  const bytes = deviceBytes();
  bytes[0x7c] = 0x4a;
  const file = join(folder, 'bracket.bin');
  writeFileSync(file, bytes);
  const answers = await Promise.all(
    ['037', '500'].map(async (codepage) => {
      const out = join(folder, `page-${codepage}.bin`);
      const args = ['predict', '-q', '--vfio', file, '--codepage', codepage];
      expect((await runHere([...args, '-o', out])).status).toBe(0);
      return { text: (await runHere([...args, '-f', 'csv'])).stdout, bytes: readFileSync(out).toString('hex') };
    }),
  );
  expect(answers[0]?.text).toContain('\u00a2');
  expect(answers[1]?.text).toContain('[AB PORT');
  expect(answers[1]?.bytes).toBe(answers[0]?.bytes);
});

describe('options', () => {
  const field = async (path: string, args: readonly string[]): Promise<unknown> => {
    const { stdout } = await runHere(['predict', ...vfio, '-f', 'json', ...args]);
    const fields: { path: string; value: unknown; status: string }[] = JSON.parse(stdout).blocks.flatMap(
      (block: { structs: { fields: unknown[] }[] }) => block.structs.flatMap((struct) => struct.fields),
    );
    const found = fields.find((one) => one.path === path);
    return found?.status === 'ok' ? found.value : found?.status;
  };

  test('mode, version, property and container change what they should', async () => {
    expect(await field('maxstbl', ['--mode', 'interpret'])).toBe(64);
    expect(await field('maxstbl', ['--mode', 'intercept'])).toBe(128);
    expect(await field('dtsm', ['--qemu', '6.2'])).toBe(0);
    expect(await field('rtr', ['--relaxed-translation', 'on'])).toBe(1);
    expect(await field('edma', ['--relaxed-translation', 'off'])).toBe('0x000000010fffefff');
    expect(await field('edma', ['--relaxed-translation', 'off', '--container', 'iommufd'])).toBe('0x00000001bfffffff');
    expect(await field('fid', [])).toBe('unpredictable');
    expect(await field('fid', ['--fid', '0x1c0ffee'])).toBe(0x1c0ffee);
  });

  test('one without effect is noted, not refused', async () => {
    const { status, stderr } = await runHere(['predict', ...vfio, '--qemu', '9.2', '--relaxed-translation', 'on']);
    expect(status).toBe(0);
    expect(stderr).toContain('note: relaxed translation on has no effect with qemu 9.2\n');
  });

  test('an emulated function needs no buffers', async () => {
    const { status, stdout } = await runHere(['predict', '--mode', 'emulated', '--qemu', '7.0', '-q']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/\bpfgid +0xff/);
  });

  test('a pasted dump is read as decode reads it, from standard input too', async () => {
    const hex = Buffer.from(deviceBytes())
      .toString('hex')
      .replace(/(.{32})/g, '$1\n');
    const piped = await runHere(['predict', '--vfio', '-', ...known, '-f', 'json'], { input: hex });
    const named = await runHere(['predict', '--vfio', `${dir}vfio-device-info.bin`, ...known, '-f', 'json']);
    expect(piped).toEqual(named);
    expect(piped.status).toBe(0);
  });

  test('--fail-on counts the findings about the predicted bytes', async () => {
    const file = join(folder, 'inverted.bin');
    writeFileSync(file, deviceBytes({ endDma: 0 }));
    const args = ['predict', '-q', '--vfio', file, '--qemu', '7.2'];
    expect((await runHere(args)).status).toBe(0);
    expect((await runHere([...args, '--fail-on', 'warning'])).status).toBe(1);
    expect((await runHere([...args, '--fail-on', 'error'])).status).toBe(0);
    expect((await runHere(['predict', '-q', ...vfio, '--fail-on', 'warning'])).status).toBe(0);
  });
});

describe('trouble: one clear line, exit 2, nothing on standard output', () => {
  test.each([
    ['no buffers', [], /^zpci-inspect: no buffers: name the file of the VFIO device info/],
    ['a missing file', ['--vfio', 'no-such-file'], /no-such-file: no such file or directory\n$/],
    ['only the IOMMU info', ['--vfio', `${dir}vfio-iommu-info.bin`], /no vfio_device_info among the buffers/],
    ['an answer', ['--vfio', `${dir}firmware-query-fn.bin`], /a clp_rsp_query_pci is no VFIO buffer/],
    ['the same twice', [...vfio, `${dir}vfio-device-info.bin`], /two blocks of one kind \(vfio_device_info\)/],
    ['a version that is none', [...vfio, '--qemu', 'master'], /master is no version of qemu/],
    ['uid 0', [...vfio, '--uid', '0'], /Give a number from 1 to 0xffff/],
    ['uid 0x10000', [...vfio, '--uid', '0x10000'], /Give a number from 1 to 0xffff/],
    ['fid 2^32', [...vfio, '--fid', '4294967296'], /Give a number from 0 to 0xffffffff/],
    ['fid x', [...vfio, '--fid', 'x'], /Give a number from 0/],
    ['an unknown mode', [...vfio, '--mode', 'direct'], /Allowed choices are emulated, intercept, interpret/],
    ['a file more', [...vfio, '--', 'more.bin'], /more\.bin: no such file or directory/],
    ['a folder that does not exist', [...vfio, '-o', '/no/such/folder/x'], /no such file or directory/],
  ])('%s', async (_what, args, message) => {
    const { status, stdout, stderr } = await runHere(['predict', ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
  });

  test('--help shows examples', async () => {
    const { status, stdout } = await runHere(['predict', '--help']);
    expect(status).toBe(0);
    expect(stdout).toContain('Examples:\n  zpci-inspect predict device-info.bin');
  });
});
