/**
 * Reasons as footnotes: each text once, numbered in the order of first use.
 */
import type { ExposureResult } from '../model/result.js';
import { safe } from './safe.js';

interface Note {
  readonly who: string;
  readonly text: string;
}

export class Reasons {
  readonly #notes = new Map<string, { readonly number: number; readonly note: Note }>();

  /** Number of the reason that an interface has. */
  add(who: string, entry: ExposureResult): number {
    const text = entry.unsure === undefined ? entry.why : `${entry.why} Unsure: ${entry.unsure}`;
    const key = `${who} ${text}`;
    const known = this.#notes.get(key) ?? { number: this.#notes.size + 1, note: { who, text } };
    this.#notes.set(key, known);
    return known.number;
  }

  /** One line a reason, as wide as it is: number, interface, text. */
  lines(): readonly {
    readonly number: number;
    readonly who: string;
    readonly text: string;
  }[] {
    return [...this.#notes.values()].map(({ number, note }) => ({
      number,
      who: note.who,
      text: safe(note.text),
    }));
  }
}
