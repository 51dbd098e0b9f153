/**
 * Trouble that is the caller's to mend: one clear line, exit code 2. Everything else that is thrown
 * is a bug of the tool (exit code 70).
 */
export class ToolError extends Error {
  override readonly name = 'ToolError';
  /** Further lines: candidates with their reasons, what to do. */
  readonly details: readonly string[];

  constructor(message: string, details: readonly string[] = []) {
    super(message);
    this.details = details;
  }
}

/** What was read holds no block at all: trouble for a file that somebody named, none for one that lies beside others. */
export class NoBlockError extends ToolError {}

/** A container is damaged: no further entry can be read. Whoever reads an entry and whoever asks for the next get it. */
export class DamagedContainerError extends ToolError {}
