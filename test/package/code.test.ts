/**
 * What the built program can do to its machine: no network, no program started, no code made from input. Read from the
 * scripts, and seen under the restrictions that Node itself can put on a process.
 */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { root } from '../support/run.js';
import { builtInsOf, publishedFiles, textOf } from './published.js';

const scripts = publishedFiles().filter((path) => /\.c?js$/.test(path));

/** Modules of Node that the program may use. */
const allowed = [
  ...['assert', 'buffer', 'crypto', 'events', 'fs', 'os', 'path', 'process', 'stream', 'stream/promises'],
  ...['string_decoder', 'tty', 'util', 'v8', 'worker_threads', 'zlib'],
  // commander can start subcommands that are programs of their own. None is declared: see below.
  'child_process',
];

describe('the built scripts', () => {
  test('use no module of Node but those', () => {
    const used = new Set(scripts.flatMap((path) => builtInsOf(textOf(path))));
    expect([...used].filter((name) => !allowed.includes(name))).toEqual([]);
    expect(used).toContain('fs');
  });

  test('load nothing that is not in the package', () => {
    const named = scripts.flatMap((path) =>
      [...textOf(path).matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(
      named.filter((name) => !/^(\.\.?\/.*\.cjs|node:.*)$/.test(name ?? '') && !allowed.includes(name ?? '')),
    ).toEqual([]);
  });

  test('take from each other only what is there', () => {
    const taken = scripts.flatMap((path) =>
      [...textOf(path).matchAll(/require\("\.\/([\w-]+\.cjs)"\)\["([^"]+)"\]\(\)/g)].map(([, from, name]) => ({
        path,
        from,
        name,
      })),
    );
    expect(taken.length).toBeGreaterThan(100);
    const isThere = ({ from, name }: (typeof taken)[number]): boolean =>
      scripts.some((path) => path.endsWith(`/cli/${from}`) && textOf(path).includes(`"${name}":()=>`));
    expect(taken.filter((one) => !isThere(one))).toEqual([]);
  });

  test.each([
    ['make no code from text', /\beval\s*\(|\bnew Function\b|[^\w.]Function\s*\(\s*["'`]|\brunIn\w*Context\b/],
    ['open no connection', /\bfetch\s*\(|\bWebSocket\b|\bEventSource\b|\bXMLHttpRequest\b/],
  ])('%s', (_, pattern) => {
    expect(scripts.filter((path) => pattern.test(textOf(path)))).toEqual([]);
  });
});

/** Names of the flags: they lost a word in Node 24. */
const permission = Number(process.versions.node.split('.')[0]) >= 24 ? '--permission' : '--experimental-permission';
const threeViews = 'fixtures/three-views/net-group5_qemu-7.2';
const commands = [
  ['decode', `${threeViews}/firmware-query-fn.bin`],
  ['decode', '--format', 'json', `${threeViews}/vfio-device-info.bin`],
  ['decode', '--type', 'clp_rsp_query_pci_grp', 'test/input/samples/gdb-print.txt'],
  [
    'decode',
    '--layouts',
    'fixtures/user-tables/zpci-group-v3/layouts.json',
    'fixtures/user-tables/zpci-group-v3/device-info.bin',
  ],
  ['diff', threeViews],
  ['check', 'fixtures/synthetic'],
  ['predict', '--vfio', `${threeViews}/vfio-device-info.bin`],
  ['audit', 'vfio-zdev'],
  ['fields', '--matrix'],
  ['explain', 'fid'],
  ['capture'],
];

describe('a process that may only read', () => {
  test.each(commands)('%s %s', (...args) => {
    const flags = ['--no-warnings', permission, '--allow-fs-read=*', '--disallow-code-generation-from-strings'];
    const plain = runNode([], args);
    const confined = runNode(flags, args);
    expect(confined.stderr).toBe(plain.stderr);
    expect(confined.stdout).toBe(plain.stdout);
    expect(confined.status).toBe(plain.status);
    expect(plain.stdout.length).toBeGreaterThan(0);
  });

  test('is what the flags make of it', () => {
    const flags = ['--no-warnings', permission, '--allow-fs-read=*', '--disallow-code-generation-from-strings'];
    const tries = [
      "eval('1')",
      "require('node:child_process').spawnSync('true').error && process.exit(1)",
      "require('node:fs').writeFileSync('/tmp/not-to-be-written', '')",
    ];
    for (const script of tries)
      expect(spawnSync(process.execPath, [...flags, '-e', script]).status, script).not.toBe(0);
  });
});

function runNode(flags: readonly string[], args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, 'bin/zpci-inspect.cjs', ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', COLUMNS: '100' },
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return { status, stdout, stderr };
}
