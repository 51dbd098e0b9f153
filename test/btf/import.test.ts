/** Structs of a kernel as layouts: round trips over fixtures, nested structs, unions, bit fields. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';
import { kernelBytes } from './support.js';
import { MadeBtf } from './write-btf.js';

async function run(argv: readonly string[], files: Readonly<Record<string, Uint8Array>>) {
  const done = await runInMemory(argv, new Map(Object.entries(files)));
  return { ...done, text: done.stdout.toString() };
}

/** Files of the fixtures that hold blocks, below one folder. */
function blocksBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (statSync(path).isDirectory()) return blocksBelow(path);
    return name.endsWith('.bin') ? [path] : [];
  });
}

describe('a round trip', () => {
  it.each(['linux-7.2.13_s390x.btf', 'linux-7.3-rc7_s390x.btf'])(
    'every struct of %s that is as the tables say decodes the fixtures to the same JSON',
    async (name) => {
      const kernel = { 'k.btf': kernelBytes(name) };
      const result = JSON.parse((await run(['verify', 'k.btf', '--format', 'json'], kernel)).text);
      const same: string[] = result.structs.flatMap((one: { struct: string; verdict: string }) =>
        one.verdict === 'same' ? [one.struct] : [],
      );
      expect(same.length).toBeGreaterThanOrEqual(34);
      const layouts: object[] = [];
      const codes = new Map<string, object>();
      for (const struct of same) {
        const { code, text } = await run(['fields', '--btf', 'k.btf', '--export', struct], kernel);
        expect(code, struct).toBe(0);
        const file = JSON.parse(text);
        expect(file.layouts.map((one: { tag: string }) => one.tag)).toEqual([struct]);
        expect(file.layouts[0].source.symbol).toBe(`struct ${struct}`);
        layouts.push(file.layouts[0]);
        for (const one of file.codes ?? []) codes.set(one.tag, one);
      }
      const own = { schema: 'zpci-inspect/layouts@1', layouts, codes: [...codes.values()] };
      const blocks = ['synthetic', 'three-views'].flatMap((area) => blocksBelow(`${root}fixtures/${area}`));
      const files = Object.fromEntries(
        blocks.map((path) => [path.slice(root.length), new Uint8Array(readFileSync(path))]),
      );
      expect(Object.keys(files).length).toBeGreaterThan(100);
      const all = { ...files, 'own.json': new TextEncoder().encode(JSON.stringify(own)) };
      const plain = await run(['decode', '--format', 'json', ...Object.keys(files)], all);
      const again = await run(['decode', '--format', 'json', '--layouts', 'own.json', ...Object.keys(files)], all);
      expect(again.stderr).toBe(plain.stderr);
      expect(again.text === plain.text).toBe(true);
    },
    60_000,
  );
});

