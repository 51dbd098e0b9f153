/** What must not happen, seen in one run. */
export class Finding extends Error {
  /** Two findings with the same key are one bug. */
  readonly key: string;

  constructor(key: string, message: string) {
    super(message);
    this.name = 'Finding';
    this.key = key;
  }
}

/** @throws Finding unless the condition holds. */
export function hold(condition: boolean, key: string, message: () => string): void {
  if (!condition) throw new Finding(key, message().slice(0, 2000));
}
