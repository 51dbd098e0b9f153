/**
 * What the program needs of the outside world. `src/io` implements these with Node; tests may give
 * their own. Nothing else in `src` touches the file system or the process.
 */

export interface Files {
  /**
   * The whole content of a file.
   * @throws ToolError when it is missing, unreadable, a directory, or larger than `limit` bytes.
   */
  read(path: string, limit: number): Promise<Uint8Array>;
  /**
   * Paths below a directory in the order of their names, or null when `path` is no directory.
   * @throws ToolError when the directory cannot be read.
   */
  list(path: string): Promise<readonly string[] | null>;
  /** Writes to a temporary file beside `path`, then renames it. */
  write(path: string, content: string | Uint8Array): Promise<void>;
}

/** A file of which parts are read: it may be larger than memory. */
export interface RandomAccess {
  readonly size: number;
  /** Bytes from `at` on, fewer at the end of the file. */
  read(at: number, length: number): Uint8Array;
}

/** A file that is there when it is complete, or not at all. */
export interface NewFile {
  write(bytes: Uint8Array): void;
  /** Puts the file in its place. */
  commit(): void;
  /** Leaves what was there as it was. */
  discard(): void;
}

/** One entry of a folder. A symbolic link is a link, whatever it leads to. */
export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

/** What `check` needs besides: folders of cases, and files that it keeps up to date. */
export interface CaseFiles extends Files {
  /**
   * Entries of a folder in the order of their names, or null when `path` is no folder.
   * @throws ToolError when the folder cannot be read.
   */
  entries(path: string): Promise<readonly Entry[] | null>;
  /** True for a file, also behind links: a pipe or a device may keep its reader waiting for ever. */
  isFile(path: string): boolean;
  /** Makes a folder and those above it; one that is there is no error. */
  makeFolder(path: string): Promise<void>;
  append(path: string, content: string): Promise<void>;
  remove(path: string): Promise<void>;
}

/**
 * One entry of a folder or tar. Its bytes are read before the next entry is taken: those of a tar pass by once, and
 * an entry that is not read is passed over.
 */
export interface InputEntry {
  /** Path below the folder or tar, its parts separated by `/`. */
  readonly name: string;
  /** Bytes that the entry says it has; undefined when it does not say before it is read. */
  readonly size: number | undefined;
  /** Why it cannot be read, `refused` when somebody must mend it, `skipped` when it does no harm; else undefined. */
  readonly unread?: { readonly kind: 'refused' | 'skipped'; readonly reason: string } | undefined;
  /** @throws ToolError when it is larger than `limit` bytes or cut off. */
  bytes(limit: number): Promise<Uint8Array>;
  /** The same in pieces, of any size. */
  chunks(): AsyncIterable<Uint8Array>;
}

/** What an argument turned out to be, by its content. */
export type OpenedInput =
  | { readonly kind: 'bytes'; readonly bytes: InputEntry['bytes']; readonly chunks: InputEntry['chunks'] }
  | {
      readonly kind: 'entries';
      readonly container: 'folder' | 'tar' | 'tar.gz';
      /** @throws ToolError when the container is damaged: what was given before it is good. */
      readonly entries: AsyncIterable<InputEntry>;
    };

/** A thread of this program. Bytes whose memory is in `transfer` are handed over, not copied. */
export interface Worker<Order, Answer> {
  /** An order without an answer. */
  post(order: Order, transfer: ArrayBuffer[]): void;
  /** @throws Error when the thread fails, which is a bug. */
  ask(order: Order, transfer: ArrayBuffer[]): Promise<Answer>;
  stop(): Promise<void>;
}

/**
 * When a file or stream that begins as a tar or gzip does is a block: always (`file`), or a small file when no container
 * can be opened in it (`damaged`).
 */
export type BytesIf = 'file' | 'damaged';

export interface Io {
  readonly files: CaseFiles;
  /**
   * Opens a file, a folder, or standard input (`-`). A tar, a gzip of one, and a gzip of a single file are known by
   * their first bytes, except where `bytesIf` says that they are the bytes of a block. In a folder the entries called `first` come before the others, in that order.
   * @throws ToolError when it is missing or unreadable.
   */
  readonly open: (path: string, first: readonly string[], bytesIf?: BytesIf) => Promise<OpenedInput>;
  /** Something is there: a file, a folder, a device. It is not opened. */
  readonly exists: (path: string) => boolean;
  /** Opens what an entry of a folder or tar holds, which has no path, in the same way. @throws ToolError when it is damaged. */
  readonly openEntry: (entry: InputEntry) => Promise<OpenedInput>;
  /** A file of which parts are read. @throws ToolError when it is missing or unreadable. */
  readonly randomAccess: (path: string) => Promise<RandomAccess>;
  /** Everything from standard input, at most `limit` bytes. */
  readonly stdin: (limit: number) => Promise<Uint8Array>;
  /** Resolves when the text was taken; to false when nobody reads any more, which is no error. */
  readonly stdout: (text: string | Uint8Array) => Promise<boolean>;
  readonly stderr: (text: string) => void;
  /** A file that is written in pieces, for a result that memory does not hold. @throws ToolError when it cannot be made. */
  readonly create: (path: string) => Promise<NewFile>;
  /** Starts a piece of the program in a thread of its own. */
  readonly startWorker: <Order, Answer>(name: string, data: unknown) => Promise<Worker<Order, Answer>>;
  /** What follows makes many objects that do not live long: no more memory is to be set aside for them. */
  readonly expectStream: () => Promise<void>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Architecture of the machine, as Node calls it: `s390x`. */
  readonly arch: string;
  /** Columns of the terminal; undefined when stdout is none. */
  readonly columns: number | undefined;
  readonly stdinIsTerminal: boolean;
  /** Standard input is a pipe or a file, so somebody sends something. */
  readonly stdinIsGiven: boolean;
  readonly stderrIsTerminal: boolean;
}
