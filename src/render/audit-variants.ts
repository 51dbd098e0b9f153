/**
 * What holds under other conditions, the fields of one condition together.
 */
import type { DriftRow } from '../model/audit.js';
import { conditionText, ruleWords } from '../model/interface.js';
import type { VariantSummary } from '../model/tables.js';
import { Notes, shortName, type TableText } from './audit-tables.js';

/** One line for each condition and reason. */
export function variantTable(rows: readonly DriftRow[]): TableText {
  const notes = new Notes();
  const groups = new Map<string, { when: string; head: string; fields: string[]; why: string }>();
  for (const { firmware, variants } of distinctRows(rows)) {
    for (const variant of variants) {
      const when = conditionText(variant.when);
      const why = variant.unsure === null ? variant.why : `${variant.why} Unsure: ${variant.unsure}`;
      const key = [when, variant.class, firmware?.struct, why].join('\n');
      const head = `${variant.class}: ${shortName(firmware?.struct ?? '')}.`;
      const group = groups.get(key) ?? { when, head, fields: [], why };
      group.fields.push(`${firmware?.field ?? ''}${rulesText(variant, firmware)}`);
      groups.set(key, group);
    }
  }
  return {
    title: 'under other conditions, the first that fits:',
    columns: [{ head: 'when', isText: true }, { head: 'instead', isText: true }, { head: 'why' }],
    rows: [...groups.values()].map(({ when, head, fields, why }) => [when, head + fields.join(', '), notes.add(why)]),
    notes: notes.texts,
    rest: '',
  };
}

/** A field that goes to several places has a row for each, all with the same variants. */
function distinctRows(rows: readonly DriftRow[]): readonly DriftRow[] {
  const seen = new Set<string>();
  return rows.filter(({ firmware }) => {
    const key = `${firmware?.struct}.${firmware?.field}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** The rules, with the place where it is another than firmware's own. */
function rulesText({ to }: VariantSummary, firmware: DriftRow['firmware']): string {
  const own = `${firmware?.struct}.${firmware?.field}`;
  const rules = to.map(({ field, rule }) =>
    field === own ? ruleWords(rule) : `${ruleWords(rule)} in ${shortName(field)}`,
  );
  return rules.length === 0 ? '' : ` (${rules.join(', ')})`;
}
