/**
 * `-o`: a file is written whole or not at all, and what is no file is left what it is.
 */
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { root, run } from '../support/run.js';

const folder = mkdtempSync(join(tmpdir(), 'zpci-output-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
});

const block = 'vfio_group_status:fixtures/synthetic/group-status/group-status.bin';
const decode = (file: string) => run(['decode', '-f', 'csv', block, '-o', file]);
const whole = run(['decode', '-f', 'csv', block]).stdout;

test('a file that is there is replaced', () => {
  const path = join(folder, 'out');
  writeFileSync(path, 'something much longer than the result'.repeat(1000));
  expect(decode(path)).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(readFileSync(path, 'utf8')).toBe(whole);
  expect(readdirSync(folder)).toEqual(['out']);
});

test('what a link leads to is replaced, the link stays', () => {
  writeFileSync(join(folder, 'real'), 'old');
  symlinkSync('real', join(folder, 'link'));
  expect(decode(join(folder, 'link')).status).toBe(0);
  expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, 'real'), 'utf8')).toBe(whole);
});

test('a device and a pipe are written to', () => {
  const program = `${root}bin/zpci-inspect.cjs`;
  const shell = `'${process.execPath}' '${program}' decode -f csv ${block} -o /dev/stdout | cat; ls -l /dev/stdout`;
  const { stdout } = spawnSync('sh', ['-c', shell], { cwd: root, encoding: 'utf8' });
  expect(stdout.startsWith(whole)).toBe(true);
  expect(stdout.slice(whole.length)).toMatch(/^l.* -> \S+\n$/);
});

test.each([
  ['a folder', () => folder, /: is a directory/],
  ['a folder that is not there', () => join(folder, 'no/such'), /no\/such: no such file or directory$/m],
  ['a file in place of a folder', () => join(folder, 'file/out'), /file\/out: a part of the path is no directory$/m],
  ['a full disk', () => '/dev/full', /^zpci-inspect: \/dev\/full: no space left on device$/m],
])('%s: one line, exit code 2, nothing left behind', (_what, path, message) => {
  writeFileSync(join(folder, 'file'), 'as it was');
  const { status, stdout, stderr } = decode(path());
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(readdirSync(folder)).toEqual(['file']);
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('as it was');
});

test.each([[['--help']], [['decode', '--help']], [['--version']]])(
  '%j on a full disk: one line, exit code 2',
  (args) => {
    const full = openSync('/dev/full', 'w');
    const stdio = ['ignore', full, 'pipe'] as const;
    const program = `${root}bin/zpci-inspect.cjs`;
    const { status, stderr } = spawnSync(process.execPath, [program, ...args], { stdio: [...stdio], encoding: 'utf8' });
    closeSync(full);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'zpci-inspect: standard output: no space left on device\n',
    });
  },
);
