/**
 * `check` through the real program: exit codes, reporters, --update, --list, --filter.
 */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runHere } from '../support/run-here.js';
import { copies, copy, edit, newFolder, poke, smallCase } from './places.js';
import { parseKtap } from './readers/ktap.js';
import { parseXml } from './readers/xml.js';

const pair = ['synthetic/group-status', 'three-views/plain'] as const;

describe('exit codes', () => {
  test('0: every case passes', async () => {
    const folder = await copies(...pair);
    const result = await runHere(['check', folder]);
    expect(result).toEqual({ status: 0, stdout: '2 cases: 2 pass\n', stderr: '' });
  });

  test('2: without a path it says what to name, whatever lies there', async () => {
    const folder = newFolder();
    smallCase(join(folder, 'fixtures/one'));
    const { status, stdout, stderr } = await runHere(['check'], { cwd: folder });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^zpci-inspect: check: name the folders of cases, such as: zpci-inspect check fixtures\n/);
  });

  test('1: a case failed; 0 with --fail-on never', async () => {
    const folder = await copies(...pair);
    poke(join(folder, pair[1], 'firmware-query-fn.bin'), 19, () => 7);
    const result = await runHere(['check', folder]);
    expect(result.status).toBe(1);
    expect(result.stdout).toMatch(/^fail {2}three-views\/plain$/m);
    expect(result.stdout).toMatch(
      /^ {2}firmware-query-fn\.bin: sha256 \S+…, expected sha256 \S+…\n.*\n +0x13 +clp_rsp_query_pci\.pfgid +255 +7$/m,
    );
    expect((await runHere(['check', '--fail-on', 'never', folder])).status).toBe(0);
  });

  test('2: one case cannot be judged; the others are', async () => {
    const folder = await copies(...pair);
    writeFileSync(join(folder, pair[0], 'manifest.json'), '{');
    const result = await runHere(['check', '-v', folder]);
    expect(result.status).toBe(2);
    expect(result.stdout).toMatch(/^error {2}synthetic\/group-status: manifest\.json: not JSON: /m);
    expect(result.stdout).toMatch(/^pass {2}three-views\/plain$/m);
  });

  test.each([
    ['a folder that is not there', ['nowhere'], /^zpci-inspect: nowhere: no such file or directory/],
    ['a file', ['README.md'], /README\.md: is no folder/],
    [
      'an unknown reporter',
      ['--reporter', 'xml'],
      /unknown reporter xml; one of pretty, json, junit, ktap, github, sarif/,
    ],
    ['a reporter without its file', ['--reporter', 'json:'], /a file name follows the colon/],
    [
      'two documents on standard output',
      ['--reporter', 'json', '--reporter', 'sarif'],
      /cannot both go to standard output/,
    ],
    ['a document in the log', ['--reporter', 'pretty', '--reporter', 'ktap'], /cannot both go to standard output/],
    ['one file for two', ['--reporter', 'json:x', '--reporter', 'sarif:x'], /two reporters write to x/],
    ['--list with --update', ['--list', '--update'], /--list and --update cannot go together/],
    ['--title without --init', ['--title', 'x'], /--title goes with --init only/],
    ['--word-endian without --init', ['--word-endian', 'big'], /--word-endian goes with --init only/],
    ['--init without files', ['--init', 'x'], /--init needs the captured files/],
    ['an unknown option', ['--strict'], /unknown option '--strict'/],
  ])('2: %s', async (_what, args, message) => {
    const result = await runHere(['check', ...args]);
    expect(result.status).toBe(2);
    expect(result.stdout).toMatch(/^(?:0 cases: 0 pass\n)?$/);
    expect(result.stderr).toMatch(message);
  });
});

