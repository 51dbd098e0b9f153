/** Entries of a tar as they pass by: nothing is written to disk, one piece of one entry is in memory. */

import { Parser } from 'tar/parse';
import type { ReadEntry } from 'tar/read-entry';
import { DamagedContainerError, ToolError } from '../model/errors.js';
import type { InputEntry } from '../model/ports.js';
import type { ByteReader } from './byte-reader.js';
import { badName, plainName, shownName } from './entry-name.js';
import { blockAdvice, readUpTo } from './node-files.js';
import { paxProblem } from './pax-records.js';

const blockSize = 512;
/** Bytes of zeros behind the end that are looked through for another archive. */
const tailLimit = 1 << 20;
/** Entries in a row that hold no bytes: sysfs has links by the ten thousands, an archive made to keep one busy has more. */
const emptyLimit = 50_000;

/**
 * Every entry but folders, in order.
 * @throws ToolError, naming the entry that came last, when the archive is damaged or cut off.
 */
export async function* tarEntries(reader: ByteReader): AsyncGenerator<InputEntry> {
  const tar = new TarReader(reader);
  try {
    for (let entry = await tar.next(); entry !== null; entry = await tar.next()) {
      if (entry.type !== 'Directory') yield inputEntry(tar, entry);
      await tar.pass(entry);
    }
  } finally {
    await reader.close();
  }
}

function inputEntry(tar: TarReader, entry: ReadEntry): InputEntry {
  const reason = badName(entry.path) ?? (tar.isSparse ? sparse : unreadTypes[entry.type]) ?? unknownType(entry);
  const name = reason === undefined ? plainName(entry.path) : entry.path;
  const chunks = (): AsyncGenerator<Uint8Array> => tar.body(entry);
  return {
    name,
    size: entry.size,
    unread: reason === undefined ? undefined : { kind: 'refused', reason },
    bytes: (limit) => readUpTo(chunks(), shownName(name), limit, { size: entry.size, advice: blockAdvice }),
    chunks,
  };
}

const sparse = 'a sparse file, whose bytes do not stand in the archive as they are; pack it without --sparse';

const unreadTypes: Readonly<Record<string, string>> = {
  Link: 'a hard link; pack the file itself (tar --hard-dereference)',
  SymbolicLink: 'a symbolic link; pack the file that it leads to (tar -h)',
  CharacterDevice: 'a device',
  BlockDevice: 'a device',
  FIFO: 'a pipe',
  SparseFile: sparse,
};

function unknownType(entry: ReadEntry): string | undefined {
  const isFile = ['File', 'OldFile', 'ContiguousFile'].includes(entry.type);
  return isFile ? undefined : `an entry of type ${entry.header.typeKey === 'Unsupported' ? 'unknown' : entry.type}`;
}

/** The parser of the library, fed with one header or one piece of a body at a time, so that its place is known. */
class TarReader {
  isSparse = false;
  readonly #reader: ByteReader;
  readonly #parser = new Parser({ strict: true });
  #found: ReadEntry | null = null;
  #failure: unknown = null;
  /** Said again to whoever reads on. */
  #damage: ToolError | null = null;
  #isEnd = false;
  #last = '';
  #empty = 0;

  constructor(reader: ByteReader) {
    this.#reader = reader;
    this.#parser.on('entry', (entry: ReadEntry) => {
      this.#found = entry;
    });
    this.#parser.on('ignoredEntry', (entry: ReadEntry) => {
      if (entry.meta) this.#failure ??= new Error(`a header of ${entry.size} bytes`);
      this.#found = entry;
    });
    this.#parser.on('meta', (text: string) => {
      if (/(?:^|\n)\d+ GNU\.sparse\./.test(text)) this.isSparse = true;
      // A long name of GNU ends with NUL, and is no list of records.
      const problem = text.endsWith('\0') ? undefined : paxProblem(text);
      if (problem !== undefined) this.#failure ??= new Error(problem);
    });
    this.#parser.on('eof', () => {
      this.#isEnd = true;
    });
    this.#parser.on('error', (error: unknown) => {
      this.#failure ??= error;
    });
  }

  /** The next entry, its bytes not yet read; null at the end of the archive. */
  async next(): Promise<ReadEntry | null> {
    this.#found = null;
    this.isSparse = false;
    while (this.#found === null) {
      const header = await this.#reading(this.#reader.exactly(blockSize));
      if (header.length < blockSize) throw this.#damaged('it ends without its end mark, so it was cut off');
      this.#write(header);
      if (this.#isEnd) {
        await this.#requireNoMore();
        return null;
      }
    }
    return this.#counted(this.#found);
  }

  /** The bytes of an entry. @throws ToolError when the archive ends inside it. */
  async *body(entry: ReadEntry): AsyncGenerator<Uint8Array> {
    for (;;) {
      const bytes: Uint8Array | null = entry.read();
      if (bytes !== null) yield new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      else if (entry.blockRemain === 0) return;
      else await this.#feed(entry);
    }
  }

  /** Leaves an entry behind, whatever was read of it. */
  async pass(entry: ReadEntry): Promise<void> {
    entry.resume();
    while (entry.blockRemain > 0) await this.#feed(entry);
  }

  async #feed(entry: ReadEntry): Promise<void> {
    const bytes = await this.#reading(this.#reader.some(entry.blockRemain, blockSize));
    if (bytes.length % blockSize !== 0 || bytes.length === 0)
      throw this.#damaged(`it ends ${entry.remain} bytes before the end of this entry`);
    this.#write(bytes);
  }

  /** Messages about damage of the gzip around the tar name the entry, too. */
  async #reading(bytes: Promise<Uint8Array>): Promise<Uint8Array> {
    if (this.#damage !== null) throw this.#damage;
    try {
      return await bytes;
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      throw this.#keep(new DamagedContainerError(`${error.message} (${this.#place()})`));
    }
  }

  #write(bytes: Uint8Array): void {
    try {
      this.#parser.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    } catch (error) {
      this.#failure ??= error;
    }
    if (this.#failure !== null) throw this.#damaged(reasonOf(this.#failure));
  }

  #counted(entry: ReadEntry): ReadEntry {
    this.#last = entry.path;
    if (!Number.isSafeInteger(entry.header.size ?? Number.NaN))
      throw this.#damaged('its size is no number that can be');
    this.#empty = entry.size === 0 ? this.#empty + 1 : 0;
    if (this.#empty > emptyLimit) throw this.#damaged(`more than ${emptyLimit} entries in a row hold nothing`);
    return entry;
  }

  /** Behind the end mark is nothing but zeros. */
  async #requireNoMore(): Promise<void> {
    const end = this.#reader.offset;
    while (this.#reader.offset < end + tailLimit) {
      const bytes = await this.#reading(this.#reader.some(1 << 16));
      if (bytes.length === 0) return;
      if (bytes.some((byte) => byte !== 0))
        throw this.#damaged('more bytes follow its end mark; if they are another tar, give it by itself');
    }
  }

  #damaged(what: string): ToolError {
    return this.#keep(
      new DamagedContainerError(`damaged tar, ${this.#place()}: ${what} (byte ${this.#reader.offset} of the tar)`),
    );
  }

  #keep(error: ToolError): ToolError {
    this.#damage ??= error;
    return this.#damage;
  }

  #place(): string {
    return this.#last === '' ? 'at its first entry' : `in or behind the entry ${shownName(this.#last)}`;
  }
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^TAR_[A-Z_]+: /, '').replace('checksum failure', 'a header whose checksum is wrong');
}
