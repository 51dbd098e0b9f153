import { type Command, Option } from 'commander';
import { matchKeys } from '../model/compare.js';
import { pageFormats } from '../render/formats.js';
import type { CompareCliOptions } from './compare.js';
import type { Session } from './session.js';
import {
  addExamples,
  addOutputOptions,
  addReadingOptions,
  failOnOption,
  formatOption,
  modeOption,
} from './shared-options.js';
import { addTableOptions } from './tables.js';

/** Adds the command `compare`. */
export function addCompare(program: Command, session: Session): void {
  const command = program
    .command('compare')
    .description('what changed between two captures, and which of it a guest sees')
    .argument('<before>', 'a capture, a case folder, a folder or tar of blocks, or one block')
    .argument('<after>', 'the same later, after an update, or of another machine')
    .option('--guest <file...>', 'captures made in the guest, before and after: what it was really shown')
    .addOption(new Option('--match <key>', 'how functions are paired').choices(matchKeys).default('fid'))
    .option(
      '--qemu <A,B>',
      'QEMU of the guests before and after: two different ones are predicted; one stands for both',
    )
    .option('--linux <A,B>', 'Linux before and after, where the captures do not say it; one stands for both')
    .addOption(modeOption('how functions reach their guests, for predictions'))
    .addOption(formatOption(pageFormats).default('table'))
    .addOption(failOnOption('error', 'exit 1 at changes of this severity'));
  addExamples(addOutputOptions(addTableOptions(addReadingOptions(command))), examples).action(
    async (before: string, after: string, options: CompareCliOptions) => {
      const { runCompare } = await import('./compare.js');
      await runCompare(before, after, options, session);
    },
  );
}

const examples = `
error: a promise to a guest is taken back; warning: a guest finds another value; note: only the host or userspace do;
ok: the versions explain it, or it is in the nature of the fact.

Examples:
  zpci-inspect compare monday.tgz tuesday.tgz
  zpci-inspect compare host.tgz host.tgz --qemu 7.2,11.1      what an update of QEMU changes for guests
  zpci-inspect compare monday.tgz tuesday.tgz --guest guest1.tgz guest2.tgz
  zpci-inspect compare old-host.tgz new-host.tgz --match pchid --format markdown`;
