/**
 * One difference in words: values as people write them, and the kind of change.
 */
import { hexNumber } from '../bytes/hex.js';
import type { Catalog } from '../catalog/catalog.js';
import { genericLeaves } from '../catalog/field-table.js';
import type { Leaf } from '../catalog/leaf.js';
import { factValue } from '../diff/fact-value.js';
import type { Change, ChangeKind } from '../model/compare.js';
import type { Bears, Format } from '../model/layout.js';
import type { FactRole } from '../model/roles.js';
import { type Fact, factWith, memberOf, structOf } from '../rules/facts.js';
import type { Move } from './moves.js';

/** Both values, as JSON and as people write them. */
export function valuesOf(catalog: Catalog, move: Move): Pick<Change, 'before' | 'after' | 'text'> {
  const { before, after, attribute } = move;
  const whole = (fact: Fact | undefined): string => (fact === undefined ? '' : 'there');
  const leaf = before?.leaf ?? after?.leaf ?? leafOf(catalog, move.key);
  const [a, b] = [before, after].map((fact) =>
    factValue(leaf && fact ? factWith(fact, { leaf, bits: leaf.bitLength }) : fact),
  );
  const said = (fact: Fact | undefined, text: string | undefined): string =>
    leaf === undefined && typeof fact?.value === 'bigint' ? hexNumber(fact.value) : (text ?? '');
  const text =
    attribute === ''
      ? { before: whole(before), after: whole(after) }
      : {
          before: said(before, a?.text),
          after: `${said(after, b?.text)}${swapReason(move) === undefined ? flagsText(move) : ' (bytes swapped)'}`,
        };
  return { before: a?.value ?? null, after: b?.value ?? null, text };
}

/** Bits of a flag word that came and went: ` (+RESET)`. */
function flagsText({ before, after }: Move): string {
  const field = before?.leaf?.field;
  if (field === null || field === undefined || field.type === 'bytes' || field.format?.kind !== 'flags') return '';
  const [a, b] = [before?.value, after?.value];
  if (typeof a !== 'bigint' || typeof b !== 'bigint') return '';
  const named = field.format.bits.filter(({ mask }) => ((a ^ b) & BigInt(mask)) !== 0n);
  const names = named.map(({ mask, name }) => `${(b & BigInt(mask)) === 0n ? '-' : '+'}${name}`);
  return names.length === 0 ? '' : ` (${names.join(', ')})`;
}

/** The firmware fact that an attribute of sysfs shows. */
function leafOf(catalog: Catalog, key: string): Leaf | undefined {
  const layout = catalog.layout(structOf(key));
  const generic = memberOf(key).replace(/\[\d+\]/g, '[]');
  return layout && genericLeaves(catalog, layout).find((leaf) => leaf.generic === generic);
}

/** Two views say the same of a change. */
export function isSameText(catalog: Catalog, one: Move, other: Move): boolean {
  const [a, b] = [valuesOf(catalog, one).text, valuesOf(catalog, other).text];
  return a.before === b.before && a.after === b.after;
}

const identities: readonly FactRole[] = ['functionId', 'entryId', 'userId', 'groupId'];
const places: readonly FactRole[] = ['physicalChannel', 'virtualFunction', 'path', 'handle', 'entryHandle'];

/** Numbers of which one can be more than the other. */
const ordered: ReadonlySet<Format['kind'] | undefined> = new Set([
  'unit',
  'scale',
  'log2',
  'rangeEnd',
  'yesNo',
  'special',
]);

/** How it changed, by what its number means. */
export function kindOf(
  catalog: Catalog,
  { before, after, key, struct, attribute }: Move,
  bears: Bears | undefined,
): ChangeKind {
  if (before === undefined) return 'appeared';
  if (after === undefined) return 'gone';
  const { paths } = catalog.roles();
  const generic = key.replace(/\[\d+\]/g, '[]');
  const plays = (roles: readonly FactRole[]): boolean => roles.some((role) => paths[role]?.firmware === generic);
  if (plays(identities)) return 'renamed';
  const layout = catalog.layout(struct);
  const isOffset = layout?.role.kind === 'info' && layout.role.chain?.offset === attribute;
  if (plays(places) || isOffset) return 'moved';
  const field = before.leaf?.field ?? after.leaf?.field;
  const format = field?.type === 'bytes' ? undefined : field?.format?.kind;
  const [a, b] = [before.value, after.value];
  if (typeof a !== 'bigint' || typeof b !== 'bigint') return 'other';
  if (format === 'flags' || format === 'pageSizes') return (a & b) === a ? 'grown' : (a & b) === b ? 'shrunk' : 'other';
  const isMore = ordered.has(format) || bears?.change === 'may-grow' || bears?.change === 'may-shrink';
  if (!isMore) return 'other';
  return b > a ? 'grown' : 'shrunk';
}

/** Why the bytes stand the other way round, where that is all and producers are known for both orders. */
export function swapReason({ before, after }: Move): string | undefined {
  const field = before?.leaf?.field;
  if (field === null || field === undefined || field.type === 'bytes' || field.otherOrder === undefined)
    return undefined;
  if (before === undefined || after === undefined || before.swapped !== after.value) return undefined;
  return field.otherOrder.why;
}
