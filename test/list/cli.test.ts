/** What `list` prints of captured machines; values are those that were written or read when they were captured. */
import { describe, expect, it } from 'vitest';
import type { DiffResult } from '../../src/model/diff.js';
import { runInMemory } from '../support/memory-io.js';
import { block, fixture, functionsIn, list } from './support.js';

const net = fixture('three-views/net-group5');
const live = fixture('live/linux-6.12_qemu-10.0');

describe('a captured case', () => {
  it('is a line for each function, in 80 columns', async () => {
    const { lines, code } = await list(net, ['net-group5']);
    expect(lines).toEqual([
      'fid      uid    address      type pchid  vfn group state noi aperture findings',
      '00000010 -      -            -    -        - -     conf    - -        -',
      '000000ab 0x1234 1234:00:00.0 ROCE 0x01c4  35 0x05  conf   64 4G-128P  2n',
      '01c0ffee -      -            -    -        - -     conf    - -        -',
      '',
      'findings: zpci-inspect diff net-group5',
    ]);
    expect(code).toBe(0);
  });

  it('has whole words where there is room', async () => {
    const { lines } = await list(net, ['net-group5', '-n'], { columns: 120 });
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^000000ab {2}0x1234 {2}.* configured /);
  });

  it('joins query, list, group, device info, sysfs and guest by function', async () => {
    const all = await functionsIn(net, ['net-group5']);
    expect(all.map(({ fid }) => fid)).toEqual([0x10, 0xab, 0x1c0ffee]);
    expect(all[1]).toEqual({
      fid: 0xab,
      uid: 0x1234,
      address: '1234:00:00.0',
      vendor: 0x1af4,
      device: 0x1000,
      type: 'ROCE',
      pchid: 0x1c4,
      vfn: 0x23,
      group: 5,
      state: 'configured',
      handle: 0x80020000,
      driver: 'virtio-pci',
      noi: 64,
      start: '0x0000000100000000',
      end: '0x01ffffffffffffff',
      capabilities: { zpci_base: 2, zpci_group: 2, zpci_util: 1, zpci_pfip: 1 },
      guest: { fid: 0x99, uid: 0x77 },
      findings: { error: 0, warning: 0, note: 2 },
      contradictions: [],
      machine: 'net-group5',
      sources: [
        'firmware-query-fn.bin',
        'firmware-list.bin',
        '1234:00:00.0',
        'firmware-query-grp.bin',
        'vfio-device-info.bin',
        'guest-query-fn.bin',
      ],
    });
    expect(all[0]).toMatchObject({ uid: null, type: null, noi: null, findings: null, capabilities: null, guest: null });
  });

  it.each([
    ['three-views/net-group5_qemu-7.2'],
    ['scenarios/stale-handle'],
    ['scenarios/group-shared-by-two-modes'],
    ['scenarios/default-group-0x20'],
    ['live/linux-6.12_qemu-10.0'],
    ['captures/linux-6.12_qemu-10.0'],
  ])('%s: findings are those of diff', async (path) => {
    const files = fixture(path);
    const name = path.split('/').at(-1) ?? '';
    const { stdout } = await runInMemory(['diff', name, '--format', 'json'], files);
    const diff: DiffResult = JSON.parse(stdout.toString());
    const counted = diff.functions
      .filter(({ title }) => title.startsWith('function '))
      .map(({ title, severities: { error, warning, note } }) => [title.slice(9), { error, warning, note }]);
    const listed = (await functionsIn(files, [name])).filter(({ findings }) => findings !== null);
    const own = listed.map(({ fid, findings, contradictions }) => [
      `0x${fid?.toString(16).padStart(8, '0')}`,
      findings && { ...findings, error: findings.error - contradictions.length },
    ]);
    expect(own.sort()).toEqual(counted.sort());
  });
});

