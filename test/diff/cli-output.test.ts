/** What `diff` prints, and with which code it ends. */
import { describe, expect, test } from 'vitest';
import { bytesOf, changed, diff, firmware, json, net, old, plain, rowsOf, vfio } from './program.js';

describe('formats', () => {
  test('json', async () => {
    const result = await json([old.dir]);
    expect(result.schema).toBe('zpci-inspect/diff@1');
    expect(result.exitCode).toBe(0);
    expect(result.rows).toHaveLength(77);
    expect(result.checks.map((check) => check.id)).toContain('APERTURE_PAGES');
    expect(Object.values(result.summary).reduce((sum, count) => sum + count, 0)).toBe(3 * 77);
  });

  test('markdown', async () => {
    const { status, stdout } = await diff([old.dir, '--format', 'markdown']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^## function 0x000000ab: /);
    expect(stdout).toContain('- guest: qemu, QEMU 7.2.22 (given)');
    const [shown = '', ...folded] = stdout.split('<details>');
    expect(shown).toContain('- **warning** guest **APERTURE\\_PAGES**: ');
    expect(folded[0]).toMatch(
      /^\n<summary>known of these versions: bar\[4\], maxstbl, DTSM<\/summary>\n\n- \*\*warning/,
    );
    const differ = (folded[0] ?? '').split('\n').filter((line) => line.startsWith('| '));
    expect(differ[0]).toBe('|  | attribute | firmware | vfio | guest | sysfs |');
    expect(differ).toHaveLength(2 + 10);
    expect(differ).toContain('| warning | bar\\[4\\] | 0x0000000c | redundant | 0x0c000000 swapped | redundant |');
    expect(folded[2]).toMatch(/^\n<summary>67 facts where no side shows another value<\/summary>\n/);
    expect(stdout).toContain(
      '| net-group5\\_qemu-7.2/vfio-device-info.bin | 58aff90e713fd24e2d7221447559cd71ede2b14e277baa1f3e445e404b7695cc |',
    );
    expect(stdout).toMatch(
      /\nzpci-inspect \d\S+, tables: Linux \S+, QEMU \S+:\s+zpci-inspect\s+diff\s[\s\S]*--format\s+markdown\n$/,
    );
    expect(stdout.split('\n').filter((line) => line.length > 120 && !line.startsWith('| '))).toEqual([]);
  });

  test('markdown of the findings only', async () => {
    const { stdout } = await diff([old.dir, '--format', 'markdown', '--only', 'findings']);
    const lines = stdout.split('\n').filter((line) => /^- \*\*|^\| /.test(line) && !/ [0-9a-f]{64} /.test(line));
    expect(lines.map((line) => line.split(' ')[1])).toEqual([
      '**warning**',
      '**warning**',
      '**note**',
      '**note**',
      'input',
      '---',
    ]);
  });

  test('findings only', async () => {
    const { status, stdout } = await diff([old.dir, '--only', 'findings']);
    expect(status).toBe(0);
    expect(stdout).toContain('bar[4]');
    expect(stdout).toContain('APERTURE_PAGES');
    for (const words of ['DMA aperture', 'pchid', 'virtualized', 'attribute  ']) expect(stdout).not.toContain(words);
  });

  test('nothing found', async () => {
    const { stdout } = await diff([net.fn, net.device, '--only', 'findings']);
    expect(stdout).toMatch(
      /^function 0x000000ab: nothing found, 10 of 10 facts compared as they should be, 35 not compared\n/,
    );
  });

  test('-q leaves out how versions were found, -v adds places and raw bytes', async () => {
    expect((await diff([old.dir, '-q'])).stdout).not.toContain('(given)');
    const { stdout } = await diff([old.dir, '-v', '--only', 'findings']);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'clp_rsp_query_pci.bar[4]: byte 0x30 of guest-query-fn.bin, raw 0000000c',
    );
  });

  test('-o writes a file and nothing else', async () => {
    const path = 'out.json';
    const { status, stdout, stderr } = await diff([net.dir, '--format', 'json', '-o', path]);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(JSON.parse(bytesOf(path).toString())).toEqual(await json([net.dir]));
  });
});

describe('exit codes and --fail-on', () => {
  const wrong = changed(net.guestFn, 31, 0xc5);
  const broken = [...firmware(net), ...vfio(net), '--guest', wrong, net.guestGrp, net.guestList, '--qemu', '10.0'];

  test.each([
    ['no finding', [net.fn, net.device], 0],
    ['a note', [net.dir], 0],
    ['a note, and warnings count', [net.dir, '--fail-on', 'warning'], 0],
    ['a warning', [old.dir], 0],
    ['a warning of a row, and warnings count', [old.dir, '--fail-on', 'warning'], 1],
    ['a warning of a check alone, and warnings count', [plain.dir, '--fail-on', 'warning'], 1],
    ['an error', broken, 1],
    ['an error, and nothing counts', [...broken, '--fail-on', 'never'], 0],
    ['an error, and warnings count', [...broken, '--fail-on', 'warning'], 1],
    ['an error, as JSON', [...broken, '--format', 'json'], 1],
    ['a limit that is none', [net.dir, '--fail-on', 'note'], 2],
    ['an unknown option', [net.dir, '--colour'], 2],
  ])('%s: exit %#', async (_name, args, status) => {
    const done = await diff(args);
    expect(done.status, done.stderr).toBe(status);
  });

  test('the JSON says the exit code', async () => {
    const { status, stdout } = await diff(['--format', 'json', ...broken]);
    expect(JSON.parse(stdout).exitCode).toBe(status);
    expect(rowsOf(JSON.parse(stdout), 'error')).toEqual(['pchid']);
  });
});
