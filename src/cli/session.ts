import type { Io } from '../model/ports.js';

/** What a command may do to the outside. */
export interface Session {
  readonly io: Io;
  /** Raises the exit code. */
  readonly found: (code: number) => void;
}
