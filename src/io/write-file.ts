/** Writing a file so that nobody ever finds half of it. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ToolError } from '../model/errors.js';
import type { NewFile } from '../model/ports.js';
import { reasonOf } from './reasons.js';

/**
 * Writes to a temporary file beside the target, then renames it. What a link leads to is replaced, not the link, and the
 * mode stays; a pipe or device is written to as it is.
 * @throws ToolError when it cannot be written, is read-only or a link to nothing; the file that was there is as it was.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  try {
    const target = targetOf(path);
    if (target === null) writeFileSync(path, content);
    else replace(target, content);
  } catch (error) {
    throw error instanceof ToolError ? error : new ToolError(`${path}: ${reasonOf(error)}`);
  }
}

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * A file that is written in pieces: `writeWhole` for a result that memory does not hold. A signal leaves nothing behind.
 * @throws ToolError when it cannot be made.
 */
export function createWhole(path: string): NewFile {
  const named = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw error instanceof ToolError ? error : new ToolError(`${path}: ${reasonOf(error)}`);
    }
  };
  const target = named(() => targetOf(path));
  const { path: written, descriptor } = named(() =>
    target === null ? { path, descriptor: openSync(path, 'w') } : openBeside(target),
  );
  const end = (signal: NodeJS.Signals): void => {
    if (target !== null) discard(written);
    for (const name of endings) process.off(name, end);
    process.kill(process.pid, signal);
  };
  for (const name of endings) process.on(name, end);
  let isOpen = true;
  const close = (): void => {
    for (const name of endings) process.off(name, end);
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  return {
    write: (bytes) =>
      named(() => {
        for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      }),
    commit: () =>
      named(() => {
        close();
        if (target !== null) renameSync(written, target);
      }),
    discard: () => {
      close();
      if (target !== null) discard(written);
    },
  };
}

/** The regular file that the path leads to or would make; null for a pipe or device. @throws ToolError when it stays as it is. */
function targetOf(path: string): string | null {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return path;
    throw new ToolError(`${path}: a symbolic link that leads nowhere; remove it, or make what it leads to`);
  }
  // A rename asks nobody whether the file may be written.
  if (info.isFile() && (info.mode & 0o222) === 0) throw new ToolError(`${path}: read-only; chmod u+w it, or remove it`);
  return info.isFile() || info.isDirectory() ? realpathSync(path) : null;
}

/** A new file beside the target with the mode of the target; its name is short, however long that of the target is. */
function openBeside(target: string): { readonly path: string; readonly descriptor: number } {
  const path = join(dirname(target), `.zpci-inspect-${randomBytes(6).toString('hex')}`);
  const before = statSync(target, { throwIfNoEntry: false });
  if (before === undefined || !before.isFile()) return { path, descriptor: openSync(path, 'wx') };
  const mode = before.mode & 0o777;
  const descriptor = openSync(path, 'wx', mode);
  // What the umask took away.
  fchmodSync(descriptor, mode);
  return { path, descriptor };
}

function replace(target: string, content: string | Uint8Array): void {
  const { path, descriptor } = openBeside(target);
  try {
    // Synchronous, so that an interrupt finds the old file or the new one, hardly ever the temporary one.
    try {
      writeFileSync(descriptor, content);
    } finally {
      closeSync(descriptor);
    }
    renameSync(path, target);
  } catch (error) {
    discard(path);
    throw error;
  }
}

/** The caller reports why the file could not be written; that removing it fails too adds nothing. */
function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder itself is missing or no folder.
  }
}
