/**
 * The program as a function: arguments and the outside world in, exit code out.
 */
import { CommanderError } from 'commander';
import { ToolError } from '../model/errors.js';
import type { Io } from '../model/ports.js';
import { safeLines } from '../render/safe.js';
import { exitCodes } from './exit-codes.js';
import { withCommand } from './first-word.js';
import { printError } from './print-error.js';
import { commandNames, makeProgram } from './program.js';

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
  const help: Promise<unknown>[] = [];
  try {
    const words = withCommand(argv, commandNames, io);
    const program = makeProgram({ io, argv: words, found }, words[0], (text) => help.push(io.stdout(text)));
    const parsed = program.parseAsync([...words], { from: 'user' });
    await parsed.finally(() => Promise.all(help));
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.trouble;
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
