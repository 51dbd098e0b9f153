/**
 * A command line through commander, which knows all commands and options and explains what is wrong.
 */
import { CommanderError } from 'commander';
import { exitCodes } from './exit-codes.js';
import { makeProgram } from './program.js';
import type { Session } from './session.js';

/** Runs what `session.argv` says. Returns the exit code of commander. @throws ToolError for trouble. */
export async function runDeclared(session: Session): Promise<number> {
  const { io, argv } = session;
  const help: Promise<unknown>[] = [];
  try {
    const program = makeProgram(session, argv[0], (text) => help.push(io.stdout(text)));
    const parsed = program.parseAsync([...argv], { from: 'user' });
    await parsed.finally(() => Promise.all(help));
    return exitCodes.ok;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.trouble;
  }
}
