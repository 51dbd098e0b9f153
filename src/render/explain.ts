import type { ExplainResult } from '../model/tables.js';
import { grid } from './grid.js';
import { inert } from './markdown-text.js';
import type { RenderOptions } from './options.js';
import { safe } from './safe.js';
import { makeTheme } from './theme.js';

/** Each meaning with its facts. */
export function renderExplanation(result: ExplainResult, options: RenderOptions): string {
  const theme = makeTheme(options.color);
  return result.explanations
    .map((one) => {
      const rows = one.facts.map((item) => [`  ${theme.faint(safe(item.name))}`, safe(item.text)]);
      const head = `${theme.strong(safe(one.name))}  ${safe(one.what)}\n`;
      return rows.length === 0
        ? head
        : `${head}${grid([{ head: '' }, { head: '', flexible: true }], rows, options.width)}\n`;
    })
    .join('\n');
}

/** The same as Markdown lists. */
export function renderExplanationMarkdown(result: ExplainResult): string {
  return result.explanations
    .map(
      (one) =>
        `### ${inert(one.name)} (${inert(one.what)})\n\n${one.facts.map((item) => `- ${inert([item.name, item.text].filter(Boolean).join(': '))}`).join('\n')}\n`,
    )
    .join('\n');
}
