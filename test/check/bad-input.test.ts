/**
 * Cases that cannot be read or trusted: a clear line each, and the other cases are checked all the same.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkAll } from '../../src/check/check-all.js';
import { readingOf } from '../../src/cli/check-blocks.js';
import { builtInCatalog } from '../../src/index.js';
import { nodeCaseFiles } from '../../src/io/case-files.js';
import { root, run } from '../support/run.js';
import { checkIn, copies, copy, edit, newFolder, only, smallCase } from './places.js';

const good = 'synthetic/group-status';

/** A case beside a good one, broken in some way; what is said of it. */
async function broken(breakIt: (dir: string) => void): Promise<{ status: string; reason: string; exitCode: number }> {
  const folder = await copies(good);
  const dir = join(folder, 'broken');
  cpSync(join(folder, good), dir, { recursive: true });
  breakIt(dir);
  const result = await checkIn(folder);
  const [one, other] = result.cases;
  expect(other).toMatchObject({ name: good, status: 'pass' });
  expect(one?.reason).not.toContain(folder);
  expect(one?.reason).not.toContain('\n');
  return { status: one?.status ?? '', reason: one?.reason ?? '', exitCode: result.exitCode };
}

const manifest = (dir: string, change: (text: string) => string): void => edit(join(dir, 'manifest.json'), change);

describe('a case that cannot be judged', () => {
  const breakages: readonly [string, (dir: string) => void, RegExp][] = [
    ['broken JSON', (dir) => manifest(dir, () => '{"schema":'), /^manifest\.json: not JSON: /],
    [
      'no UTF-8',
      (dir) => writeFileSync(join(dir, 'manifest.json'), Buffer.from([0xff, 0x7b])),
      /^manifest\.json: not JSON: /,
    ],
    [
      'another schema version',
      (dir) => manifest(dir, (text) => text.replace('manifest@1', 'manifest@9')),
      /^manifest\.json: not a valid manifest; schema: expected "zpci-inspect\/manifest@1"; another version/,
    ],
    [
      'a missing block',
      (dir) => rmSync(join(dir, 'group-status.bin')),
      /^group-status\.bin: no such file or directory; /,
    ],
    [
      'an empty block',
      (dir) => writeFileSync(join(dir, 'group-status.bin'), ''),
      /^group-status\.bin: empty: 0 bytes$/,
    ],
    [
      'a block above the folder',
      (dir) => manifest(dir, (text) => text.replaceAll('group-status.bin', '../group-status.bin')),
      /blocks\.0\.file: a plain file name is expected/,
    ],
    [
      'an absolute path',
      (dir) => manifest(dir, (text) => text.replaceAll('group-status.bin', '/etc/hostname')),
      /blocks\.0\.file: a plain file name is expected/,
    ],
    [
      'a block behind a link',
      (dir) => {
        renameSync(join(dir, 'group-status.bin'), `${dir}.bin`);
        symlinkSync(`${dir}.bin`, join(dir, 'group-status.bin'));
      },
      /^group-status\.bin: is a symbolic link; a case holds its own files/,
    ],
    [
      'a manifest behind a link',
      (dir) => {
        renameSync(join(dir, 'manifest.json'), `${dir}.json`);
        symlinkSync(`${dir}.json`, join(dir, 'manifest.json'));
      },
      /^manifest\.json: is a symbolic link/,
    ],
    [
      'an expectation behind a link',
      (dir) => {
        renameSync(join(dir, 'expected.decode.json'), `${dir}.json`);
        symlinkSync(`${dir}.json`, join(dir, 'expected.decode.json'));
      },
      /^expected\.decode\.json: is a symbolic link/,
    ],
    [
      'an unknown type',
      (dir) => manifest(dir, (text) => text.replace('"type": "vfio_group_status"', '"type": "vfio_group_stats"')),
      /^group-status\.bin: unknown type vfio_group_stats; zpci-inspect fields lists the types$/,
    ],
    [
      'an unknown text format',
      (dir) => manifest(dir, (text) => text.replace('"endian"', '"input": "xls", "endian"')),
      /^group-status\.bin: unknown input format xls; one of /,
    ],
    [
      'a folder in place of a block',
      (dir) => {
        rmSync(join(dir, 'group-status.bin'));
        mkdirSync(join(dir, 'group-status.bin'));
      },
      /^group-status\.bin: is a directory/,
    ],
  ];

  test.each(breakages)('%s', async (_what, breakIt, reason) => {
    const result = await broken(breakIt);
    expect(result).toMatchObject({ status: 'error', exitCode: 2 });
    expect(result.reason).toMatch(reason);
  });
});

