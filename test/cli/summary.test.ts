/** What `decode` says of a block before everything else, and lists as rows of entries. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runHere } from '../support/run-here.js';

const views = 'fixtures/three-views/net-group5';

async function lines(...args: string[]): Promise<readonly string[]> {
  const { status, stdout, stderr } = await runHere(['decode', ...args], { env: { COLUMNS: '200' } });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\n');
}

describe('the second line says what matters', () => {
  test.each([
    [
      `${views}/firmware-query-fn.bin`,
      'function 0x000000ab, uid 0x00001234, type ROCE, group 0x05, pchid 0x01c4, virtual function 0x0023, ' +
        'aperture 0x100000000 to 0x1ffffffffffffff: nothing found',
    ],
    [`${views}/firmware-query-grp.bin`, 'interrupts 64, longest store 64: nothing found'],
    [`${views}/firmware-list.bin`, '3 functions: 1 note'],
    ['fixtures/captures/linux-6.12_qemu-10.0/clp-list-full.page.bin', '5 functions: 1 note'],
    ['fixtures/synthetic/region-info/region-plain.bin', 'region 0x7, size 0x1000: nothing found'],
    ['fixtures/synthetic/chain-broken/chain-loop.bin', 'error'],
  ])('%s', async (file, expected) => {
    expect((await lines(file))[1]).toContain(expected);
  });

  test('in Markdown, too', async () => {
    expect(await lines('-f', 'md', `${views}/firmware-list.bin`)).toContain('**3 functions: 1 note**');
  });
});

describe('reasons', () => {
  // Of the length of the call.
  const reason = 'its own lengths in argsz';

  test('of headers are left out', async () => {
    const text = (await lines(`${views}/firmware-query-fn.bin`)).join('\n');
    expect(text).not.toContain(reason);
    expect(text).toMatch(/hdr\.len .* hidden +hidden$/m);
  });

  test('of headers are there with -v', async () => {
    expect((await lines('-v', `${views}/firmware-query-fn.bin`)).join('\n')).toContain(reason);
  });
});

describe('a list', () => {
  const entry = /^([0-9a-f]+) +\[(\d)\] +(\w+) +(\w+) +(0x1 configured) +(\w+) +(\w+)/;

  test('has a row for each entry', async () => {
    const rows = (await lines(`${views}/firmware-list.bin`)).flatMap((line) => entry.exec(line)?.slice(1) ?? []);
    expect(rows).toEqual([
      ...['20', '0', '0x1000', '0x1af4', '0x1 configured', '0x000000ab', '0x80020000'],
      ...['30', '1', '0x0010', '0x1b36', '0x1 configured', '0x01c0ffee', '0x80020001'],
      ...['40', '2', '0x1044', '0x1af4', '0x1 configured', '0x00000010', '0x80020002'],
    ]);
  });

  test('has what the interfaces do with a member once', async () => {
    const rows = (await lines(`${views}/firmware-list.bin`)).filter((line) => line.includes('fh_list[].fid'));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatch(/3 entries +hidden \[\d+\] +virtualized \[\d+\]$/);
  });

  test('has every member of every entry with -v', async () => {
    const text = (await lines('-v', `${views}/firmware-list.bin`)).join('\n');
    expect(text).toMatch(/fh_list\[2\]\.fid +00000010/);
  });

  test('that is cut says so in its cells', async () => {
    const input = readFileSync(`${views}/firmware-list.bin`).subarray(0, 60);
    const { stdout } = await runHere(['decode', '-t', 'clp_rsp_list_pci', '-'], { input });
    expect(stdout).toMatch(/^30 +\[1\] +0x0010 +0x1b36 +0x1 configured +0x01c0ffee +truncated$/m);
  });
});
