import { type Command, Option } from 'commander';
import type { DiffCliOptions } from './diff.js';
import { addOutputOptions } from './output.js';
import type { Session } from './session.js';
import { addTableOptions } from './tables.js';

/** Adds the command `diff`. */
export function addDiff(program: Command, session: Session): void {
  const command = program
    .command('diff')
    .description('compare what firmware says with what VFIO tells userspace and what the guest is shown')
    .argument(
      '[file...]',
      'a case folder, a folder or tar of captures, or a firmware file and a user file; logs beside them',
    )
    .option('--firmware <file...>', 'query and list responses or pages of the host, or a capture of it')
    .option('--vfio <file...>', 'VFIO and iommufd buffers, dumps of proposals, sysfs texts and folders')
    .option('--guest <file...>', 'query and list responses or pages of the guest, or a capture made in it')
    .addOption(
      new Option('-f, --format <format>', 'form of the result').choices(['table', 'json', 'markdown']).default('table'),
    )
    .addOption(new Option('--only <set>', 'rows that are not as they should be').choices(['findings']))
    .option('--linux <version>', 'Linux that filled the VFIO buffers; otherwise told by their bytes')
    .option('--qemu <version>', 'QEMU that answered the guest; otherwise the newest')
    .addOption(
      new Option('--mode <mode>', 'how the function reaches its guest').choices(['emulated', 'intercept', 'interpret']),
    )
    .addOption(new Option('--container <kind>', 'container of the function').choices(['type1', 'iommufd']))
    .option('-t, --type <type>', 'type of all inputs without a type of their own')
    .addOption(new Option('--endian <order>', 'byte order of VFIO buffers').choices(['big', 'little']))
    .option('--input <format>', 'text format of the inputs, or binary')
    .addOption(
      new Option('--codepage <page>', 'EBCDIC code page of text fields').choices(['037', '500', '1047']).default('037'),
    )
    .addOption(new Option('--word <bytes>', 'word size of a word-grouped dump').choices(['2', '4', '8']))
    .addOption(new Option('--word-endian <order>', 'byte order of its words').choices(['big', 'little']))
    .option('--partial', 'go on where a damaged text allows it')
    .addOption(
      new Option('--fail-on <severity>', 'exit 1 at findings of this severity')
        .choices(['error', 'warning', 'never'])
        .default('error'),
    );
  addOutputOptions(addTableOptions(command))
    .addHelpText('after', examples)
    .action(async (files: string[], options: DiffCliOptions) => {
      const { runDiff } = await import('./diff.js');
      await runDiff(files, options, session);
    });
}

const examples = `
Examples:
  zpci-inspect diff case-folder
  zpci-inspect diff zpci-capture.tgz          (one report for each function of the host)
  zpci-inspect diff host-query-fn.bin vfio-device-info.bin --guest guest-query-fn.bin
  zpci-inspect diff --firmware fn.bin grp.bin list.bin --vfio device-info.bin iommu-info.bin --guest g-fn.bin g-grp.bin
  zpci-inspect diff --only findings --qemu 7.2 case-folder`;
