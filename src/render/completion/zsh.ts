import { type CompletionCommand, type CompletionScript, quote } from './script.js';

/** For zsh: the file `_zpci-inspect` of a folder in fpath. */
export function zshScript({ program, commands }: CompletionScript): string {
  const names = commands.map((one) => one.name);
  const described = commands.map(
    ({ name, description }) => `    ${quote(`${name}:${description.replaceAll(':', ';')}`)}`,
  );
  return `#compdef ${program}
# Completion of ${program} for zsh.
local command= i
local -a names
for ((i = 2; i < CURRENT; i++)); do
  case $words[i] in (${names.join('|')}) command=$words[i]; break ;; esac
done
case $command:$words[CURRENT-1] in
${commands.flatMap(valueCases).join('\n')}
esac
case $command:$PREFIX in
${commands.map(wordCases).join('\n')}
  (:-*) compadd -- --help --version ;;
  (*)
    names=(
${described.join('\n')}
    )
    _describe command names
    _files ;;
esac
`;
}

function valueCases({ name, options }: CompletionCommand): string[] {
  return options.flatMap(({ flags, values }) => {
    if (values === undefined) return [];
    const pattern = flags.map((flag) => `${name}:${flag}`).join('|');
    return [
      `  (${pattern}) ${values.length === 0 ? '_files' : `compadd -- ${values.map(quote).join(' ')}`}; return ;;`,
    ];
  });
}

function wordCases({ name, options, words }: CompletionCommand): string {
  const flags = options.flatMap((one) => one.flags).join(' ');
  const own = words.length === 0 ? '' : `compadd -- ${words.map(quote).join(' ')}; `;
  return `  (${name}:-*) compadd -- ${flags} ;;\n  (${name}:*) ${own}_files ;;`;
}
