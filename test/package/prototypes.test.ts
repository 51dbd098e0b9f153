/**
 * `__proto__` and `constructor` in every object of every JSON file that the program reads: nothing that other objects
 * inherit is changed, and what happens is what happens for any other key.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { root } from '../support/run.js';

const work = mkdtempSync(join(tmpdir(), 'prototypes-'));
afterAll(() => rmSync(work, { recursive: true }));

const watch = fileURLToPath(new URL('watch-prototypes.cjs', import.meta.url));
const threeViews = join(root, 'fixtures/three-views/net-group5_qemu-7.2');
const block = join(threeViews, 'firmware-query-grp.bin');
const example = join(root, 'fixtures/user-tables/zpci-group-v3');

const keys = `"__proto__":{"polluted":1,"toString":1},"constructor":{"prototype":{"polluted":1}}`;
const ordinary = `"anything":{"polluted":1,"toString":1},"other":{"prototype":{"polluted":1}}`;

/** JSON with more keys in every object. */
function withKeys(value: unknown, more: string): string {
  if (Array.isArray(value)) return `[${value.map((one) => withKeys(one, more)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const own = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}:${withKeys(one, more)}`);
  return `{${[more, ...own].join(',')}}`;
}

function run(args: readonly string[], preload: readonly string[] = ['--require', watch]) {
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 } as const;
  return spawnSync(process.execPath, [...preload, join(root, 'bin/zpci-inspect.cjs'), ...args], options);
}

function print(...args: string[]): unknown {
  return JSON.parse(run(args).stdout);
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Writes the file with both sorts of keys in turn, and runs the program: the end must be the same one. */
function expectSame(path: string, value: unknown, args: readonly string[]): void {
  const [odd, plain] = [keys, ordinary].map((more) => {
    writeFileSync(path, withKeys(value, more));
    return run(args);
  });
  expect(plain?.status, plain?.stderr).toBeLessThan(3);
  expect(odd?.status, odd?.stderr).toBe(plain?.status);
  expect(odd?.stderr).not.toContain('internal error');
  expect(odd?.stdout).not.toContain('polluted');
}

test('a process that changes a prototype is noticed', () => {
  const script = join(work, 'bad.cjs');
  writeFileSync(script, "JSON.parse('{}').constructor.prototype.polluted = 1;");
  expect(spawnSync(process.execPath, ['--require', watch, script]).status).toBe(99);
});

describe('keys that name what objects inherit', () => {
  test('in the JSON of encode', () => {
    const path = join(work, 'block.json');
    expectSame(path, print('decode', '--format', 'json', block), ['encode', path]);
  });

  test.each([
    ['layouts', read(join(example, 'layouts.json'))],
    ['views', print('fields', '--export', 'vfio-zdev')],
  ])('in %s of the user', (name, value) => {
    const path = join(work, `${name}.json`);
    expectSame(path, value, ['decode', `--${name}`, path, join(example, 'device-info.bin')]);
  });

  const allowance = { schema: 'zpci-inspect/allow@1', allow: [] };
  test.each([
    ['manifest.json', read(join(threeViews, 'manifest.json'))],
    ['expected.decode.json', read(join(threeViews, 'expected.decode.json'))],
    ['expected.diff.json', read(join(threeViews, 'expected.diff.json'))],
    ['allow.json', allowance],
  ])('in %s of a case', (name, value) => {
    const folder = mkdtempSync(join(work, 'case-'));
    cpSync(threeViews, folder, { recursive: true });
    expectSame(join(folder, name), value, ['check', folder]);
  });
});
