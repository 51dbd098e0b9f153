/** The file system behind the `Files` port. */
import { createReadStream, fstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '../model/errors.js';
import type { Files } from '../model/ports.js';
import { reasonOf } from './reasons.js';

/** Files of this machine. */
export const nodeFiles: Files = {
  async read(path, limit) {
    return readFile(path, limit, '');
  },

  async list(path) {
    if (!isFolder(path)) return null;
    try {
      return readdirSync(path)
        .sort()
        .map((name) => join(path, name));
    } catch (error) {
      throw new ToolError(`${path}: ${reasonOf(error)}`);
    }
  },

  async write(path, content) {
    const { writeWhole } = await import('./write-file.js');
    writeWhole(path, content);
  },
};

/** What is missing is no folder; it is reported when it is read. */
export function isFolder(path: string | number): boolean {
  try {
    return (typeof path === 'number' ? fstatSync(path) : statSync(path)).isDirectory();
  } catch {
    return false;
  }
}

/** What to do with a file that is too large for one block. */
export const blockAdvice =
  '; one block, or the text that it stands in, is smaller: cut it out (dd skip= count=), or decode --split a file of many blocks';

/** The content of a file. @throws ToolError, with this advice when it is larger than `limit` bytes. */
export async function readFile(path: string, limit: number, advice: string): Promise<Uint8Array> {
  const small = readIfSmall(path);
  if (small !== null && small.length <= limit) return small;
  return readUpTo(fileChunks(path), path, limit, { size: sizeOf(path), advice });
}

const smallFile = 1 << 20;

/** The content of a small file, else null: thousands of them are read five times as fast by one call each. */
export function readIfSmall(path: string): Uint8Array | null {
  const size = sizeOf(path);
  if (size === undefined || size === 0 || size > smallFile) return null;
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    throw new ToolError(`${path}: ${reasonOf(error)}`);
  }
}

/** Bytes of a regular file; undefined for everything else, and for what is not there. */
export function sizeOf(path: string): number | undefined {
  try {
    const info = statSync(path);
    return info.isFile() ? info.size : undefined;
  } catch {
    return undefined;
  }
}

/** The content of a file in pieces. @throws ToolError when it cannot be read. */
export async function* fileChunks(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: 1 << 18 });
  } catch (error) {
    throw new ToolError(`${path}: ${reasonOf(error)}`);
  }
}

interface Expected {
  /** Bytes that the stream should give. */
  readonly size?: number | undefined;
  /** What to do when they are too many. */
  readonly advice?: string;
}

/** Everything that a stream gives. @throws ToolError when that is more than `limit` bytes. */
export async function readUpTo(
  stream: AsyncIterable<Uint8Array>,
  name: string,
  limit: number,
  { size = 0, advice = '' }: Expected = {},
): Promise<Uint8Array> {
  const most = limit % mebi === 0 ? `${limit / mebi} MiB` : `${limit} bytes`;
  const refuse = (bytes: string): never => {
    throw new ToolError(`${name}: ${bytes}, at most ${most} are read${advice}`);
  };
  if (size > limit) refuse(`${size} bytes`);
  // One buffer, not all pieces and then their sum: a large text has to fit twice as it is.
  let held = new Uint8Array(size);
  let read = 0;
  for await (const chunk of stream) {
    const before = read;
    read += chunk.length;
    if (read > limit) refuse(`${read} bytes or more`);
    if (read > held.length) {
      const larger = new Uint8Array(Math.min(limit, Math.max(read, 2 * held.length)));
      larger.set(held.subarray(0, before));
      held = larger;
    }
    held.set(chunk, before);
  }
  return read === held.length ? held : held.slice(0, read);
}

const mebi = 1024 * 1024;
