/**
 * What a command line asks for when it does not begin with a command: files, or what is piped in, are decoded.
 */
import { ToolError } from '../model/errors.js';
import { suggestion } from '../model/nearest.js';
import type { Io } from '../model/ports.js';

/** Options that the program itself has. */
const ownOptions: ReadonlySet<string> = new Set(['--help', '-h', '--version']);

/**
 * The command line with its command in front. The name of a command goes before a file that is called so.
 * @throws ToolError when the first word is neither a command nor a file.
 */
export function withCommand(argv: readonly string[], commands: readonly string[], io: Io): readonly string[] {
  const [first] = argv;
  if (first === undefined) return io.stdinIsGiven ? ['decode'] : argv;
  if (commands.includes(first) || ownOptions.has(first)) return argv;
  if (isInput(first, io)) return ['decode', ...argv];
  if (!first.startsWith('-')) throw unknownWord(first, commands, io);
  const isForDecode = io.stdinIsGiven || argv.some((word) => isInput(word, io));
  return isForDecode ? ['decode', ...argv] : argv;
}

/** A file or folder, also with a type in front of it, or standard input. */
function isInput(word: string, io: Io): boolean {
  return word === '-' || io.exists(word) || io.exists(word.slice(word.indexOf(':') + 1));
}

function unknownWord(word: string, commands: readonly string[], io: Io): ToolError {
  const advice = io.stdinIsGiven ? ['to decode standard input, give no word, or: zpci-inspect decode -'] : [];
  const message = `no command and no file is called '${word}'${suggestion(word, commands)}`;
  return new ToolError(message, [...advice, 'zpci-inspect --help lists the commands']);
}
