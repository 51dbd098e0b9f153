/**
 * Elements of a page. Text is escaped where it goes in, so nothing from a file can become markup.
 */
import { visible } from '../safe.js';

/** Markup that was made here. */
export class Markup {
  readonly html: string;
  constructor(html: string) {
    this.html = html;
  }
}

/** Markup, text, or nothing. */
export type Content = Markup | string | number | null | readonly Content[];

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Elements that start a line of the source. */
const ownLine = new Set([
  'body',
  'section',
  'table',
  'thead',
  'tbody',
  'tr',
  'header',
  'footer',
  'details',
  'li',
  'dt',
]);
const withoutEnd = new Set(['meta', 'input', 'br']);
/** Elements that stand in columns. */
const inColumns = new Set(['td', 'th', 'summary']);

/** An element; an attribute of `undefined` or `false` is left out, one of `true` has no value. */
export function h(name: string, attributes: Attributes, ...content: readonly Content[]): Markup {
  const given = Object.entries(attributes).flatMap(([key, value]) => {
    if (value === undefined || value === false) return [];
    return value === true ? [` ${key}`] : [` ${key}="${`${value}`.split('\n').map(escaped).join('&#10;')}"`];
  });
  const end = withoutEnd.has(name) ? '' : `</${name}>`;
  const inside = inColumns.has(name) ? content.map(breakable) : content;
  return new Markup(`${ownLine.has(name) ? '\n' : ''}<${name}${given.join('')}>${markupOf(inside)}${end}`);
}

/** Numbers of 64 bits and names of members are never broken. */
const longWord = /\S{25,}/gu;
const piece = /.{1,24}$|.{8,23}[/_.,\]-]|.{1,24}/gu;
const mayBreak = new Markup('<wbr>');

/** Text whose longest words may go on in the next line, so that a column is as wide as its numbers, and not wider than the page. */
function breakable(content: Content): Content {
  if (typeof content !== 'string') return content;
  const parts: Content[] = [];
  let at = 0;
  for (const { 0: word, index } of content.matchAll(longWord)) {
    const pieces = word.match(piece) ?? [];
    parts.push(content.slice(at, index), ...pieces.flatMap((one, i) => (i === 0 ? [one] : [mayBreak, one])));
    at = index + word.length;
  }
  return [...parts, content.slice(at)];
}

/** What the content is as markup. */
export function markupOf(content: Content): string {
  if (content === null) return '';
  if (content instanceof Markup) return content.html;
  return typeof content === 'object' ? content.map(markupOf).join('') : escaped(`${content}`);
}

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** Text as markup: control characters shown as escapes; what a CI takes for a command in its log reads the same. */
function escaped(text: string): string {
  return visible(text)
    .replace(/[&<>"']/g, (char) => entities.get(char) ?? '')
    .replace(/(?<=:):/g, '&#58;')
    .replace(/#(?=#\w*\[)/g, '&#35;');
}
