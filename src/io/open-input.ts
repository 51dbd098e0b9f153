/** Files, folders and containers behind `Io.open`. */

import { isGzip, isTar, sniffSize } from '../bytes/sniff.js';
import { ToolError } from '../model/errors.js';
import type { BytesIf, InputEntry, OpenedInput } from '../model/ports.js';
import { ByteReader } from './byte-reader.js';
import { blockAdvice, fileChunks, isFolder, readIfSmall, readUpTo, sizeOf } from './node-files.js';

/**
 * Opens an argument. What a container needs is loaded only when there is one.
 * @throws ToolError when the path is missing or unreadable, or when a gzip is damaged at its start.
 */
export async function openInput(path: string, first: readonly string[], bytesIf?: BytesIf): Promise<OpenedInput> {
  if (path === '-') {
    // A stream of a folder ends at once, as if it were empty.
    if (isFolder(0)) throw new ToolError('standard input: is a folder; name it as an argument');
    return openStream(process.stdin, 'standard input', bytesIf);
  }
  const small = readIfSmall(path);
  if (small !== null) {
    const isWanted = bytesIf !== 'file' && isContainer(small);
    return isWanted && !(bytesIf === 'damaged' && (await isDamaged(small)))
      ? openChunks(once(small), path)
      : openBytes(small, path);
  }
  if (!isFolder(path)) return openStream(fileChunks(path), path, bytesIf, sizeOf(path));
  const { folderEntries } = await import('./folder-entries.js');
  return { kind: 'entries', container: 'folder', entries: folderEntries(path, first) };
}

function isContainer(head: Uint8Array): boolean {
  return isGzip(head) || isTar(head.subarray(0, sniffSize));
}

/** True when bytes that begin as a container does hold none: a block can begin so. */
async function isDamaged(bytes: Uint8Array): Promise<boolean> {
  try {
    const opened = await openChunks(once(bytes), '');
    if (opened.kind === 'entries') for await (const { name } of opened.entries) return /[\0-\x1f]/.test(name);
    return false;
  } catch (error) {
    if (error instanceof ToolError) return true;
    throw error;
  }
}

/** The same from the bytes of a file or stream called `name`. */
export async function openStream(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  bytesIf?: BytesIf,
  size?: number,
): Promise<OpenedInput> {
  return bytesIf === 'file' ? openReader(new ByteReader(chunks), name, size) : openChunks(chunks, name, size);
}

/** What an entry of a folder or tar holds. @throws ToolError when a gzip is damaged at its start. */
export function openEntry(entry: InputEntry): Promise<OpenedInput> {
  return openChunks(entry.chunks(), entry.name);
}

async function openChunks(chunks: AsyncIterable<Uint8Array>, name: string, size?: number): Promise<OpenedInput> {
  const reader = new ByteReader(chunks);
  const head = await reader.peek(sniffSize);
  if (isTar(head)) return openTar(reader, 'tar');
  if (!isGzip(head)) return openReader(reader, name, size);
  const { gunzip } = await import('./gunzip.js');
  const inner = new ByteReader(gunzip(reader.rest()));
  if (isTar(await inner.peek(sniffSize).catch(named(name)))) return openTar(inner, 'tar.gz');
  return openReader(new ByteReader(withName(inner.rest(), name)), name);
}

/** Messages about a damaged gzip begin with the name of the file. */
function named(name: string): (error: unknown) => never {
  return (error) => {
    throw error instanceof ToolError ? new ToolError(`${name}: ${error.message}`, error.details) : error;
  };
}

async function* withName(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    named(name)(error);
  }
}

async function openTar(reader: ByteReader, container: 'tar' | 'tar.gz'): Promise<OpenedInput> {
  const { tarEntries } = await import('./tar-entries.js');
  return { kind: 'entries', container, entries: tarEntries(reader) };
}

function openReader(reader: ByteReader, name: string, size?: number): OpenedInput {
  const chunks = (): AsyncGenerator<Uint8Array> => reader.rest();
  return { kind: 'bytes', bytes: (limit) => readUpTo(chunks(), name, limit, { size, advice: blockAdvice }), chunks };
}

function openBytes(bytes: Uint8Array, name: string): OpenedInput {
  const chunks = (): AsyncGenerator<Uint8Array> => once(bytes);
  const read = async (limit: number): Promise<Uint8Array> =>
    bytes.length <= limit ? bytes : readUpTo(chunks(), name, limit, { advice: blockAdvice });
  return { kind: 'bytes', bytes: read, chunks };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
