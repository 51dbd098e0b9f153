/**
 * A row of an interface in one line that a person can review: what it does with the field, without the prose.
 */
import {
  type ExposureRow,
  type Interface,
  type Rule,
  ruleText,
  type Target,
  type Variant,
} from '../../src/model/interface.js';

/** Every row of every interface, by field and then by interface, so that one field is seen through all eyes at once. */
export function allRows(interfaces: readonly Interface[]): string {
  const lines = interfaces.flatMap((item) => item.rows.map((row) => rowText(item.name, row)));
  return `${lines.sort().join('\n')}\n`;
}

/** Field, interface, class, targets with their rules; below it a line for each variant. */
export function rowText(name: string, row: ExposureRow): string {
  const own = `${row.struct}.${row.field}`;
  const [kind, ...rest] = treatment(own, row);
  const head = [own.padEnd(39), name.padEnd(19), kind.padEnd(11), rest.join(', ')].join(' ').trimEnd();
  const variants = (row.variants ?? []).map(
    (one) => `    ${conditionText(one.when)}: ${treatment(own, one).join(', ')}`,
  );
  return [head, ...variants].join('\n');
}

function conditionText({ mode, container, from, before, defaultGroup }: Variant['when']): string {
  const conditions = [
    mode,
    container,
    from === undefined ? undefined : `from ${from}`,
    before === undefined ? undefined : `before ${before}`,
    defaultGroup ? 'default group' : undefined,
  ];
  return conditions.filter((one) => one !== undefined).join(', ');
}

/** The class first. A variant without a class or targets has those of its row. */
function treatment(own: string, row: Omit<Variant, 'when'> & Pick<ExposureRow, 'leak'>): [string, ...string[]] {
  return [
    row.class ?? 'as above',
    ...(row.to ?? []).map((target) => targetText(own, target)),
    ...(row.via === undefined ? [] : [`via ${row.via}`]),
    ...(row.leak === undefined ? [] : ['leak']),
    ...(row.unsure === undefined ? [] : ['unsure']),
  ];
}

function targetText(own: string, { field, rule, since, dropped, unsure }: Target): string {
  const when = dropped === undefined ? '' : ` unless ${dropped.field} & ${dropped.mask}`;
  return `${field === own ? 'itself' : field}: ${fullRule(rule)}${when}${since === undefined ? '' : ` since ${since}`}${unsure === undefined ? '' : ' (unsure)'}`;
}

/** What is prose in a rule, and what its short form says already. */
const prose: readonly string[] = ['kind', 'over', 'text', 'why', 'swappedIn'];
const short: Readonly<Partial<Record<Rule['kind'], readonly string[]>>> = {
  times: ['factor'],
  constant: ['value'],
  bit: ['bit'],
  bits: ['low', 'width'],
};

/** The short form of a rule, then its other parameters. */
function fullRule(rule: Rule): string {
  const left = [...prose, ...(short[rule.kind] ?? [])];
  const rest = JSON.stringify(rule, (key, value: unknown) => {
    if (left.includes(key)) return undefined;
    return typeof value === 'bigint' ? `0x${value.toString(16)}` : value;
  });
  return rest === '{}' ? ruleText(rule) : `${ruleText(rule)} ${rest.replaceAll('"', '')}`;
}
