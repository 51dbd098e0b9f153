/**
 * A field: what it is, which values it has, and what each interface does with it.
 */
import { conditionText, ruleWords } from '../model/interface.js';
import type { Source } from '../model/layout.js';
import type { Explanation, ExposureSummary, FieldSummary, LayoutSummary, VariantSummary } from '../model/tables.js';
import type { Catalog } from './catalog.js';
import { type Fact, fact, sourceText } from './facts.js';
import { genericLeaves } from './field-table.js';
import { bearsOf } from './need-and-scope.js';
import type { Leaf } from './plan.js';

/** What is known of a field. Rows of `proposals` are counted only; values of a field that is not new were told before. */
export function fieldMeaning(
  catalog: Catalog,
  layout: LayoutSummary,
  field: FieldSummary,
  proposals: ReadonlySet<string>,
  isNew: boolean,
): Explanation {
  const shown = Object.entries(field.exposure).filter(([name]) => !proposals.has(name));
  const left = Object.keys(field.exposure).filter((name) => proposals.has(name));
  const needed = shown[0]?.[1];
  return {
    what: field.kind === 'reserved' ? 'reserved field' : 'field',
    name: `${layout.struct}.${field.path}`,
    facts: [
      ...fact('means', field.doc),
      ...fact('place', `${placeText(field)}${field.since === null ? '' : `; since: ${field.since}`}`),
      ...(isNew ? valueFacts(catalog, layout, field) : []),
      ...bearsFacts(catalog, layout, field),
      ...fact('needed', needed === undefined ? null : `${needed.need}; fact of the ${needed.scope}`),
      ...fact('source', sourceText(field.source)),
      ...shown.flatMap(([name, entry]) => exposureFacts(name, entry)),
      ...fact('proposals', left.length === 0 ? null : `${left.length} that were never merged have it too (--all)`),
    ],
  };
}

const bearsWords = {
  'may-grow': 'may grow',
  'may-shrink': 'may shrink',
  'may-differ': 'may be another one',
  'should-stay': 'should stay what it is, though a guest that runs can bear another',
  'must-stay': 'must stay what it is',
  host: "is the host's business",
} as const;

/** What `compare` goes by. */
function bearsFacts(catalog: Catalog, { struct }: LayoutSummary, { path }: FieldSummary): Fact[] {
  const bears = bearsOf(catalog, struct, path);
  return fact(
    'while a guest runs',
    bears && `${bearsWords[bears.change]}. ${bears.why} [${shortSource(bears.source)}]`,
  );
}

/** The names of its values, or of its bits. */
function valueFacts(catalog: Catalog, { struct, interface: owner }: LayoutSummary, { path }: FieldSummary): Fact[] {
  const layout = catalog.layout(struct, owner ?? undefined);
  const leaf = layout === undefined ? undefined : genericLeaves(catalog, layout).find((one) => one.generic === path);
  const format = leaf === undefined ? undefined : formatOf(leaf);
  if (format?.kind === 'flags')
    return fact('bits', format.bits.map(({ mask, name }) => `0x${mask.toString(16)} ${name}`).join(', '));
  const table = format?.kind === 'codes' ? catalog.codeTable(format.codes) : undefined;
  if (table === undefined) return [];
  const values = table.entries.map(({ value, text }) => `0x${value.toString(16).padStart(table.digits, '0')} ${text}`);
  return fact(
    'values',
    [...values, ...(table.otherwise === undefined ? [] : [`others: ${table.otherwise}`])].join('; '),
  );
}

function formatOf({ field }: Leaf) {
  return field !== null && 'format' in field ? field.format : undefined;
}

function exposureFacts(name: string, entry: ExposureSummary): Fact[] {
  // The reason stands with the field of firmware.
  if (entry.from !== null) return fact(name, `${entry.class}, from ${entry.from}${rulesText(entry)}`);
  return [
    ...fact(name, `${treatmentText(entry)} [${shortSource(entry.source)}]`),
    ...entry.variants.flatMap((one) => fact('', `${conditionText(one.when)}: ${treatmentText(one)}`)),
  ];
}

/** Without the folders: the matrix has them. */
function shortSource({ file, symbol, version }: Source): string {
  return `${file.split('/').at(-1)} ${symbol}, ${version}`;
}

function treatmentText(entry: ExposureSummary | VariantSummary): string {
  const unsure = entry.unsure === null ? '' : ` Unsure: ${entry.unsure}`;
  const targets = entry.to.map(
    ({ field, rule, since }) => `${field} (${ruleWords(rule)}${since === null ? '' : `, since ${since}`})`,
  );
  const where = targets.length === 0 ? '' : ` -> ${targets.join(', ')}`;
  return `${entry.class}${where}. ${entry.why}${unsure}`;
}

function rulesText({ to }: ExposureSummary): string {
  const rules = [...new Set(to.map(({ rule }) => rule))].filter((rule) => rule !== 'same');
  return rules.length === 0 ? '' : ` (${rules.join(', ')})`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function placeText(field: FieldSummary): string {
  const at = `byte 0x${field.byteOffset.toString(16).padStart(2, '0')}`;
  const bits =
    field.bitLength % 8 === 0 && field.bitOffset === 0
      ? counted(field.bitLength / 8, 'byte')
      : `bit ${field.bitOffset} (MSB first), ${counted(field.bitLength, 'bit')}`;
  if (field.count === 0) return `${at}, length in another field`;
  return field.count > 1 ? `${at}, ${field.count} elements of ${bits}` : `${at}, ${bits}`;
}