describe('expectations that are no good', () => {
  const breakages: readonly [string, (dir: string) => void, RegExp][] = [
    ['missing', (dir) => rmSync(join(dir, 'expected.decode.json')), /^expected\.decode\.json: there is no expectation/],
    [
      'no JSON',
      (dir) => writeFileSync(join(dir, 'expected.decode.json'), '{'),
      /^expected\.decode\.json: obsolete: .*not JSON/,
    ],
    [
      'of another version',
      (dir) => edit(join(dir, 'expected.decode.json'), (text) => text.replace('decode@1', 'decode@0')),
      /^expected\.decode\.json: obsolete: .*expected "zpci-inspect\/expected-decode@1"/,
    ],
    [
      'of no known name',
      (dir) => writeFileSync(join(dir, 'expected.decod.json'), '{}'),
      /^expected\.decod\.json: orphaned: nothing reads a file of that name/,
    ],
    [
      'for a block that is gone',
      (dir) => edit(join(dir, 'expected.decode.json'), (text) => text.replace('"block":"group', '"block":"old')),
      /^old-status\.bin: no longer in the manifest: obsolete/,
    ],
    [
      'without a manifest',
      (dir) => rmSync(join(dir, 'manifest.json')),
      /^expected\.decode\.json: orphaned: there is no manifest/,
    ],
  ];

  test.each(breakages)('%s', async (_what, breakIt, reason) => {
    const result = await broken(breakIt);
    expect(result).toMatchObject({ status: 'fail', exitCode: 1 });
    expect(result.reason).toMatch(reason);
  });

  test('__proto__ is a key like any other', async () => {
    const dir = await copy(good);
    edit(join(dir, 'expected.decode.json'), (text) =>
      text.replace('"exposures":{}', '"exposures":{"__proto__":{"x":{"qemu":"hidden"}}}'),
    );
    const polluted: Record<string, unknown> = {};
    expect((await only(dir)).status).toBe('fail');
    expect(polluted['x']).toBeUndefined();
  });
});

describe('folders', () => {
  test('an empty one proves nothing', () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'a/b'), { recursive: true });
    const result = run(['check', folder]);
    expect(result.status).toBe(2);
    expect(result.stderr).toMatch(/: no case in this folder; a case is a folder with a manifest\.json/);
  });

  test('two cases of one name', async () => {
    const folder = newFolder();
    smallCase(join(folder, 'a/same'));
    smallCase(join(folder, 'b/same'));
    const roots = ['a', 'b'].map((name) => ({ path: join(folder, name), name }));
    const { result } = await checkAll(nodeCaseFiles, roots, {
      versions: { tool: '1', linux: '1', qemu: '1' },
      update: true,
      failOn: 'error',
      reading: readingOf(builtInCatalog(), nodeCaseFiles),
    });
    expect(result.cases.map(({ status }) => status).sort()).toEqual(['error', 'updated']);
    expect(result.cases.find(({ status }) => status === 'error')?.reason).toMatch(/^two cases have this name, /);
    expect(result.exitCode).toBe(2);
    expect(readdirSync(join(folder, 'b/same'))).not.toContain('expected.decode.json');
    expect((await checkIn(folder, { update: true })).exitCode).toBe(0);
  });

  test('the same folder twice, in other words, is checked once', async () => {
    const folder = await copies(good);
    const result = run(['check', folder, `${folder}/./synthetic//`, `${folder}/${good}/manifest.json`]);
    expect(result).toMatchObject({ status: 0, stdout: '1 case: 1 pass\n' });
  });

  test('links to folders are not followed, hidden ones not searched', () => {
    const folder = newFolder();
    smallCase(join(folder, 'one'));
    smallCase(join(folder, '.git/two'));
    symlinkSync(folder, join(folder, 'loop'));
    expect(run(['check', '--list', folder]).stdout).toBe('one\n');
  });

  test('names that mean something to a terminal are shown', () => {
    const folder = newFolder();
    smallCase(join(folder, 'bad\u001b[31m\n::error::name'));
    const result = run(['check', folder]);
    expect(result.stdout).toContain('bad\\x1b[31m\\x0a:\\x3aerror:\\x3aname');
    expect(result.stdout).not.toContain('\u001b');
  });
});

test('an interrupt leaves whole expectations, old or new', async () => {
  const folder = newFolder();
  for (let i = 0; i < 400; i++) smallCase(join(folder, `case-${i}`));
  const bin = `${root}bin/zpci-inspect.cjs`;
  for (const delay of [120, 180, 260]) {
    const child = spawn(process.execPath, [bin, 'check', '--update', folder], { stdio: 'ignore' });
    setTimeout(() => child.kill('SIGINT'), delay);
    await new Promise((resolve) => child.on('close', resolve));
    for (const name of readdirSync(folder)) {
      for (const file of readdirSync(join(folder, name)).filter((one) => one.startsWith('expected.decode'))) {
        expect(() => JSON.parse(readFileSync(join(folder, name, file), 'utf8'))).not.toThrow();
      }
    }
  }
  expect(run(['check', '--update', folder]).status).toBe(0);
});