describe('single blocks', () => {
  const files = new Map(
    ['firmware-query-fn-f1d00002.bin', 'vfio-device-info-f1d00002.bin', 'vfio-device-info-f1d00003.bin'].map((name) => [
      name,
      block('live/linux-6.12_qemu-10.0', name),
    ]),
  );

  it('are one function when handle or ids say so, and several when not', async () => {
    const together = await functionsIn(files, [...files.keys()]);
    expect(together.map(({ fid, handle, sources }) => [fid, handle, sources.length])).toEqual([
      [0xf1d00002, 0x80020001, 2],
      [null, 0x80020002, 1],
    ]);
  });

  it('of a guest alone are the functions of that machine', async () => {
    const guest = new Map([['guest-query-fn.bin', block('three-views/net-group5', 'guest-query-fn.bin')]]);
    expect(await functionsIn(guest, ['guest-query-fn.bin'])).toMatchObject([{ fid: 0x99, uid: 0x77, guest: null }]);
  });
});

describe('several machines', () => {
  const two = new Map([
    ...[...net].map(([name, bytes]) => [`all/${name}`, bytes] as const),
    ...[...live].map(([name, bytes]) => [`all/${name}`, bytes] as const),
  ]);

  it('are not mixed: each case of a folder has its heading', async () => {
    const { lines } = await list(two, ['all']);
    expect(lines.filter((line) => line.endsWith(':'))).toEqual(['all/linux-6.12_qemu-10.0:', 'all/net-group5:']);
    expect(lines).toHaveLength(1 + 2 + 4 + 2 + 3 + 2);
  });

  it('come in one csv', async () => {
    const { lines } = await list(two, ['all', '--format', 'csv', '-c', 'machine,fid,noi', '-n']);
    expect(lines.slice(0, 2)).toEqual([
      'all/linux-6.12_qemu-10.0,00000000,128\r',
      'all/linux-6.12_qemu-10.0,f1d00001,128\r',
    ]);
    expect(lines).toHaveLength(7);
  });
});

describe('columns, conditions and order', () => {
  const rows = async (...args: string[]) => (await list(net, ['net-group5', '-n', ...args])).lines;

  it.each([
    [['noi>63'], ['000000ab']],
    [['noi>64'], []],
    [['noi!=64'], []],
    [['fid!=0xab'], ['00000010', '01c0ffee']],
    [['type=roce'], ['000000ab']],
    [['pft=ROCE'], ['000000ab']],
    [['pft=RoCE Express'], ['000000ab']],
    [['util_str~port network'], ['000000ab']],
    [
      ['state=configured', 'handle>=0x80020001'],
      ['00000010', '01c0ffee'],
    ],
    [['start>=4294967296'], ['000000ab']],
    [['capabilities.zpci_base>=2'], ['000000ab']],
    [['bar_size[0]<99'], ['000000ab']],
    [['fid<=0x10'], ['00000010']],
  ])('%j', async (conditions, fids) => {
    const where = conditions.flatMap((one) => ['--where', one]);
    expect(await rows('-c', 'fid', ...where)).toEqual(fids);
  });

  it('sorts numbers as numbers, what is not known last', async () => {
    expect(await rows('-c', 'device,fid', '--sort', 'device')).toEqual([
      '0x0010  01c0ffee',
      '0x1000  000000ab',
      '0x1044  00000010',
    ]);
    expect(await rows('-c', 'fid', '--sort', 'noi')).toEqual(['000000ab', '00000010', '01c0ffee']);
  });

  it('has C names as columns, in the JSON beside the others', async () => {
    expect(await rows('-c', 'fid,maxstbl,util_str')).toContain('000000ab  64  LAB PORT NETWORK A/1');
    const [, one] = await functionsIn(net, ['net-group5', '-c', 'maxstbl']);
    expect(one?.fields).toEqual({ maxstbl: 64 });
  });

  it('prints the names of the columns', async () => {
    const { lines } = await list(net, ['--list-columns']);
    expect(lines).toContain('pchid         physical channel id');
  });
});
