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

/** An element; an attribute of `undefined` or `false` is left out, one of `true` has no value. */
export function h(name: string, attributes: Attributes, ...content: readonly Content[]): Markup {
  const given = Object.entries(attributes).flatMap(([key, value]) => {
    if (value === undefined || value === false) return [];
    return value === true ? [` ${key}`] : [` ${key}="${`${value}`.split('\n').map(escaped).join('&#10;')}"`];
  });
  const end = withoutEnd.has(name) ? '' : `</${name}>`;
  return new Markup(`${ownLine.has(name) ? '\n' : ''}<${name}${given.join('')}>${markupOf(content)}${end}`);
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
