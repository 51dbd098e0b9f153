/**
 * The frame of every page: one file with its style and script, which loads nothing and sends nothing.
 */
import type { About } from '../options.js';
import { script, scriptHash, style, styleHash } from './assets.js';
import { type Content, h, Markup, markupOf } from './element.js';

/** An input by its name, for the foot. */
export interface PageInput {
  readonly source: string;
  readonly sha256: string;
}

export interface Page {
  readonly title: string;
  readonly about: About | undefined;
  readonly inputs: readonly PageInput[];
  readonly content: Content;
}

/** The whole document. */
export function pageText({ title, about, inputs, content }: Page): string {
  const policy = `default-src 'none'; style-src '${styleHash}'; script-src '${scriptHash}'; base-uri 'none'; form-action 'none'`;
  const head = h(
    'head',
    {},
    h('meta', { charset: 'utf-8' }),
    h('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('title', {}, title),
    h('style', {}, new Markup(style)),
  );
  const lens = h('p', { class: 'lens', 'aria-hidden': 'true', hidden: true });
  const body = h('body', {}, h('main', {}, content), foot(about, inputs), lens, h('script', {}, new Markup(script)));
  return `<!doctype html>\n${markupOf(h('html', { lang: 'en' }, head, body))}\n`;
}

function foot(about: About | undefined, inputs: readonly PageInput[]): Markup {
  const seen = new Map(inputs.map((one) => [`${one.sha256} ${one.source}`, one]));
  const rows = [...seen.values()].map(({ source, sha256 }) =>
    h('tr', {}, h('td', {}, source), h('td', {}, h('code', { class: 'hash' }, sha256))),
  );
  const table = h('table', {}, tableHead(['input', 'sha256']), h('tbody', {}, ...rows));
  const made =
    about === undefined
      ? null
      : h('p', {}, h('code', {}, about.command), h('br', {}), `zpci-inspect ${about.tool}, tables: ${about.tables}`);
  return h('footer', {}, h('h2', {}, 'How this page was made'), made, rows.length === 0 ? null : table);
}

/** The heads of a table. */
export function tableHead(heads: readonly Content[]): Markup {
  return h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head))));
}

/** A table of texts; numbers stand right. */
export function textTable(
  columns: readonly { readonly head: string; readonly isNumber?: true }[],
  rows: readonly (readonly string[])[],
): Markup {
  const bodies = rows.map((row) =>
    h('tr', {}, ...row.map((cell, i) => h('td', { class: columns[i]?.isNumber ? 'number' : undefined }, cell))),
  );
  return h('table', {}, tableHead(columns.map(({ head }) => head)), h('tbody', {}, ...bodies));
}
