import { type CompletionCommand, type CompletionOption, type CompletionScript, quote } from './script.js';

/** For fish, which shows the descriptions beside the words. */
export function fishScript({ program, commands }: CompletionScript): string {
  const lines = commands.flatMap((command) => [
    `complete -c ${program} -n __fish_use_subcommand -a ${command.name} -d ${quote(command.description)}`,
    ...commandLines(program, command),
  ]);
  const head = [
    `# Completion of ${program} for fish.`,
    `complete -c ${program} -n __fish_use_subcommand -l help -l version`,
  ];
  return `${[...head, ...lines].join('\n')}\n`;
}

function commandLines(program: string, { name, options, words }: CompletionCommand): string[] {
  const start = `complete -c ${program} -n ${quote(`__fish_seen_subcommand_from ${name}`)}`;
  const own = words.length === 0 ? [] : [`${start} -a ${quote(words.join(' '))}`];
  return [...own, ...options.map((option) => `${start} ${optionWords(option)}`)];
}

function optionWords({ flags, description, values }: CompletionOption): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const what = values === undefined ? [] : values.length === 0 ? ['-r'] : ['-x', `-a ${quote(values.join(' '))}`];
  return [...names, ...what, `-d ${quote(description)}`].join(' ');
}
