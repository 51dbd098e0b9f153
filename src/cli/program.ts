/**
 * The command line: commands and options. What a command does is loaded when it runs.
 */
import { Command, CommanderError } from 'commander';
import { own } from '../model/own.js';
import { safeLines } from '../render/safe.js';
import { addAudit } from './audit-options.js';
import { addCapture } from './capture-options.js';
import { addCheck } from './check-options.js';
import type { CommandName } from './command-names.js';
import { addCompare } from './compare-options.js';
import { addCompletion } from './completion-options.js';
import { addDecode } from './decode-options.js';
import { addDiff } from './diff-options.js';
import { addEncode } from './encode-options.js';
import { addExplain } from './explain-options.js';
import { addFields } from './fields-options.js';
import { addHelp } from './help-options.js';
import { addList } from './list-options.js';
import { widthOf } from './output.js';
import { addPredict } from './predict-options.js';
import type { Session } from './session.js';
import { addVerify } from './verify-options.js';

type AddCommand = (program: Command, session: Session) => void;

/** Commands by what somebody wants to do, as the help groups them. */
const groups = {
  'Look and compare:': {
    list: addList,
    decode: addDecode,
    diff: addDiff,
    compare: addCompare,
    predict: addPredict,
  },
  'Ask the tables:': { explain: addExplain, fields: addFields, audit: addAudit, verify: addVerify },
  'Captures and cases:': { capture: addCapture, check: addCheck, encode: addEncode },
  'Help:': { help: addHelp, completion: addCompletion },
} as const satisfies Readonly<Record<string, Readonly<Record<string, AddCommand>>>>;

const commands: Readonly<Record<Exclude<CommandName, 'version'>, AddCommand>> = {
  ...groups['Look and compare:'],
  ...groups['Ask the tables:'],
  ...groups['Captures and cases:'],
  ...groups['Help:'],
};

/** Commands that speak of all the others. */
const needAll: ReadonlySet<string | undefined> = new Set(['help', 'completion']);

/**
 * The command line. Usage errors are thrown as CommanderError.
 *
 * `writeOut` gets the help. When the first argument is a command, only that one is made: it is all that this run can need.
 * Only `help` and `completion` know all of them.
 */
export function makeProgram(session: Session, first: string | undefined, writeOut: (text: string) => void): Command {
  const { io } = session;
  const program = new Command('zpci-inspect');
  program
    .description(`${what}\n${programExamples}`)
    .exitOverride()
    .configureOutput({
      writeOut,
      writeErr: (text) => io.stderr(text),
      getOutHelpWidth: () => widthOf(io),
      getErrHelpWidth: () => widthOf(io),
      outputError: (text, write) => write(safeLines(text.replace(/^error: /, 'zpci-inspect: '))),
    })
    .showSuggestionAfterError()
    .helpCommand(false)
    .option('-V, --version', 'print the version of the tool and of its tables')
    .addHelpText('after', exitCodesText)
    .action(async (options: { version?: true }) => {
      if (options.version !== true) {
        io.stderr(program.helpInformation());
        throw new CommanderError(2, 'usage', 'no command given');
      }
      await printVersion(session);
    });
  program.command('version', { hidden: true }).action(() => printVersion(session));
  const named = first === undefined || needAll.has(first) ? undefined : own(commands, first);
  if (named !== undefined) named(program, session);
  else addAll(program, session);
  return program;
}

function addAll(program: Command, session: Session): void {
  for (const [heading, members] of Object.entries(groups)) {
    program.commandsGroup(heading);
    for (const add of Object.values(members)) add(program, session);
  }
}

async function printVersion({ io }: Session): Promise<void> {
  const { versionText } = await import('./version.js');
  await io.stdout(versionText());
}

const what = "See what a zPCI function's firmware says, what VFIO tells userspace, and what the guest is shown.";

const programExamples = `
Examples:
  zpci-inspect page.bin                   a CLP page or a VFIO buffer, field by field (short for decode)
  xxd page.bin | zpci-inspect             the same from a pasted dump
  zpci-inspect fields --matrix            every firmware field under every interface
  zpci-inspect explain 0x010b             what a code, a field or a finding means
  zpci-inspect help diff                  options and examples of a command`;

const exitCodesText = `
Exit codes: 0 nothing found, 1 a finding at or above --fail-on, 2 trouble,
70 a bug of the tool.`;
