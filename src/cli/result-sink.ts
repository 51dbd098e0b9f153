import type { Io } from '../model/ports.js';

/** Where a result goes that is written as it is made. */
export interface ResultSink {
  /** False when nobody reads any more. */
  write(bytes: Uint8Array): Promise<boolean>;
  /** Everything was written: a file gets its name now. */
  finish(): void;
  /** The result is not whole: a file that was there stays as it was. */
  discard(): void;
}

/** Standard output, or the file of `-o`. @throws ToolError when the file cannot be made. */
export async function resultSink({ output }: { readonly output?: string }, io: Io): Promise<ResultSink> {
  if (output === undefined) {
    return { write: io.stdout, finish: () => undefined, discard: () => undefined };
  }
  const file = await io.create(output);
  return {
    write: async (bytes) => {
      file.write(bytes);
      return true;
    },
    finish: () => file.commit(),
    discard: () => file.discard(),
  };
}
