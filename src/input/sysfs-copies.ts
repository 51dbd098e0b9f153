/**
 * Names and values of attributes on lines of their own: what `head *` prints, and a loop of `echo` and `cat`.
 */

const heading = /^==> (\S{1,200}) <==$/;
const bareName = /^[a-z_][a-z0-9_]*(?:\/[a-z0-9_]+)?$/;
const bareValue = /^(?:0x[0-9a-f]+|\d+)$/i;
/** Lines of one attribute that are kept; `head` prints ten. */
const mostLines = 16;

/** Puts a name and its value into one line. */
export class SysfsCopies {
  #name: string | undefined;
  #isHeading = false;
  #values: string[] = [];

  /** `name = value` when the line is a value, or one more line of it; else the line as it is. */
  joined(line: string): string {
    const text = line.trim();
    const name = heading.exec(text)?.[1];
    if (name !== undefined || bareName.test(text)) {
      this.#name = name ?? text;
      this.#isHeading = name !== undefined;
      this.#values = [];
      return line;
    }
    const isValue = this.#isHeading ? text !== '' : bareValue.test(text) && this.#values.length === 0;
    if (this.#name === undefined || !isValue || this.#values.length === mostLines) return line;
    this.#values.push(text);
    return `${this.#name} = ${this.#values.join(' | ')}`;
  }
}
