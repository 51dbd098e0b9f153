/**
 * Reasons as footnotes: each text once, numbered in the order of first use, with the fields it is for.
 */
import type { ExposureResult } from '../model/result.js';
import { safe } from './safe.js';

interface Note {
  readonly who: string;
  readonly text: string;
  readonly fields: string[];
}

export class Reasons {
  readonly #notes = new Map<string, { readonly number: number; readonly note: Note }>();

  /** Number of the reason that an interface has for a field. */
  add(who: string, entry: ExposureResult, field: string): number {
    const text = entry.unsure === undefined ? entry.why : `${entry.why} Unsure: ${entry.unsure}`;
    const key = `${who} ${text}`;
    const known = this.#notes.get(key) ?? { number: this.#notes.size + 1, note: { who, text, fields: [] } };
    if (!known.note.fields.includes(field)) known.note.fields.push(field);
    this.#notes.set(key, known);
    return known.number;
  }

  /** One line a reason, as wide as it is: number, interface, fields, text. */
  lines(): readonly {
    readonly number: number;
    readonly who: string;
    readonly fields: string;
    readonly text: string;
  }[] {
    return [...this.#notes.values()].map(({ number, note }) => ({
      number,
      who: note.who,
      fields: note.fields.join(', '),
      text: safe(note.text),
    }));
  }
}
