/** Verdicts on the types of real kernels, and on headers that were changed on purpose. */
import { describe, expect, it } from 'vitest';
import type { MemberDifference, VerifyResult } from '../../src/model/verify.js';
import { runInMemory } from '../support/memory-io.js';
import { kernelBytes } from './support.js';
import { MadeBtf, madeElf } from './write-btf.js';

async function verify(files: Readonly<Record<string, Uint8Array>>, ...options: string[]) {
  const run = await runInMemory(['verify', ...Object.keys(files), ...options], new Map(Object.entries(files)));
  return { ...run, text: run.stdout.toString() };
}

async function resultOf(files: Readonly<Record<string, Uint8Array>>, ...options: string[]): Promise<VerifyResult> {
  return JSON.parse((await verify(files, '--format', 'json', ...options)).text);
}

const found = (differences: readonly MemberDifference[]): string[] =>
  differences
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ field, verdict, severity }) => `${field} ${verdict} ${severity}`);

describe('real kernels', () => {
  it.each([
    ['linux-7.2.13_s390x.btf', '7.2.13', 'big', 43],
    ['linux-7.3-rc7_s390x.btf', '7.3-rc7', 'big', 44],
    ['linux-6.1.176_x86_64.btf', '6.1.176', 'little', 14],
    ['uapi-7.3_s390x_gbtf.o', '7.3', 'big', 26],
    ['uapi-7.3_x86_64_gbtf.o', '7.3', 'little', 25],
  ])('%s: nothing of the tables is wrong', async (name, linux, endian, structs) => {
    const result = await resultOf({ [name]: kernelBytes(name) }, '--linux', linux);
    expect(result.structs).toHaveLength(structs);
    expect(result.absent).toHaveLength(53 - structs);
    expect(result).toMatchObject({ endian, linux: { version: linux, from: 'option' }, exitCode: 0 });
    const errors = result.structs.flatMap(({ differences }) => found(differences));
    expect(errors).toEqual([]);
  });

  it('what is absent from a kernel for s390x with IOMMUFD off', async () => {
    const result = await resultOf({ k: kernelBytes('linux-7.2.13_s390x.btf') });
    expect(result.absent).toEqual([
      'iommu_hw_info',
      'iommu_ioas_iova_ranges',
      'iommu_iova_range',
      'vfio_device_feature_zpci_err',
      'vfio_region_info_cap_sparse_mmap',
      'vfio_region_sparse_mmap_area',
      'vfio_region_info_cap_nvlink2_ssatgt',
      'vfio_region_info_cap_nvlink2_lnkspd',
      'vfio_iommu_spapr_tce_info',
      'vfio_iommu_spapr_tce_ddw_info',
    ]);
    const list = result.structs.find(({ struct }) => struct === 'clp_rsp_list_pci');
    expect(list?.differences).toEqual([
      expect.objectContaining({ field: 'fh_list', verdict: 'open-ended', severity: 'ok' }),
    ]);
  });

  it('members that are younger than the version named are notes', async () => {
    const result = await resultOf({ k: kernelBytes('linux-7.2.13_s390x.btf') }, '--linux', '6.12');
    const early = result.structs.flatMap(({ differences }) =>
      differences.flatMap(({ field, verdict, severity }) => (verdict === 'earlier' ? [`${field} ${severity}`] : [])),
    );
    expect(early).toEqual(['tid_avail note', 'fidparm note', 'tid note', 'rtr note']);
    expect(result.exitCode).toBe(0);
  });
});

/** A struct of the tables as C, with the members changed. */
function base(change: (members: [string, number, number][]) => [string, number, number][], bytes = 40): Uint8Array {
  const made = new MadeBtf({ order: 'big' });
  const types: Record<number, number> = { 16: made.int('u16', 2), 8: made.int('u8', 1), 32: made.int('u32', 4) };
  types[64] = made.int('u64', 8);
  types[1] = made.struct('vfio_info_cap_header', 8, [
    { name: 'id', type: types[16] ?? 0, bit: 0 },
    { name: 'version', type: types[16] ?? 0, bit: 16 },
    { name: 'next', type: types[32] ?? 0, bit: 32 },
  ]);
  const members: [string, number, number][] = [
    ['header', 1, 0],
    ['start_dma', 64, 64],
    ['end_dma', 64, 128],
    ['pchid', 16, 192],
    ['vfn', 16, 208],
    ['fmb_length', 16, 224],
    ['pft', 8, 240],
    ['gid', 8, 248],
    ['fh', 32, 256],
  ];
  made.struct(
    'vfio_device_info_cap_zpci_base',
    bytes,
    change(members).map(([name, type, bit]) => ({ name, type: types[type] ?? 0, bit })),
  );
  return made.bytes();
}

