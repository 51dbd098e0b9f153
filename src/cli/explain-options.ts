import type { Command } from 'commander';
import { reportFormats } from '../render/formats.js';
import { addConditionOptions } from './conditions.js';
import type { ExplainCliOptions } from './explain.js';
import { addOutputOptions } from './output.js';
import type { Session } from './session.js';
import { formatOption } from './shared-options.js';
import { addTableOptions } from './tables.js';

/** Adds the command `explain`. */
export function addExplain(program: Command, session: Session): void {
  const command = program
    .command('explain')
    .description('explain a field, a layout, a finding, a code or an interface')
    .argument('<word>', 'what to explain')
    .addOption(formatOption(reportFormats).default('table'));
  addOutputOptions(addTableOptions(addConditionOptions(command)))
    .addHelpText('after', examples)
    .action(async (word: string, options: ExplainCliOptions) => {
      const { runExplain } = await import('./explain.js');
      await runExplain(word, options, session);
    });
}

const examples = `
Examples:
  zpci-inspect explain fid
  zpci-inspect explain RESERVED_NOT_ZERO
  zpci-inspect explain 0x010b`;
