/**
 * Cases that cannot be read or trusted: a clear line each, and the other cases are checked all the same.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';
import { runHere } from '../support/run-here.js';
import { copies, copy, edit, newFolder, only, smallCase } from './places.js';

const good = 'synthetic/group-status';

/** A case beside a good one, broken in some way; what the program says of it. */
async function broken(breakIt: (dir: string) => void): Promise<{ status: string; reason: string; exitCode: number }> {
  const folder = await copies(good);
  const dir = join(folder, 'broken');
  cpSync(join(folder, good), dir, { recursive: true });
  breakIt(dir);
  const file = join(newFolder(), 'report.json');
  const { status, stdout, stderr } = await runHere([
    'check',
    folder,
    '--reporter',
    'pretty',
    '--reporter',
    `json:${file}`,
  ]);
  expect(stderr).toBe('');
  const { cases, exitCode } = JSON.parse(readFileSync(file, 'utf8'));
  const [one, other] = cases;
  expect(other).toMatchObject({ name: good, status: 'pass' });
  expect(exitCode).toBe(status);
  expect(one.reason).not.toContain(folder);
  expect(one.reason).not.toContain('\n');
  expect(stdout).toContain(one.status === 'error' ? `error  ${one.name}: ${one.reason}\n` : `fail  ${one.name}`);
  expect(stdout.trimEnd().split('\n').at(-1)).toBe(`2 cases: 1 pass, 1 ${one.status}`);
  return { status: one.status, reason: one.reason, exitCode };
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
      'a pipe in place of a block',
      (dir) => {
        rmSync(join(dir, 'group-status.bin'));
        spawnSync('mkfifo', [join(dir, 'group-status.bin')]);
      },
      /^group-status\.bin: is no regular file$/,
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

  test('a side called like a method of every object is a side that is not there', async () => {
    const dir = await copy('three-views/plain');
    edit(join(dir, 'expected.diff.json'), (text) => text.replace(/(\["[\w.[\]]+",\{)/, '$1"toString":"same",'));
    const { status, differences } = await only(dir);
    expect(status).toBe('fail');
    expect(differences).toMatchObject([{ kind: 'verdict', side: 'toString', expected: 'same', got: null }]);
    expect(differences[0]?.why).not.toMatch(/undefined|function/);
  });

  test('__proto__ is a key like any other', async () => {
    const dir = await copy(good);
    edit(join(dir, 'expected.decode.json'), (text) =>
      text.replace('"schema"', '"__proto__":{"x":{"qemu":"hidden"}},"schema"'),
    );
    const polluted: Record<string, unknown> = {};
    expect((await only(dir)).status).toBe('fail');
    expect(polluted['x']).toBeUndefined();
  });
});

describe('folders', () => {
  test('an empty one proves nothing', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'a/b'), { recursive: true });
    const result = await runHere(['check', folder]);
    expect(result.status).toBe(2);
    expect(result.stderr).toMatch(/: no case in this folder; a case is a folder with a manifest\.json/);
  });

  test('two cases of one name', async () => {
    const folder = newFolder();
    smallCase(join(folder, 'a/same'));
    smallCase(join(folder, 'b/same'));
    smallCase(join(folder, 'b/other'));
    const result = await runHere(['check', '--update', join(folder, 'a'), join(folder, 'b')]);
    expect(result).toMatchObject({ status: 2, stderr: '' });
    expect(result.stdout.split('\n')).toEqual([
      'updated  other: expected.decode.json: new',
      `error  same: two cases have this name, ${folder}/a/same and ${folder}/b/same; check them one at a time, or from the folder above both`,
      'updated  same: expected.decode.json: new',
      '3 cases: 0 pass, 2 updated, 1 error',
      '',
    ]);
    expect(readdirSync(join(folder, 'b/same'))).not.toContain('expected.decode.json');
    expect(await runHere(['check', '--update', folder])).toMatchObject({ status: 0, stderr: '' });
  });

  test('the same folder twice, in other words, is checked once', async () => {
    const folder = await copies(good);
    const result = await runHere(['check', folder, `${folder}/./synthetic//`, `${folder}/${good}/manifest.json`]);
    expect(result).toMatchObject({ status: 0, stdout: '1 case: 1 pass\n' });
  });

  test('links to folders are not followed, hidden ones not searched', async () => {
    const folder = newFolder();
    smallCase(join(folder, 'one'));
    smallCase(join(folder, '.git/two'));
    symlinkSync(folder, join(folder, 'loop'));
    expect((await runHere(['check', '--list', folder])).stdout).toBe('one\n');
  });

  test('names that mean something to a terminal are shown', async () => {
    const folder = newFolder();
    smallCase(join(folder, 'bad\u001b[31m\n::error::name'));
    const result = await runHere(['check', folder]);
    expect(result.stdout).toContain('bad\\x1b[31m\\x0a:\\x3aerror:\\x3aname');
    expect(result.stdout).not.toContain('\u001b');
  });
});

