import type { Command } from 'commander';
import { reportFormats } from '../render/formats.js';
import { addConditionOptions } from './conditions.js';
import type { FieldsCliOptions } from './fields-settings.js';
import type { Session } from './session.js';
import { addExamples, addOutputOptions, collect, formatOption, onlyClassOption } from './shared-options.js';
import { addTableOptions } from './tables.js';

/** Adds the command `fields`. */
export function addFields(program: Command, session: Session): void {
  const command = program
    .command('fields')
    .description('print the field table: all layouts, one layout, or one field; with --matrix the exposures')
    .argument('[name]', 'layout or field')
    .option('--matrix', 'field by interface, with reason and source')
    .option('--export [name]', 'a layout or an interface as a file for --layouts or --views, to begin with')
    .option(
      '--btf <path>',
      "the struct as a kernel has it: a folder as /sys/kernel/btf, files, the kernel's first, or a capture",
      collect,
    )
    .option('--cap-version <number>', 'with --btf: version of a capability that its new members belong to')
    .option('--union <member>', 'with --btf: a member of a union to take, instead of the first', collect)
    .addOption(formatOption(reportFormats).default('table'))
    .addOption(onlyClassOption('only this exposure'));
  addExamples(addOutputOptions(addTableOptions(addConditionOptions(command))), examples).action(
    async (name: string | undefined, options: FieldsCliOptions) => {
      const { runFields } = await import('./fields.js');
      await runFields(name, options, session);
    },
  );
}

const examples = `
Examples:
  zpci-inspect fields                      all layouts
  zpci-inspect fields fid                  every struct with a member of that name
  zpci-inspect fields --matrix             every firmware field under every interface
  zpci-inspect fields --matrix --only virtualized --format markdown
  zpci-inspect fields refresh --matrix --qemu 8.0 --mode interpret
  zpci-inspect fields --btf /sys/kernel/btf zpci_dev            a struct as this kernel has it
  zpci-inspect fields --export STRUCT > mine.json     then decode --layouts mine.json block.bin`;
