import { type Command, Option } from 'commander';
import { rowSets } from '../model/diff.js';
import { pageFormats } from '../render/formats.js';
import type { DiffCliOptions } from './diff.js';
import type { Session } from './session.js';
import {
  addExamples,
  addOutputOptions,
  addReadingOptions,
  addTextOptions,
  configOption,
  containerOption,
  failOnOption,
  formatOption,
  modeOption,
} from './shared-options.js';
import { addTableOptions } from './tables.js';

/** Adds the command `diff`. */
export function addDiff(program: Command, session: Session): void {
  const command = program
    .command('diff')
    .description('compare what firmware says with what VFIO tells userspace and what the guest is shown')
    .argument(
      '[file...]',
      'a case folder, a folder or tar of captures, or files, sorted by what they are; logs and configurations beside them',
    )
    .option('--firmware <file...>', 'query and list responses or pages of the host, or a capture of it')
    .option('--vfio <file...>', 'VFIO and iommufd buffers, dumps of proposals, sysfs texts and folders')
    .option('--guest <file...>', 'query and list responses or pages of the guest, or a capture made in it')
    .addOption(configOption())
    .addOption(formatOption(pageFormats).default('table'))
    .addOption(new Option('--only <set>', 'only findings, or findings and rows where sides differ').choices(rowSets))
    .option('--linux <version>', 'Linux that filled the VFIO buffers; otherwise found from their bytes')
    .option('--qemu <version>', 'QEMU that answered the guest; otherwise the newest')
    .addOption(modeOption())
    .addOption(containerOption());
  addTextOptions(addReadingOptions(command)).addOption(failOnOption('error'));
  addExamples(addOutputOptions(addTableOptions(command)), examples).action(
    async (files: string[], options: DiffCliOptions) => {
      const { runDiff } = await import('./diff.js');
      await runDiff(files, options, session);
    },
  );
}

const examples = `
Examples:
  zpci-inspect diff case-folder
  zpci-inspect diff zpci-capture.tgz          (one report for each function of the host)
  zpci-inspect diff host-query-fn.bin vfio-device-info.bin --guest guest-query-fn.bin
  zpci-inspect diff --firmware fn.bin grp.bin list.bin --vfio device-info.bin iommu-info.bin --guest g-fn.bin g-grp.bin
  zpci-inspect diff host.tgz --guest guest.tgz --config domain.xml    (virsh dumpxml GUEST)
  zpci-inspect diff --only findings --qemu 7.2 case-folder`;
