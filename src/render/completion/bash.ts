import { type CompletionCommand, type CompletionScript, quote } from './script.js';

/** For bash; where no word of ours fits, bash completes files. */
export function bashScript({ program, commands }: CompletionScript): string {
  const name = `_${program.replaceAll('-', '_')}`;
  const names = commands.map((one) => one.name);
  return `# Completion of ${program} for bash.
${name}() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} command= words= i
  # A type is TYPE:FILE, and bash takes a colon for the end of a word.
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in ${names.join('|')}) command=\${COMP_WORDS[i]}; break ;; esac
  done
  case $command:$before in
${commands.flatMap(valueCases).join('\n')}
    *)
      case $command:$current in
${commands.map(wordCases).join('\n')}
        *) words=${quote([...names, '--help', '--version'].join(' '))} ;;
      esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o bashdefault -o default -F ${name} ${program}
`;
}

function valueCases({ name, options }: CompletionCommand): string[] {
  return options.flatMap(({ flags, values }) =>
    values === undefined
      ? []
      : [`    ${flags.map((flag) => `${name}:${flag}`).join('|')}) words=${quote(values.join(' '))} ;;`],
  );
}

function wordCases({ name, options, words }: CompletionCommand): string {
  const flags = options.flatMap((one) => one.flags).join(' ');
  return `        ${name}:-*) words=${quote(flags)} ;;\n        ${name}:*) words=${quote(words.join(' '))} ;;`;
}
