import type { Command } from 'commander';
import type { OutputOptions } from './output.js';
import type { Session } from './session.js';
import { addExamples, addOutputOptions } from './shared-options.js';

/** Adds the command `help`. */
export function addHelp(program: Command, session: Session): void {
  const command = program
    .command('help')
    .description('print a topic of the reference, or the help of a command')
    .argument('[topic]', 'a topic or a command; without it: which topics there are');
  addExamples(addOutputOptions(command), examples).action(async (name: string | undefined, options: OutputOptions) => {
    const { runHelp } = await import('./help.js');
    await runHelp(name, options, program, session);
  });
}

const examples = `
Examples:
  zpci-inspect help                   the topics
  zpci-inspect help formats           which dumps and files can be read
  zpci-inspect help diff              the options of diff`;
