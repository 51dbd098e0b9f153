/** The command `diff` in memory: fixtures by their paths, files that a test makes, and what is printed. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { DiffResult, DiffRow } from '../../src/model/diff.js';
import { filesBelow, type MemoryOptions, runInMemory } from '../support/memory-io.js';
import { type Run, root } from '../support/run.js';

export const captures = 'fixtures/captures/linux-6.12_qemu-10.0';

const folders = [
  ...['net-group5', 'net-group5_qemu-7.2', 'net-group5_linux-5.10', 'plain'].map((name) => `three-views/${name}`),
  'captures/linux-7.3-rc7_qemu-10.0_poked',
  ...['scenarios/capabilities-misaligned', 'scenarios/rfc-2019-v2-dump', 'synthetic/group-status'],
].map((name) => `fixtures/${name}`);

const files = new Map<string, Uint8Array>(folders.flatMap((name) => [...filesBelow(`${root}${name}`, name)]));
for (const name of ['clp-query-err-fhdeadbeef.rsp', 'vfio-0007_00_00_0-devinfo-exactminus1', 'clp-grp-err-01.rsp'])
  files.set(`${captures}/${name}.bin`, readFileSync(`${root}${captures}/${name}.bin`));

/** Paths of the blocks of a captured case. */
export function blocks(name: string) {
  const dir = `fixtures/three-views/${name}`;
  return {
    dir,
    fn: `${dir}/firmware-query-fn.bin`,
    grp: `${dir}/firmware-query-grp.bin`,
    list: `${dir}/firmware-list.bin`,
    device: `${dir}/vfio-device-info.bin`,
    iommu: `${dir}/vfio-iommu-info.bin`,
    guestFn: `${dir}/guest-query-fn.bin`,
    guestGrp: `${dir}/guest-query-grp.bin`,
    guestList: `${dir}/guest-list.bin`,
  };
}

type Paths = ReturnType<typeof blocks>;

export const net = blocks('net-group5');
export const old = blocks('net-group5_qemu-7.2');
export const plain = blocks('plain');

export const firmware = (of: Paths): string[] => ['--firmware', of.fn, of.grp, of.list];
export const vfio = (of: Paths): string[] => ['--vfio', of.device, of.iommu];
export const guest = (of: Paths): string[] => ['--guest', of.guestFn, of.guestGrp, of.guestList];

/** A copy of the bytes of a file. */
export function bytesOf(path: string): Buffer {
  const found = files.get(path);
  if (found === undefined) throw new Error(`no ${path} in memory`);
  return Buffer.from(found);
}

/** A file in memory; its path is its name. */
export function file(name: string, content: string | Uint8Array): string {
  files.set(name, Buffer.from(content));
  return name;
}

/** A copy of a block with one byte changed. */
export function changed(path: string, at: number, byte: number): string {
  const bytes = bytesOf(path);
  bytes[at] = byte;
  return file(`changed-${at}-${byte}.bin`, bytes);
}

/** The first bytes of a block, as a file. */
export function cut(path: string, length: number): string {
  return file(`cut-${length}-${path.split('/').at(-1)}`, bytesOf(path).subarray(0, length));
}

/** Runs `diff`; what it writes is there for `bytesOf`. */
export async function diff(args: readonly string[], options: MemoryOptions = {}): Promise<Run> {
  const { code, stdout, stderr, files: after } = await runInMemory(['diff', ...args], files, options);
  for (const [name, bytes] of after) files.set(name, bytes);
  return { status: code, stdout: stdout.toString(), stderr };
}

/** The JSON document; the program must have had nothing to complain about. */
export async function json(args: readonly string[]): Promise<DiffResult> {
  const { stdout, stderr } = await diff(['--format', 'json', ...args]);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

export function row(result: DiffResult, name: string): DiffRow | undefined {
  return result.rows.find((one) => `${one.struct}.${one.attribute}` === name);
}

/** Rows of a severity, by attribute. */
export function rowsOf(result: DiffResult, severity: string): string[] {
  return result.rows.filter((one) => one.severity === severity).map((one) => one.attribute);
}
