/** Parts of files behind `Io.randomAccess`. */
import { closeSync, openSync, readSync } from 'node:fs';
import { ToolError } from '../model/errors.js';
import type { RandomAccess } from '../model/ports.js';
import { fileChunks, isFolder, readUpTo, sizeOf } from './node-files.js';
import { reasonOf } from './reasons.js';

/** Most bytes of what is no regular file: a pipe has no parts. */
const pipeLimit = 128 * 1024 * 1024;

/** @throws ToolError when it is missing or unreadable. */
export async function randomAccess(path: string): Promise<RandomAccess> {
  const size = sizeOf(path);
  if (size === undefined && !isFolder(path)) return inMemory(await readUpTo(fileChunks(path), path, pipeLimit));
  const read = (at: number, length: number): Uint8Array => readPart(path, at, Math.min(length, (size ?? 0) - at));
  read(0, 1);
  return { size: size ?? 0, read };
}

/** A file that is read in parts is opened for each: there are few. */
function readPart(path: string, at: number, length: number): Uint8Array {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = new Uint8Array(Math.max(0, length));
      let read = 0;
      while (read < bytes.length) {
        const more = readSync(file, bytes, read, bytes.length - read, at + read);
        if (more === 0) break;
        read += more;
      }
      return bytes.subarray(0, read);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw new ToolError(`${path}: ${reasonOf(error)}`);
  }
}

function inMemory(bytes: Uint8Array): RandomAccess {
  return { size: bytes.length, read: (at, length) => bytes.slice(at, at + length) };
}
