/** What a completion script is made of, for every shell. */
export interface CompletionScript {
  readonly program: string;
  readonly commands: readonly CompletionCommand[];
}

export interface CompletionCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletionOption[];
  /** Words that its arguments can be; files can be named besides. */
  readonly words: readonly string[];
}

export interface CompletionOption {
  /** `-f` and `--format`. */
  readonly flags: readonly string[];
  readonly description: string;
  /** What may follow: nothing, one of these words, or (an empty list) something that only the user knows, such as a file. */
  readonly values: readonly string[] | undefined;
}

/** A text in single quotes, as every shell here reads it. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
