/**
 * A strict reader of the pages that the program writes: every tag closed, no attribute or element but those that the
 * pages have, the style and the script those of the program. What hostile text can make of a page is one of these.
 */
import { createHash } from 'node:crypto';
import { script, style } from '../../src/render/html/assets.js';

export interface PageElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (PageElement | string)[];
}

const elements = new Set(
  `html head meta title style script body main footer section header details summary h1 h2 h3 h4 p ul ol li dl dt dd table
   thead tbody tr th td div pre span a b i code button input output br wbr`.split(/\s+/),
);
const attributes = new Set(
  `lang charset http-equiv content name class id href title scope colspan type placeholder aria-label aria-live
   aria-pressed aria-hidden hidden open role tabindex data-k data-only data-side`.split(/\s+/),
);
const withoutEnd = new Set(['meta', 'input', 'br', 'wbr']);
const token = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)>|([^<]+)/gy;

/** @throws Error at anything that a page of this program does not have. */
export function parsePage(text: string): PageElement {
  const start = '<!doctype html>\n';
  if (!text.startsWith(start)) throw new Error('no doctype');
  const bare = text.slice(start.length).replace(style, '').replace(script, '');
  const root: PageElement = { name: '', attributes: new Map(), children: [] };
  const open = [root];
  token.lastIndex = 0;
  for (let at = 0; at < bare.length; at = token.lastIndex) {
    const [, slash, name = '', given = '', words] = token.exec(bare) ?? [];
    const parent = open.at(-1) ?? root;
    if (words !== undefined) parent.children.push(plainText(words));
    else if (name === '') throw new Error(`no markup of a page: ${bare.slice(at, at + 80)}`);
    else if (slash === '/') close(open, name);
    else {
      const element = { name: known(elements, name), attributes: attributesOf(given), children: [] };
      parent.children.push(element);
      if (!withoutEnd.has(name)) open.push(element);
    }
  }
  if (open.length !== 1) throw new Error(`${open.at(-1)?.name} is not closed`);
  expectPolicy(root);
  expectPlaces(root);
  return root;
}

/** Every id once, every link to one of them. */
function expectPlaces(root: PageElement): void {
  const attributesBelow = ({ children }: PageElement): ReadonlyMap<string, string>[] =>
    children.flatMap((child) => (typeof child === 'string' ? [] : [child.attributes, ...attributesBelow(child)]));
  const given = attributesBelow(root);
  const ids = given.flatMap((one) => one.get('id') ?? []);
  const known = new Set(ids);
  if (known.size !== ids.length) throw new Error(`an id twice: ${ids.find((id, i) => ids.indexOf(id) !== i)}`);
  const lost = given.flatMap((one) => one.get('href') ?? []).find((link) => !known.has(link.slice(1)));
  if (lost !== undefined) throw new Error(`${lost} leads nowhere`);
}

function close(open: PageElement[], name: string): void {
  const last = open.pop();
  if (last?.name !== name) throw new Error(`</${name}> closes ${last?.name}`);
}

function known(names: ReadonlySet<string>, name: string): string {
  if (!names.has(name)) throw new Error(`no ${name} in a page`);
  return name;
}

function attributesOf(text: string): Map<string, string> {
  const found = [...text.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)].map(
    ([, name = '', value = '']) => [known(attributes, name), plainText(value)] as const,
  );
  const map = new Map(found);
  if (map.size !== found.length) throw new Error(`an attribute twice: ${text}`);
  const link = map.get('href');
  if (link !== undefined && !link.startsWith('#')) throw new Error(`a link out of the page: ${link}`);
  return map;
}

const entities = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&#58;', ':'],
  ['&#35;', '#'],
  ['&#10;', '\n'],
]);

/** Text with its entities read. @throws Error at one that the pages do not use. */
function plainText(text: string): string {
  if (/[<>"]/.test(text)) throw new Error(`markup in a text: ${text.slice(0, 80)}`);
  return text.replace(/&[^;]{0,8};?/g, (entity) => {
    const char = entities.get(entity);
    if (char === undefined) throw new Error(`entity ${entity}`);
    return char;
  });
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** The policy lets in the style and the script of the program by their hashes, and nothing else. */
function expectPolicy(root: PageElement): void {
  const metas = all(root, 'meta').map((one) => one.attributes);
  const policies = metas.filter((one) => one.get('http-equiv') === 'Content-Security-Policy');
  const expected = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`;
  if (policies.length !== 1 || policies[0]?.get('content') !== expected) throw new Error('another policy');
}

/** Every element of a name below another, in the order of the page. */
export function all(element: PageElement, name: string): PageElement[] {
  return element.children.flatMap((child) =>
    typeof child === 'string' ? [] : [...(child.name === name ? [child] : []), ...all(child, name)],
  );
}

/** The text of an element and all below it. */
export function textOf(element: PageElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

export function classesOf({ attributes: given }: PageElement): readonly string[] {
  return (given.get('class') ?? '').split(' ');
}
