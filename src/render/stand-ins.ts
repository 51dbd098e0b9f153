/**
 * Stand-ins for characters that do not take one column each: what takes two columns becomes two characters, so that
 * a width is a length. The table library also takes time with the square of a cell's length where there is a wide
 * one, and cells hold what files and tables of a user say.
 */
import stringWidth from 'string-width';

const first = 0xe000;
/** Stands behind a stand-in for its second column. */
const filler = '\uf8ff';
const last = 0xf8fe;

/** Texts of characters that take one column each, blanks and colours: most texts. */
const plain = /^[\s\u001b -~¡-¬®-ÿ←→≤]*$/;

export class StandIns {
  readonly #known = new Map<string, string>();
  readonly #originals: string[] = [];

  /** The text in characters of one column each; colours stay. */
  hide(text: string): string {
    if (plain.test(text)) return text;
    return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => this.#standIn(segment)).join('');
  }

  /** The text as it was. */
  show(text: string): string {
    return text.replace(/[\ue000-\uf8fe]\uf8ff*/g, (found) => this.#originals[found.charCodeAt(0) - first] ?? found);
  }

  #standIn(segment: string): string {
    const code = first + this.#originals.length;
    if (plain.test(segment)) return segment;
    const known = this.#known.get(segment);
    if (known !== undefined) return known;
    if (code > last) return Array.from(segment, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`).join('');
    const made = String.fromCharCode(code) + filler.repeat(Math.max(1, stringWidth(segment)) - 1);
    this.#originals.push(segment);
    this.#known.set(segment, made);
    return made;
  }
}