describe('reporters', () => {
  test('two at once, each into its file; the count on stderr', async () => {
    const folder = await copies(...pair);
    const [junit, json] = [join(folder, 'out.xml'), join(folder, 'out.json')];
    const result = await runHere(['check', folder, '--reporter', `junit:${junit}`, '--reporter', `json:${json}`]);
    expect(result).toEqual({ status: 0, stdout: '', stderr: 'zpci-inspect: 2 cases: 2 pass\n' });
    expect(parseXml(readFileSync(junit, 'utf8')).attributes.get('tests')).toBe('2');
    const report = JSON.parse(readFileSync(json, 'utf8'));
    expect(report).toMatchObject({ schema: 'zpci-inspect/check@1', exitCode: 0 });
    expect(JSON.stringify(report)).not.toContain(folder);
  });

  test('one on standard output beside files', async () => {
    const folder = await copies(...pair);
    const sarif = join(folder, 'out.sarif');
    const result = await runHere(['check', folder, '--reporter', 'ktap', '--reporter', `sarif:${sarif}`]);
    expect(parseKtap(result.stdout).results.map(({ ok }) => ok)).toEqual([true, true]);
    expect(JSON.parse(readFileSync(sarif, 'utf8')).version).toBe('2.1.0');
  });

  test('github: the job summary is added to, paths are those of the repository', async () => {
    const folder = await copies(...pair);
    const summary = join(folder, 'summary.md');
    writeFileSync(summary, 'before\n');
    poke(join(folder, pair[1], 'vfio-device-info.bin'), 0x35, (byte) => byte ^ 1);
    const result = await runHere(['check', 'three-views', '--reporter', 'pretty', '--reporter', 'github'], {
      cwd: folder,
      env: { GITHUB_STEP_SUMMARY: summary, CI: 'true' },
    });
    expect(result.status).toBe(1);
    expect(result.stdout).toMatch(
      /^::error file=three-views\/plain\/vfio-device-info\.bin,line=1,title=fail%3A plain::/m,
    );
    expect(readFileSync(summary, 'utf8')).toMatch(/^before\n## zpci-inspect check\n/);
  });

  test('-o takes what would go to standard output', async () => {
    const folder = await copies(...pair);
    const out = join(folder, 'out.json');
    expect((await runHere(['check', folder, '--reporter', 'json', '-o', out])).stdout).toBe('');
    expect(JSON.parse(readFileSync(out, 'utf8')).summary.pass).toBe(2);
  });
});

describe('--list and --filter', () => {
  test('names by line, and only those that fit', async () => {
    const folder = await copies(...pair);
    expect((await runHere(['check', '--list', folder])).stdout).toBe('synthetic/group-status\nthree-views/plain\n');
    expect((await runHere(['check', '--list', '--filter', 'plain', folder])).stdout).toBe('three-views/plain\n');
    expect((await runHere(['check', '--filter', 'synthetic/*', folder])).stdout).toBe('1 case: 1 pass\n');
  });

  test('a filter that fits nothing proves nothing', async () => {
    const result = await runHere(['check', '--filter', 'nothing', await copies(...pair)]);
    expect(result.status).toBe(2);
    expect(result.stderr).toMatch(/--filter nothing: fits none of the 2 cases/);
  });
});

describe('--update', () => {
  const env = { CI: 'true' };

  test('writes what is missing, says so, and then passes', async () => {
    const folder = newFolder();
    smallCase(join(folder, 'one'));
    expect((await runHere(['check', folder])).stdout).toMatch(
      /expected\.decode\.json: there is no expectation; --update writes it/,
    );
    const result = await runHere(['check', '--update', folder]);
    expect(result).toMatchObject({
      status: 0,
      stdout: 'updated  one: expected.decode.json: new\n1 case: 0 pass, 1 updated\n',
    });
    expect((await runHere(['check', '--update', folder])).stdout).toBe('1 case: 1 pass\n');
    expect(readdirSync(join(folder, 'one'))).toEqual([
      'expected.decode.json',
      'expected.values.json',
      'group-status.bin',
      'manifest.json',
    ]);
  });

  test('names what changed, and leaves a file alone in which nothing did', async () => {
    const dir = await copy('three-views/plain');
    edit(join(dir, 'expected.decode.json'), (text) => text.replace('["pfgid","19:8",255]', '["pfgid","19:8",1]'));
    const before = statSync(join(dir, 'expected.diff.json')).mtimeMs;
    expect((await runHere(['check', '--update', dir])).stdout).toBe(
      'updated  plain: expected.decode.json: clp_rsp_query_pci.pfgid\n1 case: 0 pass, 1 updated\n',
    );
    expect(statSync(join(dir, 'expected.diff.json')).mtimeMs).toBe(before);
  });

  test('takes the new hash of a block, in the layout of the manifest', async () => {
    const dir = await copy('three-views/plain');
    const manifest = join(dir, 'manifest.json');
    const before = readFileSync(manifest, 'utf8');
    poke(join(dir, 'guest-list.bin'), 40, (byte) => byte ^ 1);
    expect((await runHere(['check', '--update', dir])).stdout).toContain('manifest.json: sha256 of guest-list.bin');
    const after = readFileSync(manifest, 'utf8');
    expect(after).not.toBe(before);
    expect(after.replace(/[0-9a-f]{64}/g, '')).toBe(before.replace(/[0-9a-f]{64}/g, ''));
    expect((await runHere(['check', dir])).status).toBe(0);
  });

  test('takes an obsolete expectation away', async () => {
    const dir = await copy('synthetic/group-status');
    writeFileSync(join(dir, 'expected.diff.json'), '{}');
    expect((await runHere(['check', dir])).stdout).toMatch(
      /expected\.diff\.json: obsolete: the case no longer has blocks/,
    );
    expect((await runHere(['check', '--update', dir])).status).toBe(0);
    expect(existsSync(join(dir, 'expected.diff.json'))).toBe(false);
  });

  test('does not make right what a person typed', async () => {
    const dir = await copy('synthetic/group-status');
    edit(join(dir, 'manifest.json'), (text) =>
      text.replace('"group-status.bin": []', '"group-status.bin": ["TRUNCATED"]'),
    );
    const result = await runHere(['check', '--update', dir]);
    expect(result.status).toBe(1);
    expect(result.stdout).toMatch(/expect\.issues +TRUNCATED +none/);
  });

  test('is refused under CI, unless forced', async () => {
    const folder = newFolder();
    smallCase(join(folder, 'one'));
    const refused = await runHere(['check', '--update', folder], { env });
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(/--update refused: CI is set/);
    expect(existsSync(join(folder, 'one/expected.decode.json'))).toBe(false);
    expect((await runHere(['check', '--update', '--force', folder], { env })).status).toBe(0);
    expect((await runHere(['check', '--update', folder], { env: { CI: 'false' } })).status).toBe(0);
  });
});

test('what a case says of versions, verdicts and exit code is checked', async () => {
  const dir = await copy('three-views/plain');
  const set = (expect: object) =>
    edit(join(dir, 'manifest.json'), (text) => JSON.stringify({ ...JSON.parse(text), expect }, null, 1));
  set({ exit: 0, verdicts: { leak: 0 } });
  expect((await runHere(['check', dir])).status).toBe(0);
  set({ exit: 1, verdicts: { leak: 2 } });
  const result = await runHere(['check', dir]);
  expect(result.status).toBe(1);
  expect(result.stdout).toMatch(/expect\.verdicts\.leak +2 +0/);
  expect(result.stdout).toMatch(/expect\.exit +1 +0/);
  set({});
  edit(join(dir, 'manifest.json'), (text) => text.replace('"10.0.13"', '"5.2"'));
  expect((await runHere(['check', dir])).stdout).toMatch(/guest +qemu 10\.0\.9 +qemu 5\.2/);
});

test.each(['three-views/net-group5', 'scenarios/stale-handle', 'scenarios/rfc-2019-v2-dump'])(
  'the exit code of %s is that of diff',
  async (name) => {
    const dir = await copy(name);
    const { exit } = JSON.parse(readFileSync(join(dir, 'expected.diff.json'), 'utf8'));
    expect((await runHere(['diff', dir])).status).toBe(exit);
  },
);
