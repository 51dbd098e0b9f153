/**
 * A command line through commander. Loaded when there is one to be understood.
 */
import { CommanderError } from 'commander';
import type { Io } from '../model/ports.js';
import { exitCodes } from './exit-codes.js';
import { withCommand } from './first-word.js';
import { commandNames, makeProgram } from './program.js';
import type { Session } from './session.js';

/** Runs a command; `found` raises the exit code, what is returned is that of commander. @throws ToolError for trouble. */
export async function runCommand(argv: readonly string[], io: Io, found: Session['found']): Promise<number> {
  const help: Promise<unknown>[] = [];
  try {
    const words = withCommand(argv, commandNames, io);
    const program = makeProgram({ io, argv: words, found }, words[0], (text) => help.push(io.stdout(text)));
    const parsed = program.parseAsync([...words], { from: 'user' });
    await parsed.finally(() => Promise.all(help));
    return exitCodes.ok;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.trouble;
  }
}
