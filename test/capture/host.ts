/** Hosts made of files, whose firmware and kernel answer with captured bytes. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Manifest } from '../../src/load/manifest.js';
import { root, run } from '../support/run.js';

const python = process.env['PYTHON'] ?? 'python3';
const harness = `${root}test/capture/fake_host.py`;

/** Errors by number, as the harness wants them. */
export const errno = { EPERM: 1, EIO: 5, EACCES: 13, EBUSY: 16, EINVAL: 22, EOPNOTSUPP: 95 } as const;

/** Hex bytes, or the number of an error. */
export type Answers = Record<string, string | number>;

export interface Host {
  readonly root: string;
  readonly machine: string;
  readonly byteorder: 'big' | 'little';
  readonly refused: Record<string, number>;
  readonly answers: Answers;
}

export interface Call {
  readonly open?: string;
  readonly clp?: number;
  readonly word?: number;
  readonly reserved?: readonly number[];
  readonly body?: string;
  readonly room?: number;
  readonly ioctl?: string;
  readonly node?: string;
  readonly argument?: string | number;
}

export interface Outcome {
  readonly status: number;
  readonly calls: readonly Call[];
  readonly stderr: string;
  /** Folder with the unpacked bundle; empty when none was written. */
  readonly dir: string;
  readonly names: readonly string[];
  readonly manifest: Manifest;
  readonly text: (name: string) => string;
  readonly block: (role: string) => Buffer;
}

export function fixture(path: string): Buffer {
  return readFileSync(`${root}fixtures/${path}`);
}

export function makeFile(top: string, path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), content);
}

/** A PCI function in the folder of sysfs, its attributes from the text of a fixture. */
export function makeFunction(
  top: string,
  bdf: string,
  from: { readonly text: string; readonly driver: string; readonly group: number },
): void {
  const folder = `sys/bus/pci/devices/${bdf}`;
  for (const line of fixture(from.text).toString().split('\n')) {
    const [, name, value = ''] = new RegExp(`^sysfs ${bdf}/(\\S+) = (.*)$`).exec(line) ?? [];
    if (name === undefined || name.startsWith('iommu_group')) continue;
    const isHex = value.startsWith('hex:');
    makeFile(
      top,
      `${folder}/${name}`,
      isHex ? Buffer.from(value.slice(4), 'hex') : `${value.replaceAll(' | ', '\n')}\n`,
    );
  }
  symlinkSync(`../../../../bus/pci/drivers/${from.driver}`, join(top, folder, 'driver'));
  symlinkSync(`../../../../kernel/iommu_groups/${from.group}`, join(top, folder, 'iommu_group'));
}

/** The script as the command prints it, in a file. */
export function printedScript(folder: string, ...options: string[]): string {
  const path = join(mkdtempSync(join(folder, 'script-')), 'zpci-capture.py');
  writeFileSync(path, run(['capture', ...options]).stdout);
  return path;
}

/** Runs the printed script on a host and unpacks what it wrote. */
export function captureHost(host: Host, script: string, ...options: string[]): Outcome {
  const work = mkdtempSync(join(dirname(script), 'run-'));
  writeFileSync(join(work, 'host.json'), JSON.stringify(host));
  const output = join(work, 'bundle.tgz');
  const args = [harness, script, join(work, 'host.json'), '-o', output, ...options];
  const result = spawnSync(python, args, { encoding: 'utf8', env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
  if (result.status !== 0) throw new Error(`the harness failed: ${result.stderr}${result.error ?? ''}`);
  const { status, calls } = JSON.parse(result.stdout);
  const dir = join(work, 'bundle');
  mkdirSync(dir);
  const names =
    status === 0 ? spawnSync('tar', ['-xzvf', output, '-C', dir], { encoding: 'utf8' }).stdout.trim().split('\n') : [];
  const text = (name: string): string => readFileSync(join(dir, name), 'utf8');
  const manifest = names.length > 1 ? JSON.parse(text('manifest.json')) : undefined;
  const block = (role: string): Buffer => readFileSync(join(dir, `${role}.bin`));
  return { status, calls, stderr: result.stderr, dir, names, manifest, text, block };
}

/** Every path below a folder with what it holds: the same before and after when nothing was written. */
export function fingerprint(top: string): string {
  const hash = createHash('sha256');
  const visit = (path: string): void => {
    const state = lstatSync(path);
    hash.update(`${path} ${state.mode} ${state.mtimeMs}\n`);
    if (state.isSymbolicLink()) hash.update(readlinkSync(path));
    else if (state.isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name));
    else hash.update(readFileSync(path));
  };
  visit(top);
  return hash.digest('hex');
}

/** Scratch folder of a test file. */
export function scratch(): string {
  return mkdtempSync(join(tmpdir(), 'capture-'));
}
