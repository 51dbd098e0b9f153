import type { Source } from '../model/layout.js';
import type { Explanation } from '../model/tables.js';

export type Fact = Explanation['facts'][number];

/** A fact, when there is something to say. */
export function fact(name: string, text: string | null | undefined): Fact[] {
  return text === null || text === undefined || text === '' ? [] : [{ name, text }];
}

/** Where something was read. */
export function sourceText(source: Source): string {
  return `${source.file}, ${source.symbol} (${source.version})`;
}

/** True when two words are the same but for case. */
export function isSame(one: string | undefined, other: string): boolean {
  return one?.toUpperCase() === other.toUpperCase();
}