describe('a header that was changed', () => {
  const cases: readonly (readonly [string, Uint8Array, readonly string[]])[] = [
    ['as Linux 7.2 has it', base((all) => all), []],
    [
      'two members change places',
      base((all) => all.map(([name, type, bit]) => [name, type, name === 'vfn' ? 192 : name === 'pchid' ? 208 : bit])),
      ['vfn moved error', 'pchid moved error'],
    ],
    [
      'one is widened into the hole',
      base((all) => all.map(([name, type, bit]) => (name === 'fh' ? [name, 64, bit] : [name, type, bit]))),
      ['fh resized error'],
    ],
    ['one is dropped', base((all) => all.filter(([name]) => name !== 'vfn')), ['vfn gone error']],
    ['one is added in the hole', base((all) => [...all, ['brand_new', 16, 288]]), ['brand_new new warning']],
    [
      'one is added before another',
      base((all) => [...all.slice(0, -1), ['brand_new', 32, 256], ['fh', 32, 288]]),
      ['brand_new new warning', 'fh moved error'],
    ],
    [
      'one has another name',
      base((all) => all.map(([name, type, bit]) => [name === 'gid' ? 'group_id' : name, type, bit])),
      ['gid renamed warning'],
    ],
    ['the struct is longer for no reason', base((all) => all, 48), ['(size) resized error']],
  ];
  it.each(cases)('%s', async (_, bytes, expected) => {
    const result = await resultOf({ 'k.btf': bytes }, '--linux', '7.2');
    const struct = result.structs.find((one) => one.struct === 'vfio_device_info_cap_zpci_base');
    const without = (one: string): boolean => !one.startsWith('ccdf_');
    expect(found(struct?.differences ?? []).filter(without)).toEqual(expected);
    expect(result.structs.filter((one) => one !== struct).flatMap(({ differences }) => differences)).toEqual([]);
    expect(result.exitCode).toBe(expected.some((one) => one.endsWith('error')) ? 1 : 0);
  });

  it('--fail-on warning counts new members', async () => {
    const bytes = base((all) => [...all, ['brand_new', 16, 288]]);
    expect((await verify({ 'k.btf': bytes }, '--fail-on', 'warning')).code).toBe(1);
    expect((await verify({ 'k.btf': bytes })).text).toContain('--export vfio_device_info_cap_zpci_base > layouts.json');
  });
});

describe('input that is of no use', () => {
  const btf = kernelBytes('linux-7.2.13_s390x.btf');
  const little = kernelBytes('linux-6.1.176_x86_64.btf');
  const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
  const at = (offset: number, text: string): Uint8Array => {
    const bytes = new Uint8Array(offset + 16);
    bytes.set(ascii(text), offset);
    return bytes;
  };
  const split = new MadeBtf({ order: 'little', base: { types: 1, strings: 2 } });
  split.struct('x', 4, []);
  const cases: readonly (readonly [string, readonly Uint8Array[], string])[] = [
    ['text', [ascii('struct x { int y; };\n')], 'k0: neither BTF nor ELF, and no BTF in it'],
    ['nothing', [new Uint8Array()], 'k0: neither BTF nor ELF, and no BTF in it'],
    ['cut', [btf.subarray(0, 6000)], 'k0: truncated: types end at 6552, the file at 6000'],
    ['a module alone', [split.bytes()], "k0: split BTF of a module: the kernel's own is needed, too (vmlinux)"],
    ['another byte order', [btf, split.bytes()], "k1: little-endian, but the kernel's BTF is big-endian"],
    ['two kernels', [btf, little], "k1: little-endian, but the kernel's BTF is big-endian"],
    [
      'bzImage',
      [at(0x202, 'HdrS')],
      'k0: a boot image, packed: give /sys/kernel/btf/vmlinux of the running kernel, or vmlinux of its debug package',
    ],
    [
      'an image for s390x',
      [at(0x10008, 'S390EP')],
      'k0: a boot image, packed: give /sys/kernel/btf/vmlinux of the running kernel, or vmlinux of its debug package',
    ],
    ['.ko.xz', [Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 0)], 'k0: packed: xz -dk first'],
    ['.ko.zst', [Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0, 0)], 'k0: packed: zstd -dk first'],
    [
      'ELF with DWARF only',
      [madeElf({ '.debug_info': new Uint8Array(3) })],
      'k0: no section .BTF; it has DWARF: pahole -J makes BTF of it',
    ],
    ['none of the structs', [new MadeBtf().bytes()], 'none of the structs of the tables is in these files'],
  ];
  it.each(cases)('%s', async (_, files, message) => {
    const run = await verify(Object.fromEntries(files.map((bytes, i) => [`k${i}`, bytes])));
    expect(run.code).toBe(2);
    expect(run.stderr.split('\n')[0]).toBe(`zpci-inspect: ${message}`);
  });

  it('a file that is not there, and a system without BTF', async () => {
    expect((await verify({}, 'missing')).stderr).toBe('zpci-inspect: missing: no such file or directory\n');
    const none = await verify({});
    expect(none.code).toBe(2);
    expect(none.stderr).toContain('/sys/kernel/btf: this kernel shows no types there');
  });

  it('the running kernel: folder and version', async () => {
    const files = new Map([
      ['/sys/kernel/btf/vmlinux', btf],
      ['/proc/sys/kernel/osrelease', ascii('7.2.13-s390x\n')],
    ]);
    const run = await runInMemory(['verify'], files);
    expect(run.stdout.toString().split('\n')[0]).toBe('/sys/kernel/btf  Linux 7.2.13-s390x, big-endian: vmlinux');
    expect(run.code).toBe(0);
  });
});
