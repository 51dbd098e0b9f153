/**
 * The kernel that a command line means: the running one, a folder of it, single files, or what a capture has of it.
 */
import { basename, posix } from 'node:path';
import { Kernel } from '../btf/kernel.js';
import { isGzip, isTar, sniffSize } from '../bytes/sniff.js';
import { ToolError } from '../model/errors.js';
import type { InputEntry, Io, RandomAccess } from '../model/ports.js';
import type { LinuxFrom } from '../model/verify.js';
import { kernelFile, kernelLimit, manifestFile, manifestLimit } from './files.js';

/** Where a running kernel shows its types, and its version. */
const runningKernel = '/sys/kernel/btf';
const runningRelease = '/proc/sys/kernel/osrelease';

/** The file of a folder that the others go on from. */
const ownFile = 'vmlinux';

export interface LoadedKernel {
  readonly kernel: Kernel;
  readonly linux: { readonly version: string; readonly from: LinuxFrom } | null;
  /** The paths as they were given. */
  readonly where: readonly string[];
}

/**
 * Opens the files of a kernel. One that is of no use is reported, and the others are opened all the same.
 * @throws ToolError when a path leads nowhere, or no file is left.
 */
export async function loadKernel(
  paths: readonly string[],
  linux: string | undefined,
  io: Pick<Io, 'files' | 'open' | 'randomAccess'>,
  trouble: (error: ToolError) => void,
): Promise<LoadedKernel> {
  const where = paths.length === 0 ? [runningKernel] : paths;
  const kernel = new Kernel();
  const troubles: ToolError[] = [];
  const add = (name: string, path: string, file: RandomAccess): void => {
    try {
      kernel.add(name, file);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      troubles.push(error.message.startsWith(path) ? error : new ToolError(`${path}: ${error.message}`));
    }
  };
  let known: { version: string; from: LinuxFrom } | null = null;
  for (const path of where) {
    const listed = await io.files.list(path);
    if (listed !== null && !listed.some((one) => basename(one) === kernelFile)) {
      for (const one of ownFirst(path, listed)) add(basename(one), one, await io.randomAccess(one));
      if (posix.normalize(path).replace(/\/$/, '') === runningKernel) known ??= await running(io);
      continue;
    }
    const file = listed === null ? await regularFile(path, io, paths.length === 0) : undefined;
    if (file !== undefined) add(basename(path), path, file);
    else {
      const { btf, version } = await inCapture(path, io);
      add(kernelFile, path, btf);
      if (version !== undefined) known ??= { version, from: 'manifest' };
    }
  }
  const last = kernel.files.length === 0 ? troubles.pop() : undefined;
  for (const one of troubles) trouble(one);
  if (last !== undefined) throw last;
  return { kernel, linux: linux === undefined ? (known ?? kernel.version) : { version: linux, from: 'option' }, where };
}

/** The kernel's own file before those of modules. @throws ToolError when it is not there. */
function ownFirst(folder: string, files: readonly string[]): readonly string[] {
  const own = files.find((one) => basename(one) === ownFile);
  if (own === undefined) {
    throw new ToolError(`${folder}: neither ${ownFile} nor ${kernelFile} is in it; give a folder as ${runningKernel}`);
  }
  return [own, ...files.filter((one) => one !== own)];
}

async function running(io: Pick<Io, 'files'>): Promise<{ version: string; from: LinuxFrom } | null> {
  try {
    const text = new TextDecoder().decode(await io.files.read(runningRelease, 256)).trim();
    return text === '' ? null : { version: text, from: 'running' };
  } catch (error) {
    if (error instanceof ToolError) return null;
    throw error;
  }
}

/** Undefined for a tar. @throws ToolError when the file is not there. */
async function regularFile(
  path: string,
  io: Pick<Io, 'randomAccess' | 'files'>,
  isRunning: boolean,
): Promise<RandomAccess | undefined> {
  if (isRunning && (await isMissing(path, io))) {
    throw new ToolError(`${path}: this kernel shows no types there; give vmlinux, or a capture with ${kernelFile}`);
  }
  const file = await io.randomAccess(path);
  const head = file.read(0, sniffSize);
  return isTar(head) || isGzip(head) ? undefined : file;
}

async function isMissing(path: string, io: Pick<Io, 'randomAccess'>): Promise<boolean> {
  try {
    await io.randomAccess(path);
    return false;
  } catch (error) {
    if (error instanceof ToolError) return true;
    throw error;
  }
}

/** The types that a capture brought along, and the version of its manifest. */
async function inCapture(
  path: string,
  io: Pick<Io, 'open'>,
): Promise<{ btf: RandomAccess; version: string | undefined }> {
  const opened = await io.open(path, [manifestFile, kernelFile]);
  if (opened.kind === 'bytes') return { btf: accessTo(await opened.bytes(kernelLimit)), version: undefined };
  let btf: RandomAccess | undefined;
  let version: string | undefined;
  for await (const entry of opened.entries) {
    const name = posix.basename(entry.name);
    if (name === manifestFile) version ??= await versionIn(entry);
    if (name === kernelFile) btf ??= accessTo(await entry.bytes(kernelLimit));
  }
  if (btf === undefined) throw new ToolError(`${path}: no ${kernelFile} in it; a capture of a kernel with BTF has one`);
  return { btf, version };
}

async function versionIn(entry: InputEntry): Promise<string | undefined> {
  const { isOurs, parseManifest } = await import('./load-case.js');
  const bytes = await entry.bytes(manifestLimit);
  return isOurs(bytes) ? parseManifest(bytes, entry.name).interfaces?.linux : undefined;
}

/** Bytes as a file of which parts are read. */
export function accessTo(bytes: Uint8Array): RandomAccess {
  return { size: bytes.length, read: (at, length) => bytes.subarray(at, at + length) };
}
