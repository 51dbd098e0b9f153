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
  /** Paths below a directory in the order of their names, or null when `path` is no directory. */
  list(path: string): Promise<readonly string[] | null>;
  /** Writes to a temporary file beside `path`, then renames it. */
  write(path: string, content: string | Uint8Array): Promise<void>;
}

export interface Io {
  readonly files: Files;
  /** Everything from standard input, at most `limit` bytes. */
  readonly stdin: (limit: number) => Promise<Uint8Array>;
  /** Resolves when the text was taken; a closed pipe is no error. */
  readonly stdout: (text: string | Uint8Array) => Promise<void>;
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Columns of the terminal; undefined when stdout is none. */
  readonly columns: number | undefined;
  readonly stdinIsTerminal: boolean;
}
