import type { Io } from '../model/ports.js';
import type { ReadInput } from '../render/options.js';

/** What a command may do to the outside. */
export interface Session {
  readonly io: Io;
  /** The command line without node and script. */
  readonly argv: readonly string[];
  /** Raises the exit code. */
  readonly found: (code: number) => void;
  /** What was read so far, where somebody remembers it. */
  readonly inputs?: (() => readonly ReadInput[]) | undefined;
}
