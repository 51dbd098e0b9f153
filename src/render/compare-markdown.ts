/**
 * What changed between two captures as Markdown to attach: sides and changes with their reasons first, the gravest before
 * the others; what a version or nature explains is folded.
 */
import type { CompareResult } from '../model/compare.js';
import { type ChangeRow, type ChangeSet, changeRows, changeSets, summaryText, versionsText } from './compare-cells.js';
import { folded, inert, item, madeBy, markdownTable, wrapped } from './markdown-text.js';
import type { About } from './options.js';

/** The whole report. */
export function renderCompareMarkdown(result: CompareResult, about: About | undefined): string {
  const sides = (['before', 'after'] as const).map((side) => {
    const { source } = result[side];
    return item(
      [`${side}: ${inert(source)}`, inert(versionsText(result[side]))].filter((text) => text !== '').join(', '),
    );
  });
  const parts = [
    '## compare',
    wrapped(`**${inert(summaryText(result))}**`),
    sides.join('\n'),
    ...(result.notes.length === 0 ? [] : [result.notes.map((note) => item(inert(note))).join('\n')]),
    ...changeSets(result).flatMap(setParts),
    ...madeBy(about),
  ];
  return `${parts.join('\n\n')}\n`;
}

function setParts({ title, changes }: ChangeSet): readonly string[] {
  const rows = changeRows(changes);
  const found = rows.filter(({ change }) => change.severity !== 'ok');
  const explained = rows.filter((row) => !found.includes(row));
  const table = (shown: readonly ChangeRow[]): string =>
    markdownTable(
      ['severity', 'fact', 'change', 'views', 'guest'],
      shown.map((row) => [row.change.severity, row.name, row.values, row.where, row.guest]),
    );
  const reasons = explained.filter(({ why }) => why !== '').map(reasonItem);
  return [
    heading(title),
    ...(found.length === 0 ? [] : [found.map(foundItem).join('\n'), table(found)]),
    ...(explained.length === 0
      ? []
      : [folded(`${explained.length} explained`, [table(explained), reasons.join('\n')].join('\n\n').trim())]),
  ];
}

function foundItem({ change, name, values, why }: ChangeRow): string {
  const text = `**${change.severity}** **${inert(name)}**: ${inert(values)}`;
  return item(why === '' ? text : `${text}. ${inert(why)}`);
}

function reasonItem({ name, why }: ChangeRow): string {
  return item(`${inert(name)}: ${inert(why)}`);
}

/** Names of many functions are too long for a heading, which is one line. */
function heading(title: string): string {
  return title.length > 100 ? wrapped(`**${inert(title)}**`) : `### ${inert(title)}`;
}
