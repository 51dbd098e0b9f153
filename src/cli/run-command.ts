import type { Io } from '../model/ports.js';
import { commandNames } from './command-names.js';
import type { DecodeCliOptions } from './decode-settings.js';
import { exitCodes } from './exit-codes.js';
import { withCommand } from './first-word.js';
import { plainDecode } from './plain-decode.js';
import { plainLine } from './plain-line.js';
import type { Session } from './session.js';

/**
 * Runs a command; `found` raises the exit code, what is returned is that of the command line. A plain `decode`, which is
 * what most runs are, needs no commander. @throws ToolError for trouble.
 */
export async function runCommand(argv: readonly string[], io: Io, found: Session['found']): Promise<number> {
  const words = withCommand(argv, commandNames, io);
  const session: Session = { io, argv: words, found };
  const plain = words[0] === 'decode' ? plainLine(words.slice(1), plainDecode()) : undefined;
  if (plain === undefined) return (await import('./run-declared.js')).runDeclared(session);
  const { runDecode } = await import('./decode.js');
  // Their types are what the declarations say, as they are for commander.
  await runDecode(plain.files, plain.options as unknown as DecodeCliOptions, session);
  return exitCodes.ok;
}
