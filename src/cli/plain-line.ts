/**
 * Command lines that hold nothing but known options and files. They are read here: to load commander and to declare the
 * options of a command takes longer than to decode a block. Whatever needs a second look, or a message, is left to it.
 */

/** An option as a plain command line may give it. */
export interface PlainOption {
  /** What commander calls its value. */
  readonly key: string;
  /** False for a flag. */
  readonly takesValue: boolean;
  /** The values that it can have; undefined when any text is one. */
  readonly choices?: readonly string[] | undefined;
}

export interface PlainCommand {
  /** By what is written on the command line, `-f` and `--format`. */
  readonly options: ReadonlyMap<string, PlainOption>;
  /** Values of options that are not given. */
  readonly defaults: Readonly<Record<string, unknown>>;
}

export interface PlainLine {
  readonly files: string[];
  /** As commander would give them. */
  readonly options: Record<string, unknown>;
}

/** Files and options in `words`, which follow the command; undefined when commander is to read them. */
export function plainLine(words: readonly string[], { options, defaults }: PlainCommand): PlainLine | undefined {
  const files: string[] = [];
  const values = new Map<string, unknown>(Object.entries(defaults));
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '-' || !word.startsWith('-')) {
      files.push(word);
      continue;
    }
    const end = word.startsWith('--') ? word.indexOf('=') : -1;
    const option = options.get(end < 0 ? word : word.slice(0, end));
    if (option === undefined || (end >= 0 && !option.takesValue)) return undefined;
    const value = !option.takesValue || (end < 0 ? words[++i] : word.slice(end + 1));
    if (value === undefined || (value !== true && !isPlain(value, option))) return undefined;
    values.set(option.key, value);
  }
  return { files, options: Object.fromEntries(values) };
}

/** False for what may be another option, and for no choice of this one. */
function isPlain(value: string, { choices }: PlainOption): boolean {
  return value !== '' && !value.startsWith('-') && choices?.includes(value) !== false;
}
