/**
 * XML, element by element, within bounds. Nothing is loaded and no entity is defined: a document with a DOCTYPE is
 * refused, the five entities of XML itself are read.
 */
import sax from 'sax';
import { ToolError } from '../../model/errors.js';

export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly line: number;
}

export interface Visitor {
  /** `path`: the elements around it, the root first, itself last. */
  open?(path: readonly Element[]): void;
  text?(path: readonly Element[], text: string): void;
  close?(path: readonly Element[]): void;
}

/** Documents of libvirt are a hundredth of this. */
const longest = 4 * 1024 * 1024;
const deepest = 64;
/** Entities of HTML are none; the types of sax do not know the option. */
const strict: sax.SAXOptions & { readonly strictEntities: true } = { strictEntities: true, position: true };

/** @throws ToolError when the text is no XML, is too long or too deep, or has a document type. */
export function readXml(text: string, visitor: Visitor): void {
  if (text.length > longest) throw new ToolError(`XML of more than ${longest} characters, which is the limit`);
  const parser = sax.parser(true, strict);
  const path: Element[] = [];
  const refuse = (what: string): never => {
    throw new ToolError(`line ${parser.line + 1}: XML: ${what}`);
  };
  parser.onerror = (error) => refuse(error.message.split('\n')[0]?.toLowerCase() ?? 'not well-formed');
  parser.ondoctype = () => refuse('a document type, which could define entities; take it out');
  parser.onopentag = ({ name, attributes }) => {
    if (path.length === deepest) refuse(`more than ${deepest} elements inside each other`);
    const texts = Object.entries(attributes).map(([key, value]): [string, string] => [key, String(value)]);
    path.push({ name, attributes: new Map(texts), line: parser.line + 1 });
    visitor.open?.(path);
  };
  parser.ontext = (content) => visitor.text?.(path, content);
  parser.onclosetag = () => {
    visitor.close?.(path);
    path.pop();
  };
  parser.write(text).close();
}
