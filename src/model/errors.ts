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
