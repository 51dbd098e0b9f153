/**
 * XML 1.0 read strictly: elements, attributes, text and the five entities; anything ill-formed throws.
 */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Text of the element itself. */
  readonly text: string;
}

const illegal =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The root element of a document. */
export function parseXml(text: string): XmlElement {
  if (illegal.test(text)) throw new Error('a character that XML cannot hold');
  const body = text
    .replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/, '')
    .replace(/<!--(?:(?!--)[\s\S])*-->/g, '');
  const reader = new Reader(body);
  reader.skipBlank();
  const root = reader.element();
  reader.skipBlank();
  if (!reader.isAtEnd()) throw new Error(`text after the root element: ${reader.rest()}`);
  return root;
}

class Reader {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  isAtEnd(): boolean {
    return this.at === this.text.length;
  }

  rest(): string {
    return this.text.slice(this.at, this.at + 40);
  }

  skipBlank(): void {
    this.take(/\s*/y);
  }

  element(): XmlElement {
    const name = this.need(/<([A-Za-z_][\w:.-]*)/y)[1] ?? '';
    const attributes = this.attributes();
    if (this.take(/\s*\/>/y) !== null) return { name, attributes, children: [], text: '' };
    this.need(/\s*>/y);
    const children: XmlElement[] = [];
    let text = '';
    for (;;) {
      text += unescaped(this.need(/[^<]*/y)[0]);
      if (this.take(/<\/([A-Za-z_][\w:.-]*)\s*>/y) !== null) break;
      children.push(this.element());
    }
    const closed = /<\/([\w:.-]+)\s*>$/.exec(this.text.slice(0, this.at))?.[1];
    if (closed !== name) throw new Error(`${name} is closed by ${closed}`);
    return { name, attributes, children, text };
  }

  private attributes(): Map<string, string> {
    const found = new Map<string, string>();
    for (;;) {
      const match = this.take(/\s+([A-Za-z_][\w:.-]*)="([^"<]*)"/y);
      if (match === null) return found;
      const [, name = '', value = ''] = match;
      if (found.has(name)) throw new Error(`attribute ${name} twice`);
      if (/[\t\n\r]/.test(value)) throw new Error(`attribute ${name}: a line break would become a blank`);
      found.set(name, unescaped(value));
    }
  }

  private need(pattern: RegExp): RegExpExecArray {
    const match = this.take(pattern);
    if (match === null) throw new Error(`${pattern.source} expected at: ${this.rest()}`);
    return match;
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match !== null) this.at += match[0].length;
    return match;
  }
}

function unescaped(text: string): string {
  if (text.includes(']]>')) throw new Error(']]> in text');
  return text.replace(/&([^;&]*);|&/g, (whole, name: string | undefined) => {
    const number = /^#(\d+)$/.exec(name ?? '')?.[1];
    const char = number === undefined ? entities[name ?? ''] : String.fromCodePoint(Number(number));
    if (char === undefined) throw new Error(`no entity: ${whole}`);
    return char;
  });
}
