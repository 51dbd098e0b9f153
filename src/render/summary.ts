import type { BlockGuide, SummaryPart } from '../model/guide.js';
import type { Severity } from '../model/issues.js';
import type { BlockResult, FieldResult } from '../model/result.js';
import { valueAndLabel } from './rows.js';
import { safe } from './safe.js';

const severities: readonly Severity[] = ['error', 'warning', 'note'];

/** `function 0x000000ab, type ROCE, group 0x05: 1 warning, 2 notes`: what matters of a block in one line. */
export function summaryText(block: BlockResult, guide: BlockGuide | undefined): string {
  const fields = guide === undefined ? new Map<string, FieldResult[]>() : fieldsByPath(block);
  const said = new Map<string, string>();
  for (const part of guide?.summary ?? []) {
    const text = said.has(part.word) ? undefined : partText(part, fields);
    if (text !== undefined) said.set(part.word, text);
  }
  const counts = countsText(block);
  return said.size === 0 ? counts : `${safe([...said.values()].join(', '))}: ${counts}`;
}

/** `1 error, 2 notes`. */
export function countsText({ issues }: BlockResult): string {
  const counts = severities.flatMap((severity) => {
    const count = issues.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`];
  });
  return counts.length === 0 ? 'nothing found' : counts.join(', ');
}

/** Fields that were read, by struct and path with `[]` for indices. */
function fieldsByPath({ structs }: BlockResult): Map<string, FieldResult[]> {
  const found = new Map<string, FieldResult[]>();
  for (const { struct, fields } of structs) {
    for (const field of fields) {
      if (field.status !== 'ok') continue;
      const key = `${struct}.${field.path.replace(/\[\d+\]/g, '[]')}`;
      const same = found.get(key);
      if (same === undefined) found.set(key, [field]);
      else same.push(field);
    }
  }
  return found;
}

function partText(
  { word, members, ends }: SummaryPart,
  fields: ReadonlyMap<string, FieldResult[]>,
): string | undefined {
  const member = members.find((path) => fields.has(path));
  const [field, ...more] = fields.get(member ?? '') ?? [];
  if (member === undefined || field === undefined) return undefined;
  if (member.includes('[]')) return `${more.length + 1} ${word}${more.length === 0 ? '' : 's'}`;
  const end = ends?.flatMap((path) => fields.get(path) ?? [])[0];
  if (ends === undefined) return `${word} ${shortText(field)}`;
  return end === undefined ? undefined : `${word} ${shortText(field)} to ${shortText(end)}`;
}

/** The number, or the short name in capitals that its label begins with. */
function shortText(field: FieldResult): string {
  const { value, label } = valueAndLabel(field);
  return /^([A-Z][A-Z0-9]*): /.exec(label)?.[1] ?? value;
}
