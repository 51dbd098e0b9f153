/**
 * Parts of a report in Markdown that is sent or attached: lines of a mail, folded parts, and how it was made.
 */
import type { About } from './options.js';
import { redactedText } from './redacted.js';
import { safe } from './safe.js';

/** Columns of a line, where no cell of a table needs more. */
const width = 120;

/** Markdown in lines; further ones begin with `indent`. No line begins with what makes a list or a head of it. */
export function wrapped(text: string, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + plainStart(word);
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}

function plainStart(word: string): string {
  return word.replace(/^[-+=]/, '\\$&').replace(/^(\d+)([.)])$/, '$1\\$2');
}

/** A part that is opened by who wants it; the body is Markdown. */
export function folded(title: string, body: string): string {
  return `<details>\n<summary>${asHtml(title)}</summary>\n\n${body}\n\n</details>`;
}

/** Text between tags, where Markdown is not read. */
function asHtml(text: string): string {
  return safe(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** More inputs than these are folded. */
const mostInputs = 12;

/** How the report was made: inputs with their hashes, versions, command. */
export function madeBy(about: About | undefined): readonly string[] {
  if (about === undefined) return [];
  const inputs = about.inputs?.() ?? [];
  const [says, ...others] = [...new Set(inputs.map(({ redacted }) => redactedText(redacted)))];
  const isMixed = others.length > 0;
  const rows = inputs.map(({ source, sha256, redacted }) => [
    source,
    sha256,
    ...(isMixed ? [redactedText(redacted)] : []),
  ]);
  const table = markdownTable(['input', 'sha256', ...(isMixed ? ['redacted'] : [])], rows);
  return [
    ...(rows.length === 0 ? [] : [rows.length > mostInputs ? folded(`${rows.length} inputs`, table) : table]),
    ...(rows.length === 0 || isMixed ? [] : [`redacted: ${says}`]),
    wrapped(`zpci-inspect ${about.tool}, tables: ${about.tables}: ${inert(about.command)}`),
  ];
}

/** An item of a list in lines; the text is Markdown. */
export function item(text: string): string {
  return wrapped(`- ${text}`, '  ');
}

/** A table of inert cells. */
export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(inert).join(' | ')} |`;
  return [line(heads), `|${heads.map(() => ' --- ').join('|')}|`, ...rows.map(line)].join('\n');
}

/** Text that Markdown and HTML show as it is. */
export function inert(text: string): string {
  return safe(text)
    .replace(/[\\`*_{}[\]<>#!|~&]/g, (char) => {
      if (char === '<') return '&lt;';
      return char === '&' ? '&amp;' : `\\${char}`;
    })
    .replace(/:(?=\/\/)|(?<=www)\./gi, '\\$&');
}

/** How the report was made, behind its blocks. */
export function markdownEnd({ about }: { readonly about?: About | undefined }): string {
  return about === undefined ? '' : `\n${madeBy(about).join('\n\n')}\n`;
}
