/**
 * The command line: commands and options. What a command does is loaded when it runs.
 */
import { Command, CommanderError } from 'commander';
import { own } from '../model/own.js';
import { safeLines } from '../render/safe.js';
import { addAudit } from './audit-options.js';
import { addCapture } from './capture-options.js';
import { addCheck } from './check-options.js';
import { addCompare } from './compare-options.js';
import { addDecode } from './decode-options.js';
import { addDiff } from './diff-options.js';
import { addEncode } from './encode-options.js';
import { addExplain } from './explain-options.js';
import { addFields } from './fields-options.js';
import { addHelp } from './help-options.js';
import { addList } from './list-options.js';
import { addPredict } from './predict-options.js';
import type { Session } from './session.js';
import { addVerify } from './verify-options.js';

const commands: Readonly<Record<string, (program: Command, session: Session) => void>> = {
  decode: addDecode,
  diff: addDiff,
  list: addList,
  compare: addCompare,
  check: addCheck,
  predict: addPredict,
  fields: addFields,
  audit: addAudit,
  verify: addVerify,
  explain: addExplain,
  encode: addEncode,
  capture: addCapture,
  help: addHelp,
};

/** The names of all commands. */
export const commandNames: readonly string[] = Object.keys(commands);

/**
 * The command line. Usage errors are thrown as CommanderError.
 *
 * `writeOut` gets the help. When the first argument is a command, only that one is made: it is all that this run can need.
 * Only `help` knows all of them.
 */
export function makeProgram(session: Session, first: string | undefined, writeOut: (text: string) => void): Command {
  const { io } = session;
  const program = new Command('zpci-inspect');
  program
    .description("See what a zPCI function's firmware says, what VFIO tells userspace, and what the guest is shown.")
    .exitOverride()
    .configureOutput({
      writeOut,
      writeErr: (text) => io.stderr(text),
      getOutHelpWidth: () => io.columns ?? 100,
      getErrHelpWidth: () => io.columns ?? 100,
      outputError: (text, write) => write(safeLines(text.replace(/^error: /, 'zpci-inspect: '))),
    })
    .showSuggestionAfterError()
    .helpCommand(false)
    .option('--version', 'print the version of the tool and of its tables')
    .addHelpText('after', programExamples)
    .action(async (options: { version?: true }) => {
      if (options.version !== true) {
        io.stderr(program.helpInformation());
        throw new CommanderError(2, 'usage', 'no command given');
      }
      const { versionText } = await import('./version.js');
      await io.stdout(versionText());
    });
  const named = first === undefined || first === 'help' ? undefined : own(commands, first);
  for (const add of named === undefined ? Object.values(commands) : [named]) add(program, session);
  return program;
}

const programExamples = `
Examples:
  zpci-inspect page.bin                   a CLP page or a VFIO buffer, field by field (short for decode)
  xxd page.bin | zpci-inspect             the same from a pasted dump
  zpci-inspect fields --matrix            every firmware field under every interface
  zpci-inspect explain 0x010b             what a code, a field or a finding means
  zpci-inspect help diff                  options and examples of a command

Exit codes: 0 nothing found, 1 a finding at or above --fail-on, 2 trouble, 70 a bug of the tool.`;
