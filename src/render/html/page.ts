/**
 * The frame of every page: one file with its style and script, which loads nothing and sends nothing.
 */
import type { About, ReadInput } from '../options.js';
import { redactedText } from '../redacted.js';
import { script, scriptHash, style, styleHash } from './assets.js';
import { type Content, h, Markup, markupOf } from './element.js';

export interface Page {
  readonly title: string;
  readonly about: About | undefined;
  readonly content: Content;
}

/** The whole document. */
export function pageText({ title, about, content }: Page): string {
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
  const body = h('body', {}, h('main', {}, content), foot(about), lens, h('script', {}, new Markup(script)));
  return `<!doctype html>\n${markupOf(h('html', { lang: 'en' }, head, body))}\n`;
}

function foot(about: About | undefined): Markup {
  if (about === undefined) return h('footer', {});
  const { command, tool, tables, inputs = () => [] } = about;
  const made = h('p', {}, h('code', {}, command), h('br', {}), `zpci-inspect ${tool}, tables: ${tables}`);
  return h('footer', {}, h('h2', {}, 'How this page was made'), made, inputTable(inputs()));
}

/** More inputs than these are folded. */
const mostInputs = 40;

/** What was read, and whether identifiers in it are the real ones: who passes a page on must know. */
function inputTable(inputs: readonly ReadInput[]): Content {
  if (inputs.length === 0) return null;
  const [says, ...others] = [...new Set(inputs.map(({ redacted }) => redactedText(redacted)))];
  const isMixed = others.length > 0;
  const rows = inputs.map(({ source, sha256, redacted }) =>
    h(
      'tr',
      {},
      h('td', {}, source),
      h('td', {}, h('code', { class: 'hash' }, sha256)),
      isMixed ? h('td', {}, redactedText(redacted)) : null,
    ),
  );
  const heads = ['input', 'sha256', ...(isMixed ? ['redacted'] : [])];
  const table = h('table', {}, tableHead(heads), h('tbody', {}, ...rows));
  const count = `${inputs.length} ${inputs.length === 1 ? 'input' : 'inputs'}`;
  return [
    isMixed ? null : h('p', {}, `redacted: ${says}`),
    inputs.length <= mostInputs ? table : h('details', { class: 'reasons' }, h('summary', {}, count), table),
  ];
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
