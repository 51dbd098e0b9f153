import type { Command } from 'commander';
import { listFormats } from '../render/formats.js';
import type { ListCliOptions } from './list-settings.js';
import type { Session } from './session.js';
import {
  addExamples,
  addOutputOptions,
  addReadingOptions,
  addTextOptions,
  configOption,
  containerOption,
  formatOption,
  modeOption,
  whereOption,
} from './shared-options.js';
import { addTableOptions } from './tables.js';

/** Adds the command `list`. */
export function addList(program: Command, session: Session): void {
  const command = program
    .command('list')
    .description('print the functions of a machine, one line each, with what diff finds in them')
    .argument('[path...]', "captures, folders, tars, sysfs trees, blocks; without one this machine's /sys (s390x)")
    .addOption(formatOption(Object.keys(listFormats)).default('table'))
    .option('-c, --columns <names>', 'columns, separated by commas: those of --list-columns, and C names')
    .option('--list-columns', 'print the names of the columns')
    .option('-n, --no-headings', 'rows alone')
    .addOption(whereOption('only functions for which it holds'))
    .option('--sort <column>', 'order of the rows: numbers and texts upwards, what is not known last')
    .addOption(configOption())
    .option('--base <path>', 'another root for /sys')
    .option('--linux <version>', 'as in diff')
    .option('--qemu <version>', 'as in diff')
    .addOption(modeOption())
    .addOption(containerOption());
  addTextOptions(addReadingOptions(command));
  addExamples(addOutputOptions(addTableOptions(command)), examples).action(
    async (files: string[], options: ListCliOptions) => {
      const { runList } = await import('./list.js');
      await runList(files, options, session);
    },
  );
}

const examples = `
Examples:
  zpci-inspect list                           this machine, from its /sys, without root
  zpci-inspect list host.tgz                  a capture, a folder of captures, or sysfs.tgz of dbginfo
  zpci-inspect list fn.bin grp.bin device-info.bin sysfs.txt     what they say of one function in one line
  zpci-inspect list captures/*.tgz --where 'noi>64' --where type=ROC2 --sort noi
  zpci-inspect list -n -c fid,address,driver host.tgz | while read fid address driver; do echo $address; done
  zpci-inspect list -f ndjson host.tgz | jq 'select(.findings.error > 0).fid'`;