test.each<[string, (path: string) => void]>([
  ['a link', (path) => symlinkSync('/etc/passwd', path)],
  ['a pipe', (path) => spawnSync('mkfifo', [path])],
])('allowances behind %s are trouble, and what is there is not shown', async (_what, make) => {
  const folder = await copies(good);
  make(join(folder, 'allow.json'));
  const { status, stdout, stderr } = await runHere(['check', folder]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '1 case: 1 pass\n' });
  expect(stderr).toMatch(/^zpci-inspect: \S+\/allow\.json: is (?:a symbolic link; .*|no regular file)\n$/);
});

describe('a reporter file that cannot be written', () => {
  test.each<[string, (folder: string) => string, RegExp]>([
    ['its folder is not there', (folder) => `${folder}/no/such.xml`, /\/no\/such\.xml: no such file or directory$/m],
    ['it is a folder', (folder) => folder, /: is a directory/],
    [
      'a file is in the way',
      (folder) => `${folder}/${good}/manifest.json/x.xml`,
      /: a part of the path is no directory$/m,
    ],
  ])('%s: trouble; cases are checked and other reports written', async (_what, pathIn, message) => {
    const folder = await copies(good);
    const json = join(newFolder(), 'out.json');
    const file = pathIn(folder);
    const before = readdirSync(folder);
    const { status, stdout, stderr } = await runHere([
      'check',
      folder,
      '--reporter',
      `junit:${file}`,
      '--reporter',
      `json:${json}`,
    ]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^zpci-inspect: 1 case: 1 pass$/m);
    expect(JSON.parse(readFileSync(json, 'utf8')).summary.pass).toBe(1);
    expect(readdirSync(folder)).toEqual(before);
  });
});

test('of many cases all are checked, in the order of their names, and the broken ones named', async () => {
  const count = 2000;
  const names = Array.from({ length: count }, (_, i) => `case-${i}`);
  const [manifest, block, expected] = ['manifest.json', 'group-status.bin', 'expected.decode.json'].map((file) =>
    readFileSync(join(root, 'fixtures', good, file)),
  );
  const wrong = Buffer.from(String(expected).replace('"flags","4:32",3', '"flags","4:32",1'));
  const files = new Map(
    names.flatMap((name): [string, Uint8Array][] => [
      [`all/${name}/manifest.json`, manifest ?? wrong],
      ...(name === 'case-77' ? [] : [[`all/${name}/group-status.bin`, block ?? wrong] as [string, Uint8Array]]),
      [`all/${name}/expected.decode.json`, name === 'case-1234' ? wrong : (expected ?? wrong)],
    ]),
  );
  const { code, stdout } = await runInMemory(['check', '--reporter', 'json', 'all'], files);
  expect(code).toBe(2);
  const { cases, summary } = JSON.parse(stdout.toString());
  expect(cases.map((one: { name: string }) => one.name)).toEqual([...names].sort());
  expect(summary).toMatchObject({ cases: count, pass: count - 2, fail: 1, error: 1 });
  expect(cases.filter(({ status }: { status: string }) => status !== 'pass')).toMatchObject([
    {
      name: 'case-1234',
      status: 'fail',
      reason: expect.stringContaining('vfio_group_status.flags: expected 1 ('),
    },
    { name: 'case-77', status: 'error', reason: expect.stringContaining('group-status.bin: no such file') },
  ]);
});

describe('an interrupt of --update', () => {
  const count = 300;
  const folder = newFolder();
  const expectations = Array.from({ length: count }, (_, i) => join(folder, `case-${i}/expected.decode.json`));
  const written = (): string[] => expectations.filter((path) => existsSync(path));

  /** Kills the program when it has written so many expectations; true when it was still at it. */
  async function interrupted(after: number): Promise<boolean> {
    const bin = `${root}bin/zpci-inspect.cjs`;
    const child = spawn(process.execPath, [bin, 'check', '--update', folder], { stdio: 'ignore', env: {} });
    const closed = new Promise<NodeJS.Signals | null>((resolve) =>
      child.on('close', (_code, signal) => resolve(signal)),
    );
    const timer = setInterval(() => {
      if (written().length > after) child.kill('SIGINT');
    }, 1);
    const signal = await closed;
    clearInterval(timer);
    return signal === 'SIGINT';
  }

  test('leaves whole expectations and no others; the next run makes up for it', async () => {
    for (const path of expectations) smallCase(join(path, '..'));
    const whole = readFileSync(join(root, 'fixtures', good, 'expected.decode.json'), 'utf8');
    let cut = 0;
    for (const after of [0, 1, 5, 20, 60, 120]) {
      for (const path of written()) rmSync(path);
      const isKilled = await interrupted(after);
      if (isKilled && written().length < count) cut++;
      for (const path of written()) expect(readFileSync(path, 'utf8')).toBe(whole);
    }
    expect(cut, 'runs that were cut off in the middle').toBeGreaterThan(0);
    expect((await runHere(['check', '--update', folder])).status).toBe(0);
    expect(await runHere(['check', folder])).toMatchObject({ status: 0, stdout: `${count} cases: ${count} pass\n` });
  });
});
