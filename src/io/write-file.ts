/** Writing a file so that nobody ever finds half of it. */
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ToolError } from '../model/errors.js';
import type { NewFile } from '../model/ports.js';
import { reasonOf } from './reasons.js';

/**
 * Writes to a temporary file beside the target, then renames it. What a link leads to is replaced, not the link; a
 * pipe or device is written to as it is.
 * @throws ToolError when it cannot be written; the file that was there is as it was.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  try {
    const target = targetOf(path);
    if (target === null) writeFileSync(path, content);
    else replace(target, content);
  } catch (error) {
    throw new ToolError(`${path}: ${reasonOf(error)}`);
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
      throw new ToolError(`${path}: ${reasonOf(error)}`);
    }
  };
  const target = named(() => targetOf(path));
  const written = target === null ? path : temporaryFor(target);
  const descriptor = named(() => openSync(written, target === null ? 'w' : 'wx'));
  const end = (signal: NodeJS.Signals): void => {
    if (target !== null) discard(written);
    for (const name of endings) process.off(name, end);
    process.kill(process.pid, signal);
  };
  for (const name of endings) process.on(name, end);
  const close = (): void => {
    for (const name of endings) process.off(name, end);
    closeSync(descriptor);
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

function temporaryFor(target: string): string {
  return join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}`);
}

/** The regular file that the path leads to or would make; null for a pipe or device. */
function targetOf(path: string): string | null {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) return path;
  return info.isFile() || info.isDirectory() ? realpathSync(path) : null;
}

function replace(target: string, content: string | Uint8Array): void {
  const temporary = temporaryFor(target);
  try {
    // Synchronous, so that an interrupt finds the old file or the new one, hardly ever the temporary one.
    writeFileSync(temporary, content, { flag: 'wx' });
    renameSync(temporary, target);
  } catch (error) {
    discard(temporary);
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
