/** `decode --fields --where`: which blocks are left. */
import { describe, expect, it } from 'vitest';
import { filesBelow, runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';

const files = filesBelow(`${root}fixtures/three-views/net-group5`, 'c');
const all = ['firmware-query-fn', 'firmware-query-grp', 'guest-query-fn', 'guest-query-grp', 'vfio-device-info'];
const names = all.map((name) => `c/${name}.bin`);

async function sources(format: string, ...where: readonly string[]): Promise<string[]> {
  const args = ['decode', ...names, '--format', format, '--fields', 'noi', ...where.flatMap((one) => ['--where', one])];
  const { code, stdout, stderr } = await runInMemory(args, files);
  expect([code, stderr]).toEqual([0, '']);
  return [...new Set([...stdout.toString().matchAll(/"source": ?"([\w-]+)[.]bin"/g)].map(([, name = '']) => name))];
}

describe.each(['json', 'ndjson'])('%s', (format) => {
  it.each<[string[], string[]]>([
    [['noi=64'], ['firmware-query-grp', 'guest-query-grp', 'vfio-device-info']],
    [['noi=0x40', 'imaxstbl>=0'], ['vfio-device-info']],
    [['noi!=64'], []],
    [['noi>64'], []],
    [['pft=ROCE'], ['firmware-query-fn', 'vfio-device-info']],
    [['pft~express'], ['firmware-query-fn', 'vfio-device-info']],
    [['util_str~network'], ['firmware-query-fn', 'guest-query-fn', 'vfio-device-info']],
    [['vfio_device_info_cap_zpci_base.header.version>=2'], ['vfio-device-info']],
    [['sdma=0x100000000'], ['firmware-query-fn', 'guest-query-fn']],
    [
      ['bar_size[]=12', 'fid<0xff'],
      ['firmware-query-fn', 'guest-query-fn'],
    ],
  ])('%j', async (where, left) => {
    expect(await sources(format, ...where)).toEqual(left);
  });
});

it.each([
  [['--where', 'noi>64'], '--where goes with --fields'],
  [['--fields', 'fid', '--where', 'nio>64'], '--where: no struct has such a field (zpci-inspect fields lists them)'],
  [['--fields', 'fid', '--where', 'noi>>64'], '--where noi>>64: no operator >>; the operators are = != < <= > >= ~'],
  [
    ['--fields', 'fid', '--where', 'util_str>A'],
    "--where util_str>A: > compares numbers, and 'A' is none; for texts: = != ~",
  ],
])('refuses %j', async (args, message) => {
  const { code, stdout, stderr } = await runInMemory(['decode', names[0] ?? '', ...args], files);
  expect([code, stdout.toString(), stderr.split('\n')[0]]).toEqual([2, '', `zpci-inspect: ${message}`]);
});
