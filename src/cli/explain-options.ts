import type { Command } from 'commander';
import { reportFormats } from '../render/formats.js';
import { addConditionOptions } from './conditions.js';
import type { ExplainCliOptions } from './explain.js';
import type { Session } from './session.js';
import { addExamples, addOutputOptions, formatOption } from './shared-options.js';
import { addTableOptions } from './tables.js';

/** Adds the command `explain`. */
export function addExplain(program: Command, session: Session): void {
  const command = program
    .command('explain')
    .description('explain a word that the tool prints: a field, a struct, a finding, a check, a code, an interface')
    .argument('<word>', 'what to explain')
    .option('--all', 'proposals too, which were never merged')
    .addOption(formatOption(reportFormats).default('table'));
  addExamples(addOutputOptions(addTableOptions(addConditionOptions(command))), examples).action(
    async (word: string, options: ExplainCliOptions) => {
      const { runExplain } = await import('./explain.js');
      await runExplain(word, options, session);
    },
  );
}

const examples = `
Examples:
  zpci-inspect explain fid
  zpci-inspect explain RESERVED_NOT_ZERO
  zpci-inspect explain 0x010b
  zpci-inspect explain base.fh
  zpci-inspect explain fid --qemu 9.2 --mode interpret`;
