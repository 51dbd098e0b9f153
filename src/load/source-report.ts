import type { ToolError } from '../model/errors.js';

/** Takes what became of the sources of a command. */
export interface SourceReport {
  /** Something that somebody must mend: a line on stderr, exit code 2, and the other sources are read. */
  trouble(error: ToolError): void;
  /** A folder or tar of this name begins. */
  open(container: string): void;
  /** This many blocks were found in the folder or tar. */
  add(container: string | undefined, blocks: number): void;
  /** Something worth knowing. */
  note(text: string): void;
  /** A file of a folder or tar that is left out because it holds no block; -v names it. */
  skip(container: string, name: string, reason: string): void;
  /** For each folder or tar how many files were left out; one without any block is trouble. */
  finish(): void;
}

/** The same report, but the first trouble ends the command and nothing is counted. */
export function strictReport({ note }: SourceReport): SourceReport {
  return {
    trouble: (error) => {
      throw error;
    },
    note,
    skip: () => undefined,
    open: () => undefined,
    add: () => undefined,
    finish: () => undefined,
  };
}
