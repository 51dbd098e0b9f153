import { type Command, Option } from 'commander';
import type { AuditCliOptions } from './audit.js';
import { addOutputOptions } from './output.js';
import type { Session } from './session.js';
import { addTableOptions } from './tables.js';

/** Adds the command `audit`. */
export function addAudit(program: Command, session: Session): void {
  const command = program
    .command('audit')
    .description('answer the questions of a review for one interface: consistency, reserved bytes, use, leaks, scope')
    .argument('<interface>', 'name of the interface; an unknown one lists them all')
    .option('--block <file...>', 'blocks of this interface, whose bytes prove the answers; TYPE:FILE pins a type')
    .addOption(
      new Option('-f, --format <format>', 'form of the result').choices(['table', 'json', 'markdown']).default('table'),
    )
    .option('-t, --type <type>', 'type of all blocks without a type of their own')
    .addOption(new Option('--endian <order>', 'byte order of VFIO buffers').choices(['big', 'little']))
    .option('--input <format>', 'text format of the blocks, or binary')
    .addOption(
      new Option('--codepage <page>', 'EBCDIC code page of text fields').choices(['037', '500', '1047']).default('037'),
    );
  addOutputOptions(addTableOptions(command))
    .addHelpText('after', examples)
    .action(async (name: string, options: AuditCliOptions) => {
      const { runAudit } = await import('./audit.js');
      await runAudit(name, options, session);
    });
}

const examples = `
Examples:
  zpci-inspect audit vfio-zdev
  zpci-inspect audit rfc-2019-v2 --block iommu-info.bin       the bytes that it leaks
  zpci-inspect audit sysfs -q                                 six verdicts without their proofs
  zpci-inspect audit clp-ioctl --format json | jq '.answers.leaks.rows[].field'`;
