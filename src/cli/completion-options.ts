import { Argument, type Command } from 'commander';
import { shells } from '../render/completion/shells.js';
import type { CompletionCliOptions } from './completion.js';
import type { Session } from './session.js';
import { addExamples, addOutputOptions } from './shared-options.js';

/** Adds the command `completion`. */
export function addCompletion(program: Command, session: Session): void {
  const command = program
    .command('completion')
    .description('print a script that completes commands, options, types, interfaces and fields in a shell')
    .addArgument(new Argument('<shell>', 'which shell reads it').choices(Object.keys(shells)));
  addExamples(addOutputOptions(command), examples).action(
    async (shell: keyof typeof shells, options: CompletionCliOptions) => {
      const { runCompletion } = await import('./completion.js');
      await runCompletion(shell, options, program, session);
    },
  );
}

const examples = `
Examples:
  zpci-inspect completion bash > ~/.local/share/bash-completion/completions/zpci-inspect
  zpci-inspect completion zsh > ~/.zfunc/_zpci-inspect       (a folder of fpath)
  zpci-inspect completion fish > ~/.config/fish/completions/zpci-inspect.fish`;
