/**
 * The files that a run reads, for pages that name them: whoever gets one holds them against files of his own.
 */
import { basename, posix } from 'node:path';
import { hasher, sha256 } from '../bytes/sha256.js';
import { manifestFile } from '../load/files.js';
import { ToolError } from '../model/errors.js';
import type { InputEntry, Io, OpenedInput, RandomAccess } from '../model/ports.js';
import type { ReadInput } from '../render/options.js';
import type { Session } from './session.js';

/** The same session, which remembers what is read. */
export function withInputs(session: Session): Session {
  const read = new ReadInputs();
  return { ...session, io: read.watch(session.io), inputs: () => read.all() };
}

const pieceSize = 1 << 20;

type Bytes = Pick<InputEntry, 'bytes' | 'chunks'>;

/** A file by its path, and by the name that a page gives it. */
interface Place {
  readonly path: string;
  readonly name: string;
}

class ReadInputs {
  /** By path and hash: a file that is read twice is one. */
  readonly #read = new Map<string, Place & { readonly hash: string }>();
  /** By folder: what its manifest says. */
  readonly #redacted = new Map<string, boolean>();
  /** Folders that were looked into. */
  readonly #folders: string[] = [];

  all(): readonly ReadInput[] {
    return [...this.#read.values()].map(({ path, name, hash }) => ({
      source: name,
      sha256: hash,
      redacted: this.#redacted.get(posix.dirname(path)),
    }));
  }

  watch(io: Io): Io {
    const { files } = io;
    const seen = <Item>(path: string, items: readonly Item[] | null): readonly Item[] | null => {
      if (items !== null) this.#folders.push(posix.normalize(path));
      return items;
    };
    return {
      ...io,
      files: {
        ...files,
        list: async (path) => seen(path, await files.list(path)),
        entries: async (path) => seen(path, await files.entries(path)),
        read: async (path, limit) => this.#take(this.#placeOf(path), await files.read(path, limit)),
      },
      open: async (path, first, bytesIf) => this.#watchOpened(path, await io.open(path, first, bytesIf)),
      randomAccess: async (path) => {
        const file = await io.randomAccess(path);
        this.#add(this.#placeOf(path), hashOf(file));
        return file;
      },
    };
  }

  #watchOpened(path: string, opened: OpenedInput): OpenedInput {
    if (opened.kind === 'entries') return { ...opened, entries: this.#watchEntries(path, opened.entries) };
    return { ...opened, ...this.#watchBytes({ path, name: basename(path) }, opened) };
  }

  async *#watchEntries(container: string, entries: AsyncIterable<InputEntry>): AsyncGenerator<InputEntry> {
    for await (const entry of entries) {
      const name = container === '-' ? entry.name : posix.join(basename(container), entry.name);
      yield { ...entry, ...this.#watchBytes({ path: posix.join(container, entry.name), name }, entry) };
    }
  }

  #watchBytes(place: Place, { bytes, chunks }: Bytes): Bytes {
    const end = (hash: string): void => this.#add(place, hash);
    return {
      bytes: async (limit) => this.#take(place, await bytes(limit)),
      chunks: async function* () {
        const hash = hasher();
        for await (const chunk of chunks()) {
          hash.add(chunk);
          yield chunk;
        }
        end(hash.end());
      },
    };
  }

  async #take(place: Place, bytes: Uint8Array): Promise<Uint8Array> {
    this.#add(place, sha256(bytes));
    if (posix.basename(place.path) === manifestFile) await this.#takeManifest(place.path, bytes);
    return bytes;
  }

  #add(place: Place, hash: string): void {
    this.#read.set(`${place.path} ${hash}`, { ...place, hash });
  }

  async #takeManifest(path: string, bytes: Uint8Array): Promise<void> {
    const { isOurs, parseManifest } = await import('../load/load-case.js');
    try {
      const redacted = isOurs(bytes) ? parseManifest(bytes, path).provenance.redacted : undefined;
      if (redacted !== undefined) this.#redacted.set(posix.dirname(path), redacted);
    } catch (error) {
      // Who reads it as a manifest says what is wrong with it.
      if (!(error instanceof ToolError)) throw error;
    }
  }

  /** Named by its path below the first folder that was looked into, with the name of that one. */
  #placeOf(given: string): Place {
    const path = posix.normalize(given);
    const root = this.#folders.find((folder) => path.startsWith(folder.endsWith('/') ? folder : `${folder}/`));
    return { path, name: root === undefined ? basename(path) : posix.join(basename(root), posix.relative(root, path)) };
  }
}

function hashOf(file: RandomAccess): string {
  const hash = hasher();
  for (let at = 0; at < file.size; ) {
    const piece = file.read(at, pieceSize);
    if (piece.length === 0) break;
    hash.add(piece);
    at += piece.length;
  }
  return hash.end();
}
