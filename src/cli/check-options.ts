import { type Command, Option } from 'commander';
import { reporters } from '../render/formats.js';
import type { CheckCliOptions } from './check-settings.js';
import type { Session } from './session.js';
import { addExamples, addOutputOptions, addWordOptions, failOnOption, modeOption } from './shared-options.js';
import { addTableOptions } from './tables.js';

const reporterNames = Object.keys(reporters)
  .join(', ')
  .replace(/, (\w+)$/, ' or $1');

/** Adds the command `check`. */
export function addCheck(program: Command, session: Session): void {
  const command = program
    .command('check')
    .description('check cases of captured blocks against their expectations')
    .argument('[path...]', 'folders of cases; with --init: the captured files, or a capture')
    .option('--filter <pattern>', 'only cases with this in their name; * and ? make it a pattern for the whole name')
    .option('--list', 'name the cases and check nothing')
    .addOption(
      new Option('--reporter <name[:file]>', `${reporterNames}; may be given several times`).argParser(
        (value: string, all: readonly string[] | undefined) => [...(all ?? []), value],
      ),
    )
    .option('--update', 'make the expectations what the tables say today; refused when CI is set')
    .option('--force', '--update even when CI is set')
    .addOption(failOnOption('error', 'exit 1 at a failed case; with warning also at an allowance that does nothing'));
  addInitOptions(command);
  addExamples(addOutputOptions(addTableOptions(command)), examples).action(
    async (paths: string[], options: CheckCliOptions) => {
      const { runCheck } = await import('./check.js');
      await runCheck(paths, options, session);
    },
  );
}

/** What a new case says of itself. */
function addInitOptions(command: Command): void {
  command
    .option('--init <dir>', 'make a new case in this folder from the files given; TYPE:FILE pins the type of one')
    .option('--title <text>', 'with --init: what the case shows')
    .option('--how <text>', 'with --init: how the bytes came to be')
    .option('--synthetic', 'with --init: the bytes were made up, not captured')
    .option('--linux <version>', 'with --init: Linux that filled the VFIO buffers')
    .option('--qemu <version>', 'with --init: QEMU that answered the guest')
    .option('--input <format>', 'with --init: text format of the files, or binary');
  addWordOptions(command, 'with --init: ').addOption(modeOption('with --init: how the function reaches its guest'));
}

const examples = `
Examples:
  zpci-inspect check fixtures                           every case below this folder
  zpci-inspect check fixtures --filter 'captures/*' -v
  zpci-inspect check --reporter pretty --reporter junit:report.xml cases
  zpci-inspect check --update cases && git diff cases   take what the tables say today, then review it
  zpci-inspect check --init cases/my-host zpci-capture.tgz
  zpci-inspect check --init cases/by-hand host-fn.bin vfio-device-info.bin --linux 6.12
  zpci-inspect check --init cases/failed TYPE:answer.bin  (types: zpci-inspect fields)`;
