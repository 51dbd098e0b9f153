/**
 * The program as a function: arguments and the outside world in, exit code out.
 */
import { ToolError } from '../model/errors.js';
import type { Io } from '../model/ports.js';
import { safeLines } from '../render/safe.js';
import { exitCodes } from './exit-codes.js';
import { printError } from './print-error.js';

/**
 * Runs one command line (`argv` without node and script).
 *
 * Results go to `io.stdout`, everything else to `io.stderr`. Never throws.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let code: number = exitCodes.ok;
  const found = (more: number): void => {
    code = Math.max(code, more);
  };
  try {
    if (argv.length === 1 && argv[0] === '--version') {
      // Neither commander nor the tables are needed, which take most of the time of a start.
      await io.stdout((await import('./version.js')).versionText());
      return code;
    }
    const { runCommand } = await import('./run-command.js');
    return Math.max(await runCommand(argv, io, found), code);
  } catch (error) {
    if (error instanceof ToolError) {
      printError(io, error);
      return exitCodes.trouble;
    }
    io.stderr(bugReport(error));
    return exitCodes.bug;
  }
}

/** What is printed for anything thrown that is no ToolError. */
export function bugReport(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `zpci-inspect: internal error; please report it with its input\n${safeLines(text)}\n`;
}
