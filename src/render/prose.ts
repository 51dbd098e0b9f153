/**
 * Markdown of the program's own for a terminal. The texts are ours: what they hold needs no escaping.
 */
import { lexer, type MarkedToken, type Token, type Tokens } from 'marked';
import { grid } from './grid.js';
import type { RenderOptions } from './options.js';
import { makeTheme, type Theme } from './theme.js';
import { hanging } from './wrap.js';

/** The text in lines of the width given; code keeps its lines. */
export function proseText(markdown: string, { width, color }: RenderOptions): string {
  const theme = makeTheme(color);
  const parts = known(lexer(markdown)).flatMap((token) => blockText(token, theme, width));
  return `${parts.join('\n\n')}\n`;
}

/** The title of a text: its first heading. */
export function titleOf(markdown: string): string {
  const heading = known(lexer(markdown)).find((token) => token.type === 'heading');
  return heading === undefined ? '' : inlineText(heading.tokens, makeTheme(0));
}

/** No extension adds kinds of tokens of its own. */
function known(tokens: readonly Token[]): readonly MarkedToken[] {
  return tokens as readonly MarkedToken[];
}

function blockText(token: MarkedToken, theme: Theme, width: number): string[] {
  switch (token.type) {
    case 'heading':
      return [theme.strong(inlineText(token.tokens, makeTheme(0)))];
    case 'paragraph':
      return [hanging('', inlineText(token.tokens, theme), width)];
    case 'list':
      return [token.items.map((item) => hanging('* ', itemText(item, theme), width)).join('\n')];
    case 'table':
      return [tableText(token, theme, width)];
    case 'code':
      return [codeText(token, theme)];
    default:
      return [];
  }
}

function itemText({ tokens }: Tokens.ListItem, theme: Theme): string {
  return known(tokens)
    .flatMap((token) => ('tokens' in token && token.tokens !== undefined ? [inlineText(token.tokens, theme)] : []))
    .join(' ');
}

function tableText({ header, rows }: Tokens.Table, theme: Theme, width: number): string {
  const columns = header.map(({ tokens }) => ({
    head: theme.faint(inlineText(tokens, makeTheme(0))),
    flexible: true,
  }));
  const cells = rows.map((row) => row.map(({ tokens }) => inlineText(tokens, theme)));
  return grid(columns, cells, width);
}

function codeText({ text, lang }: Tokens.Code, theme: Theme): string {
  const lines = text.split('\n');
  let isCommand = lang === 'sh' || lang === 'console';
  const painted = lines.map((line) => {
    const shown = line === '' ? '' : `  ${isCommand ? theme.strong(line) : line}`;
    // In a console block the command goes on while its lines say so; what follows is output.
    if (lang === 'console') isCommand &&= /(?:\\|\|)$/.test(line);
    return shown;
  });
  return painted.join('\n');
}

/** Text in a line, without its marks; a link to another topic says how to read that one. */
function inlineText(tokens: readonly Token[], theme: Theme): string {
  return known(tokens)
    .map((token) => {
      switch (token.type) {
        case 'codespan':
          return theme.strong(token.text);
        case 'link': {
          const topic = /^(\w+)\.md/.exec(token.href)?.[1];
          const text = inlineText(token.tokens, theme);
          return topic === undefined ? text : `${text} (zpci-inspect help ${topic})`;
        }
        default:
          return 'text' in token ? token.text.replaceAll('\n', ' ') : '';
      }
    })
    .join('');
}
