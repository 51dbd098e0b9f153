// Writes the manual page: every topic of the reference is a section of it. The macros are those of man(7), which groff
// and mandoc know.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { lexer } from 'marked';
import { importSources } from './write-generated.mjs';

/** Writes `file` for a package as its package.json describes it. */
export async function writeManual(file, { name, version, description }) {
  const { topics } = await importSources('help/topics.ts');
  const lines = [
    `.TH ${name.toUpperCase()} 1 "" "${name} ${version}" "User Commands"`,
    '.SH NAME',
    `${roff(name)} \\- ${roff(description)}`,
    '.SH SYNOPSIS',
    `.B ${roff(name)}`,
    '.I command',
    '[options] [file...]',
    '.SH DESCRIPTION',
    `Each section is a topic of ${strong(`${name} help`)}; ${strong(`${name} help`)} with a command lists its options, with examples.`,
    ...Object.values(topics).flatMap((text) => lexer(text).flatMap(block)),
  ];
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${lines.join('\n')}\n`);
}

function block(token) {
  switch (token.type) {
    case 'heading':
      return [
        token.depth === 1 ? `.SH ${roff(token.text.replaceAll('`', '').toUpperCase())}` : `.SS ${inline(token.tokens)}`,
      ];
    case 'paragraph':
      return ['.PP', line(inline(token.tokens))];
    case 'list':
      return token.items.flatMap((item) => [
        '.IP \\(bu 2',
        line(inline(item.tokens.flatMap((one) => one.tokens ?? []))),
      ]);
    case 'table':
      return token.rows.flatMap(row);
    // Code is as wide as a terminal: it begins at the left.
    case 'code':
      return ['.PP', '.nf', '.in 2n', ...token.text.split('\n').map((text) => line(roff(text))), '.in', '.fi'];
    case 'space':
      return [];
    default:
      throw new Error(`a topic has a ${token.type}, which the manual page cannot show`);
  }
}

/** The first cell hangs, the last one says what it is; what is between them goes into brackets. */
function row(cells) {
  const [head = '', ...others] = cells.map(({ tokens }) => inline(tokens));
  const text = others.at(-1) ?? '';
  const between = others.slice(0, -1).map((cell) => ` (${cell})`);
  return ['.TP', `.B ${head}`, line(`${text}${between.join('')}`)];
}

function inline(tokens) {
  return tokens
    .map((token) => {
      if (token.type === 'codespan') return strong(token.text);
      if (token.tokens !== undefined) return inline(token.tokens);
      return roff(token.text.replaceAll('\n', ' '));
    })
    .join('');
}

function strong(text) {
  return `\\fB${roff(text)}\\fR`;
}

/** Text that roff prints as it is: in ASCII, whatever the locale of the reader. */
function roff(text) {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replace(/[^\n -~]/gu, (char) => `\\[u${char.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}]`);
}

/** A line of text that begins with a dot is no request. */
function line(text) {
  return text.startsWith('.') ? `\\&${text}` : text;
}
