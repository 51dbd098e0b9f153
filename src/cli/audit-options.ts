import type { Command } from 'commander';
import { pageFormats } from '../render/formats.js';
import type { AuditCliOptions } from './audit.js';
import { addConditionOptions } from './conditions.js';
import type { Session } from './session.js';
import { addExamples, addOutputOptions, addReadingOptions, collect, formatOption } from './shared-options.js';
import { addTableOptions } from './tables.js';

/** Adds the command `audit`. */
export function addAudit(program: Command, session: Session): void {
  const command = program
    .command('audit')
    .description(
      'answer the questions of a review for one interface: consistency, reserved bytes, use, leaks, scope, revision',
    )
    .argument('<interface>', 'name of the interface; an unknown one lists them all')
    .option('--block <file...>', 'blocks of this interface, whose bytes prove the answers; TYPE:FILE pins a type')
    .option('--btf <path>', 'measure the way of each value in a kernel: a folder as /sys/kernel/btf, or files', collect)
    .addOption(formatOption(pageFormats).default('table'));
  addExamples(addOutputOptions(addTableOptions(addConditionOptions(addReadingOptions(command)))), examples).action(
    async (name: string, options: AuditCliOptions) => {
      const { runAudit } = await import('./audit.js');
      await runAudit(name, options, session);
    },
  );
}

const examples = `
Examples:
  zpci-inspect audit vfio-zdev
  zpci-inspect audit vfio-zdev --btf /sys/kernel/btf          its first answer, measured in this kernel
  zpci-inspect audit rfc-2019-v2 --block iommu-info.bin       the bytes that it leaks
  zpci-inspect audit sysfs -q                                 seven verdicts without their proofs
  zpci-inspect audit qemu --qemu 11.1 --mode interpret        what such a guest is shown
  zpci-inspect audit clp-ioctl --format json | jq '.answers.leaks.rows[].field'`;
