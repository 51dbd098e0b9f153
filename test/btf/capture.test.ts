/** Types that a capture brought along: cut out by its script, verified, and used for the blocks beside them. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { filesBelow, runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';
import { kernelBytes } from './support.js';
import { MadeBtf } from './write-btf.js';

const folder = mkdtempSync(join(tmpdir(), 'btf-'));
afterAll(() => rmSync(folder, { recursive: true }));
const python = process.env['PYTHON'] ?? 'python3';

/** What the script cuts out of these files of /sys/kernel/btf; null when nothing. */
function cut(files: Readonly<Record<string, Uint8Array>>): { bytes: Uint8Array | null; problems: string } {
  const sys = mkdtempSync(join(folder, 'sys-'));
  mkdirSync(join(sys, 'kernel/btf'), { recursive: true });
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(sys, 'kernel/btf', name), bytes);
  const code = `
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location('capture', sys.argv[1])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
module.SYS = sys.argv[2]
bundle = module.Bundle(False)
module.capture_types(bundle)
print(json.dumps({'types': bundle.types.hex(), 'problems': bundle.problems}))`;
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  const { stdout, stderr } = spawnSync(python, ['-c', code, `${root}src/capture/capture.py`, sys], {
    encoding: 'utf8',
    env,
  });
  expect(stderr).toBe('');
  const { types, problems } = JSON.parse(stdout);
  return { bytes: types === '' ? null : new Uint8Array(Buffer.from(types, 'hex')), problems: problems.join() };
}

describe('the script', () => {
  it.each(['linux-7.3-rc7_s390x.btf', 'linux-6.1.176_x86_64.btf'])('cuts %s to itself', (name) => {
    expect(cut({ vmlinux: kernelBytes(name) })).toEqual({ bytes: kernelBytes(name), problems: '' });
  });

  it('takes the structs of a module on top of the kernel, and nothing behind a pointer', async () => {
    const kernel = new MadeBtf();
    const u32 = kernel.int('unsigned int', 4);
    const secret = kernel.struct('secret', 4, [{ name: 'x', type: u32, bit: 0 }]);
    const module = new MadeBtf({ base: { types: kernel.types, strings: kernel.strings } });
    const pointer = module.add(2, 0, '', secret);
    module.struct('vfio_group_status', 16, [
      { name: 'argsz', type: u32, bit: 0 },
      { name: 'flags', type: u32, bit: 32 },
      { name: 'own', type: pointer, bit: 64 },
    ]);
    const { bytes } = cut({ vmlinux: kernel.bytes(), vfio: module.bytes() });
    expect(Buffer.from(bytes ?? []).toString('latin1')).not.toContain('secret');
    const { stdout } = await runInMemory(
      ['verify', 'k', '--format', 'json'],
      new Map([['k', bytes ?? new Uint8Array()]]),
    );
    const [struct] = JSON.parse(stdout.toString()).structs;
    expect(struct.differences).toEqual([
      expect.objectContaining({ field: 'own', verdict: 'new', kernel: { bit: 64, bits: 64, type: 'pointer' } }),
    ]);
  });

  it('writes nothing without the folder, and says what is wrong with one', () => {
    expect(cut({})).toEqual({ bytes: null, problems: '' });
    expect(cut({ vmlinux: Uint8Array.of(1, 2, 3) }).problems).toContain('kernel/btf/: unpack_from requires');
  });
});