describe('a struct that the tables do not have', () => {
  const kernel = { 'k.btf': kernelBytes('linux-7.3-rc7_s390x.btf') };

  it.each([
    ['zpci_dev', 848],
    ['zpci_fmb', 128],
    ['zpci_ccdf_err', 32],
    ['zpci_ccdf_avail', 32],
  ])('%s of %i bytes decodes without a line written by hand', async (tag, size) => {
    const { code, text } = await run(['fields', '--btf', 'k.btf', '--linux', '7.3', '--export', tag, '-q'], kernel);
    expect(code).toBe(0);
    expect(JSON.parse(text).layouts[0]).toMatchObject({ tag, size, byteOrder: 'big' });
    const block = Uint8Array.from({ length: size }, (_, i) => (i * 7 + 1) & 0xff);
    const files = { 'own.json': new TextEncoder().encode(text), block };
    const decoded = await run(['decode', '--layouts', 'own.json', '--type', tag, '--format', 'json', 'block'], files);
    expect(decoded.stderr).toBe('');
    const [struct] = JSON.parse(decoded.text).blocks[0].structs;
    const bits = struct.fields.reduce(
      (sum: number, one: { bitLength: number; status: string }) => sum + (one.status === 'ok' ? one.bitLength : 0),
      0,
    );
    expect([struct.struct, struct.byteLength, bits]).toEqual([tag, size, size * 8]);
  });

  it('of a union one member is taken, the one asked for', async () => {
    const made = new MadeBtf();
    const [u32, u64] = [made.int('u32', 4), made.int('u64', 8)];
    const pair = made.struct('', 8, [
      { name: 'left', type: u32, bit: 0 },
      { name: 'right', type: u32, bit: 32 },
    ]);
    const union = made.struct(
      '',
      8,
      [
        { name: 'whole', type: u64, bit: 0 },
        { name: '', type: pair, bit: 0 },
      ],
      5,
    );
    made.struct('either', 8, [{ name: '', type: union, bit: 0 }]);
    const files = { 'u.btf': made.bytes() };
    const exported = async (...options: string[]) =>
      run(['fields', '--btf', 'u.btf', 'either', '--export', ...options], files);
    const names = (text: string): string[] =>
      JSON.parse(text).layouts[0].fields.map((one: { name: string }) => one.name);
    const first = await exported();
    expect(names(first.text)).toEqual(['whole']);
    expect(first.stderr).toBe(
      'zpci-inspect: note: either: of a union whole is taken, not left, right (--union NAME)\n',
    );
    expect(names((await exported('--union', 'right')).text)).toEqual(['left', 'right']);
  });

  it('a struct that is not there, a name that is missing, a version that is none', async () => {
    const said = async (...argv: string[]): Promise<string> =>
      (await run(['fields', '--btf', 'k.btf', ...argv], kernel)).stderr;
    expect(await said('nothing_of_the_kind')).toContain('no struct nothing_of_the_kind in a kernel of unknown version');
    expect(await said()).toContain('--btf needs the name of a struct');
    expect(await said('zpci_dev', '--cap-version', 'x')).toContain('--cap-version x is no version of a capability');
  });
});

it('a new member of a capability belongs to the version that was named', async () => {
  const made = new MadeBtf();
  const u32 = made.int('u32', 4);
  const header = made.struct('vfio_info_cap_header', 8, [{ name: 'id', type: made.int('u16', 2), bit: 0 }]);
  made.struct('vfio_device_info_cap_zpci_pfip', 16, [
    { name: 'header', type: header, bit: 0 },
    { name: 'size', type: u32, bit: 64 },
    { name: 'brand_new', type: u32, bit: 96 },
  ]);
  const files = { 'k.btf': made.bytes() };
  const { text } = await run(
    ['fields', '--btf', 'k.btf', 'vfio_device_info_cap_zpci_pfip', '--export', '--cap-version', '7'],
    files,
  );
  const [layout] = JSON.parse(text).layouts;
  expect(layout.role.versions).toEqual([
    { version: 1, size: 12, since: 'Linux 5.10' },
    { version: 7, size: 16, since: 'a kernel of unknown version' },
  ]);
  expect(layout.fields.at(-1)).toMatchObject({ name: 'brand_new', type: 'u32', byteOffset: 12, minVersion: 7 });
});

describe('a member without a length', () => {
  it('is left out where others follow it: what they hold is theirs alone', async () => {
    const made = new MadeBtf({ order: 'big' });
    const u32 = made.int('u32', 4);
    made.struct('vfio_irq_info', 16, [
      { name: 'argsz', type: made.array(u32, 0), bit: 0 },
      { name: 'flags', type: u32, bit: 32 },
      { name: 'index', type: u32, bit: 64 },
      { name: 'count', type: u32, bit: 96 },
    ]);
    const { code, text } = await run(['fields', '--btf', 'k', '--export', 'vfio_irq_info', '-q'], { k: made.bytes() });
    expect(code).toBe(0);
    const [layout] = JSON.parse(text).layouts;
    expect(layout.fields.map((one: { name: string; byteOffset: number }) => [one.name, one.byteOffset])).toEqual([
      ['flags', 4],
      ['index', 8],
      ['count', 12],
    ]);
  });
});
