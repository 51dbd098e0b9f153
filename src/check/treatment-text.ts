/**
 * How an interface treats a field, in one line without prose.
 */
import {
  type ExposureRow,
  type Interface,
  type Rule,
  ruleText,
  type Target,
  type Variant,
} from '../model/interface.js';

/** A firmware field: where it goes, and where it goes under a condition. */
export function rowText(item: Interface, row: ExposureRow): string {
  const own = `${row.struct}.${row.field}`;
  const base = row.leak === true ? `${treatment(own, row)}, leak` : treatment(own, row);
  return [base, ...(row.variants ?? []).map((one) => variantText(item, own, one))].join('; ');
}

function variantText(item: Interface, own: string, variant: Variant): string {
  const { mode, container, from, before, defaultGroup } = variant.when;
  const conditions = [
    mode,
    container,
    from === undefined ? undefined : `from ${item.name} ${from}`,
    before === undefined ? undefined : `before ${item.name} ${before}`,
    defaultGroup ? 'default group' : undefined,
  ].filter((one) => one !== undefined);
  return `${conditions.join(', ')}: ${treatment(own, variant)}`;
}

function treatment(own: string, row: Pick<Variant, 'class' | 'to' | 'via' | 'unsure'>): string {
  const words = [
    row.class ?? 'as above',
    ...(row.to ?? []).map((target) => targetText(own, target)),
    ...(row.via === undefined ? [] : [`via ${row.via}`]),
    ...(row.unsure === undefined ? [] : ['unsure']),
  ];
  return words.join(', ');
}

function targetText(own: string, target: Target): string {
  const since = target.since === undefined ? '' : ` since ${target.since}`;
  const dropped = target.dropped === undefined ? '' : ` dropped ${target.dropped.field} & ${target.dropped.mask}`;
  const to = target.field === own ? 'itself' : target.field;
  return `to ${to} ${fullRule(target.rule)}${since}${dropped}`;
}

/** Prose of a rule, and what its short form says already. */
const prose: readonly string[] = ['kind', 'over', 'text', 'why'];
const short: Readonly<Partial<Record<Rule['kind'], readonly string[]>>> = {
  times: ['factor'],
  constant: ['value'],
  bit: ['bit'],
  bits: ['low', 'width'],
};

/** A rule with everything that its short form leaves out. */
export function fullRule(rule: Rule): string {
  const left = [...prose, ...(short[rule.kind] ?? [])];
  const rest = JSON.stringify(rule, (key, value: unknown) => {
    if (left.includes(key)) return undefined;
    return typeof value === 'bigint' ? `0x${value.toString(16)}` : value;
  });
  return rest === '{}' ? ruleText(rule) : `${ruleText(rule)} ${rest.replaceAll('"', '')}`;
}