describe('a capture with the types of its kernel', () => {
  /** Linux 6.12 with a member more than the tables know. */
  function grown(): Uint8Array {
    const made = new MadeBtf();
    const [u16, u32] = [made.int('u16', 2), made.int('u32', 4)];
    const u8 = made.int('u8', 1);
    const u64 = made.int('u64', 8);
    const header = made.struct('vfio_info_cap_header', 8, [
      { name: 'id', type: u16, bit: 0 },
      { name: 'version', type: u16, bit: 16 },
      { name: 'next', type: u32, bit: 32 },
    ]);
    made.struct('vfio_device_info_cap_zpci_base', 40, [
      { name: 'header', type: header, bit: 0 },
      { name: 'start_dma', type: u64, bit: 64 },
      { name: 'end_dma', type: u64, bit: 128 },
      { name: 'pchid', type: u16, bit: 192 },
      { name: 'virtual_number', type: u8, bit: 208 },
      { name: 'fmb_length', type: u16, bit: 224 },
      { name: 'pft', type: u8, bit: 240 },
      { name: 'gid', type: u8, bit: 248 },
      { name: 'fh', type: u32, bit: 256 },
    ]);
    return made.bytes();
  }

  const plain = filesBelow(`${root}fixtures/three-views/net-group5`, 'cap');
  const withTypes = (bytes: Uint8Array) => new Map([...plain, ['cap/kernel.btf', bytes]]);
  const said = 'cap/kernel.btf: vfio_device_info_cap_zpci_base is decoded as Linux 6.12.107 has it: ';

  it('that are those of the tables changes nothing', async () => {
    const decode = ['decode', 'cap', '--format', 'json'];
    const without = await runInMemory(decode, plain);
    const types = await runInMemory(decode, withTypes(kernelBytes('linux-7.2.13_s390x.btf')));
    expect(types.stdout.equals(without.stdout)).toBe(true);
    expect(types.stderr).toBe(without.stderr);
    expect((await runInMemory(['check', 'cap'], withTypes(kernelBytes('linux-7.2.13_s390x.btf')))).code).toBe(0);
    const verified = await runInMemory(['verify', 'cap'], withTypes(kernelBytes('linux-7.2.13_s390x.btf')));
    expect(verified.stdout.toString().split('\n')[0]).toBe('cap  Linux 6.12.107, big-endian: kernel.btf');
  });

  it('decodes a struct as its kernel has it, and says so once', async () => {
    const run = await runInMemory(['decode', 'cap', '--format', 'json'], withTypes(grown()));
    expect(run.stderr.split('\n').filter((one) => one.includes('kernel.btf'))).toEqual([
      `zpci-inspect: ${said}vfn gone, virtual_number new (from version 4 on)`,
    ]);
    const blocks: { source: string; structs: { struct: string; fields: { path: string }[] }[] }[] = JSON.parse(
      run.stdout.toString(),
    ).blocks;
    const base = blocks
      .flatMap(({ structs }) => structs)
      .find(({ struct }) => struct === 'vfio_device_info_cap_zpci_base');
    expect(base?.fields.map(({ path }) => path)).not.toContain('vfn');
    expect((await runInMemory(['diff', 'cap'], withTypes(grown()))).stderr).toContain(said);
  });

  it('fails check where the kernel is not what the tables say', async () => {
    const { code, stdout } = await runInMemory(['check', 'cap', '--reporter', 'json'], withTypes(grown()));
    expect(code).toBe(1);
    const [one] = JSON.parse(stdout.toString()).cases;
    expect(one.differences.filter(({ kind }: { kind: string }) => kind === 'kernel')).toEqual([
      expect.objectContaining({
        file: 'kernel.btf',
        path: 'vfio_device_info_cap_zpci_base.vfn',
        expected: 'u16 at bit 208, 16 bits',
        got: null,
        why: 'gone',
      }),
    ]);
  });

  it('as a folder on disk and as a tar, with threads, too', () => {
    const dir = join(folder, 'cap');
    cpSync(`${root}fixtures/three-views/net-group5`, dir, { recursive: true });
    writeFileSync(join(dir, 'kernel.btf'), grown());
    expect(readdirSync(dir)).toContain('manifest.json');
    const first = ['manifest.json', 'kernel.btf'];
    const pack = (name: string, files: readonly string[]) =>
      spawnSync('tar', ['-C', folder, '-czf', join(folder, name), ...files.map((file) => `cap/${file}`)]);
    const rest = readdirSync(dir).filter((name) => !first.includes(name));
    const tar = pack('cap.tgz', [...first, ...rest]);
    pack('late.tgz', [...rest, ...first]);
    expect(tar.status).toBe(0);
    expect(readFileSync(join(folder, 'cap.tgz')).length).toBeGreaterThan(0);
    const lines = [[dir], [join(folder, 'cap.tgz')], ['--jobs', '2', dir]].map((argv) => {
      const args = [`${root}bin/zpci-inspect.cjs`, 'decode', '--format', 'ndjson', ...argv];
      const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      expect(stderr).toContain('is decoded as Linux 6.12.107 has it');
      return stdout.replaceAll('"cap/', '"').split('\n').sort();
    });
    const isBase = (line: string): boolean => line.includes('_cap_zpci_base') && !line.includes('"vfn"');
    for (const one of lines) expect(one.filter(isBase).length).toBeGreaterThan(0);
    expect(lines[2]).toEqual(lines[0]);
    expect(lines[1]).toEqual(lines[0]);
    const late = spawnSync(
      process.execPath,
      [`${root}bin/zpci-inspect.cjs`, 'decode', '-q', join(folder, 'late.tgz')],
      { encoding: 'utf8' },
    );
    expect(late.stderr).toContain(
      `cap/kernel.btf: came behind ${rest.length} files of its folder, which were read without it; pack it first`,
    );
  });
});
