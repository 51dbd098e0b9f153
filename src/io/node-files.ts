/** The file system behind the `Files` port. */
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ToolError } from '../model/errors.js';
import type { Files } from '../model/ports.js';
import { reasonOf } from './reasons.js';

/** Files of this machine. */
export const nodeFiles: Files = {
  async read(path, limit) {
    return isSmall(path, limit) ? readSmall(path) : await readAny(path, limit);
  },

  async list(path) {
    if (!isFolder(path)) return null;
    const names = readdirSync(path);
    return names.sort().map((name) => join(path, name));
  },

  async write(path, content) {
    const { randomBytes } = await import('node:crypto');
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

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

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
  const { open } = await import('node:fs/promises');
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
