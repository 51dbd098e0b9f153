/**
 * Cases that are the same byte for byte are judged once; one byte, one name, and they are not the same.
 */
import { cpSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { checkAll } from '../../src/check/check-all.js';
import { builtInCatalog } from '../../src/index.js';
import { nodeCaseFiles } from '../../src/io/case-files.js';
import type { CheckResult } from '../../src/model/check.js';
import { copies, edit, newFolder, poke } from './places.js';

const name = 'three-views/plain';
let original = '';
beforeAll(async () => {
  original = join(await copies(name), name);
});

/** The result for some folders of one case each, and how many structs were decoded. */
async function check(
  changes: readonly ((dir: string) => void)[],
  update = false,
): Promise<{ result: CheckResult; decoded: number }> {
  const folder = newFolder();
  for (const [i, change] of changes.entries()) {
    const dir = join(folder, `case-${i}`);
    cpSync(original, dir, { recursive: true });
    change(dir);
  }
  let decoded = 0;
  const catalog = builtInCatalog();
  const plan: typeof catalog.plan = (...shape) => {
    decoded++;
    return catalog.plan(...shape);
  };
  const { result } = await checkAll(nodeCaseFiles, [{ path: folder, name: '' }], {
    versions: { tool: '1.0.0', linux: '7.0', qemu: '11.0' },
    failOn: 'error',
    update,
    catalog: { ...catalog, plan },
  });
  return { result, decoded };
}

const nothing = (): void => undefined;

test('copies are decoded once', async () => {
  const once = await check([nothing]);
  const thrice = await check([nothing, nothing, nothing]);
  expect(once.decoded).toBeGreaterThan(5);
  expect(thrice.decoded).toBe(once.decoded);
  expect(thrice.result.cases.map(({ status }) => status)).toEqual(['pass', 'pass', 'pass']);
});

test('copies that fail are judged each, and say the same', async () => {
  const change = (dir: string): void => poke(join(dir, 'firmware-query-fn.bin'), 19, () => 7);
  const once = await check([change]);
  const twice = await check([change, change]);
  expect(twice.decoded).toBe(2 * once.decoded);
  const [one, other] = twice.result.cases;
  expect(one?.status).toBe('fail');
  expect(other).toEqual({ ...one, name: 'case-1' });
});

test('--update decodes every case', async () => {
  const once = await check([nothing]);
  expect((await check([nothing, nothing], true)).decoded).toBe(2 * once.decoded);
});

test('one byte of any file, one file more or less, and it is another case', async () => {
  const files = readdirSync(original);
  const judged = ['manifest.json', 'expected.decode.json', 'expected.diff.json'];
  const blocks = files.filter((file) => file.endsWith('.bin'));
  const broken: readonly [string, (dir: string) => void][] = [
    ...blocks.map((file): [string, (dir: string) => void] => [
      file,
      (dir) => poke(join(dir, file), 9, (byte) => byte ^ 1),
    ]),
    ...judged.map((file): [string, (dir: string) => void] => [
      file,
      (dir) => edit(join(dir, file), (text) => text.replace(/\d(?!@)/, '9')),
    ]),
    ...[...blocks, ...judged].map((file): [string, (dir: string) => void] => [
      `no ${file}`,
      (dir) => rmSync(join(dir, file)),
    ]),
    ['an orphan', (dir) => writeFileSync(join(dir, 'expected.more.json'), '{}')],
    [
      'a link in place of a block',
      (dir) => {
        renameSync(join(dir, 'guest-list.bin'), `${dir}.bin`);
        symlinkSync(`${dir}.bin`, join(dir, 'guest-list.bin'));
      },
    ],
    [
      'a folder in place of a block',
      (dir) => {
        rmSync(join(dir, 'guest-list.bin'));
        mkdirSync(join(dir, 'guest-list.bin'));
      },
    ],
    ['two files with each other’s bytes', (dir) => swap(dir, 'firmware-query-fn.bin', 'guest-query-fn.bin')],
  ];
  const { result } = await check([nothing, ...broken.map(([, change]) => change)]);
  const byName = new Map(result.cases.map((one) => [one.name, one.status]));
  expect(byName.get('case-0')).toBe('pass');
  const passed = broken.filter((_, i) => byName.get(`case-${i + 1}`) === 'pass').map(([what]) => what);
  expect(passed).toEqual([]);
});

function swap(dir: string, one: string, other: string): void {
  renameSync(join(dir, one), join(dir, 'x'));
  renameSync(join(dir, other), join(dir, one));
  renameSync(join(dir, 'x'), join(dir, other));
}
