import { posix } from 'node:path';
import type { InputEntry } from '../model/ports.js';

/** Most bytes that wait for a manifest. */
const waitingLimit = 16 * 1024 * 1024;
/** What an entry costs beside its bytes. */
const overhead = 512;

/** What decides how long an entry waits. */
export interface Waiting {
  isManifest(name: string): boolean;
  /** Called with each manifest as it passes by; it is no entry of the result. */
  take(entry: InputEntry): Promise<void>;
  /** The manifest of this folder was taken. */
  isKnown(folder: string): boolean;
}

/**
 * Entries of a tar in their order, each behind the manifest of its folder where one comes: what comes before the
 * manifest waits for it in memory, up to 16 MiB. Then the first one goes without, so that memory does not grow with
 * the tar.
 */
export async function* afterManifests(entries: AsyncIterable<InputEntry>, until: Waiting): AsyncGenerator<InputEntry> {
  const queue = new Queue(until);
  let failure: unknown;
  try {
    for await (const entry of entries) {
      if (until.isManifest(entry.name)) await until.take(entry);
      else if (queue.isEmpty && queue.mayGo(entry)) yield entry;
      else if ((entry.size ?? 0) <= waitingLimit) await queue.add(entry);
      else {
        yield* queue.release(0);
        yield entry;
      }
      yield* queue.release(waitingLimit);
    }
  } catch (error) {
    failure = error;
  }
  // Also when the tar is damaged: what came before is good.
  yield* queue.release(0);
  if (failure !== undefined) throw failure;
}

class Queue {
  readonly #until: Waiting;
  #waiting: { readonly entry: InputEntry; readonly size: number }[] = [];
  /** How many of them are gone. */
  #gone = 0;
  /** Folders whose entries wait no longer. */
  readonly #late = new Set<string>();
  #size = 0;

  constructor(until: Waiting) {
    this.#until = until;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === this.#gone;
  }

  mayGo({ name }: InputEntry): boolean {
    const folder = posix.dirname(name);
    return this.#late.has(folder) || this.#until.isKnown(folder);
  }

  async add(entry: InputEntry): Promise<void> {
    const bytes = entry.unread === undefined ? await entry.bytes(waitingLimit) : new Uint8Array(0);
    const chunks = async function* (): AsyncGenerator<Uint8Array> {
      yield bytes;
    };
    const size = bytes.length + overhead;
    this.#waiting.push({ entry: { ...entry, bytes: async () => bytes, chunks }, size });
    this.#size += size;
  }

  /** The first ones, as long as they may go or more than `limit` bytes wait. */
  *release(limit: number): Generator<InputEntry> {
    for (let next = this.#waiting[this.#gone]; next !== undefined; next = this.#waiting[this.#gone]) {
      if (!this.mayGo(next.entry)) {
        if (this.#size <= limit) return;
        this.#late.add(posix.dirname(next.entry.name));
      }
      this.#gone++;
      this.#size -= next.size;
      yield next.entry;
      if (this.#gone > 1000) this.#forget();
    }
  }

  #forget(): void {
    this.#waiting = this.#waiting.slice(this.#gone);
    this.#gone = 0;
  }
}
