/** The file system behind the `Files` port. */
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ToolError } from '../model/errors.js';
import type { Files } from '../model/ports.js';

/** Files of this machine. */
export const nodeFiles: Files = {
  async read(path, limit) {
    return isSmall(path, limit) ? readSmall(path) : await readAny(path, limit);
  },

  async list(path) {
    const info = await stat(path).catch(() => null);
    if (!info?.isDirectory()) return null;
    const names = await readdir(path);
    return names.sort().map((name) => join(path, name));
  },

  async write(path, content) {
    const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`);
    try {
      // Synchronous, so that an interrupt finds the old file or the new one, hardly ever the temporary one.
      writeFileSync(temporary, content, { flag: 'wx' });
      renameSync(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw new ToolError(`${path}: ${reasonOf(error)}`);
    }
  },
};

const smallFile = 1 << 20;

/** Thousands of small files: one synchronous call each is five times as fast as a stream. */
function isSmall(path: string, limit: number): boolean {
  try {
    const info = statSync(path);
    return info.isFile() && info.size > 0 && info.size <= Math.min(limit, smallFile);
  } catch {
    return false;
  }
}

function readSmall(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    throw new ToolError(`${path}: ${reasonOf(error)}`);
  }
}

async function readAny(path: string, limit: number): Promise<Uint8Array> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw new ToolError(`${path}: ${reasonOf(error)}`);
  });
  try {
    const info = await file.stat();
    if (info.isDirectory()) throw new ToolError(`${path}: is a directory; name the files in it`);
    if (info.isFile() && info.size > limit) throw tooLarge(path, info.size, limit);
    return await readUpTo(file.createReadStream({ autoClose: false }), path, limit);
  } catch (error) {
    throw error instanceof ToolError ? error : new ToolError(`${path}: ${reasonOf(error)}`);
  } finally {
    await file.close();
  }
}

/** Everything that a stream gives, at most `limit` bytes. */
export async function readUpTo(
  stream: AsyncIterable<Uint8Array | string>,
  name: string,
  limit: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    size += bytes.length;
    if (size > limit) throw tooLarge(name, size, limit);
    chunks.push(bytes);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function tooLarge(name: string, size: number, limit: number): ToolError {
  return new ToolError(
    `${name}: ${size} bytes or more, one block has at most ${limit}; cut out the block and decode that`,
  );
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EISDIR: 'is a directory; name the files in it',
  ENOTDIR: 'a part of the path is no directory',
  ENOSPC: 'no space left on device',
  EROFS: 'read-only file system',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'file name too long',
  ENXIO: 'no such device or address',
};

/** Why the system refused, in words. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (code || error.message);
}
