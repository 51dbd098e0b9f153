/**
 * `--where`: conditions on values by their names.
 */
import { ToolError } from '../model/errors.js';

const operators = ['=', '!=', '<', '<=', '>', '>=', '~'] as const;
type Operator = (typeof operators)[number];

/** A condition as it was given. */
export interface Condition {
  readonly name: string;
  readonly operator: Operator;
  readonly text: string;
}

/** A value, and what it says in words. */
export interface Named {
  readonly value: number | string | null;
  readonly label?: string | null;
}

/** @throws ToolError when one is no condition. */
export function parseConditions(given: readonly string[] = []): Condition[] {
  return given.map((text) => {
    const [, name = '', sign = '', value = ''] = /^([^=!<>~\s]+)\s*([=!<>~]+)\s*(.*)$/s.exec(text) ?? [];
    const operator = operators.find((one) => one === sign);
    const known = `the operators are ${operators.join(' ')}`;
    if (name === '') throw new ToolError(`--where ${text}: no condition; as in --where 'NAME>64', ${known}`);
    if (operator === undefined) throw new ToolError(`--where ${text}: no operator ${sign}; ${known}`);
    const isOrder = operator.startsWith('<') || operator.startsWith('>');
    if (isOrder && integerOf(value.trim()) === undefined)
      throw new ToolError(
        `--where ${text}: ${operator} compares numbers, and '${value.trim()}' is none; for texts: = != ~`,
      );
    return { name, operator, text: value.trim() };
  });
}

/** True when the condition holds for one of the values. What is not known fulfils none. */
export function fulfils({ operator, text }: Condition, values: readonly Named[]): boolean {
  return values.some(({ value, label = null }) => {
    if (value === null) return false;
    if (operator === '=' || operator === '!=') return isEqual(text, value, label) === (operator === '=');
    if (operator === '~')
      return [String(value), label ?? ''].some((one) => one.toLowerCase().includes(text.toLowerCase()));
    const [own, limit] = [integerOf(value), integerOf(text)];
    if (own === undefined || limit === undefined) return false;
    if (operator === '<') return own < limit;
    if (operator === '<=') return own <= limit;
    return operator === '>' ? own > limit : own >= limit;
  });
}

/** Equal as numbers, as text whatever its case, or as one of the names that the label gives the value. */
function isEqual(text: string, value: number | string, label: string | null): boolean {
  const [own, other] = [integerOf(value), integerOf(text)];
  if (own !== undefined && other !== undefined) return own === other;
  const name = label?.replace(/^0x[0-9a-f]+ /, '') ?? '';
  const names = [String(value).replace(/[\s\0]+$/, ''), label ?? '', name, ...name.split(/:\s*/)];
  return names.some((one) => one !== '' && one.toLowerCase() === text.toLowerCase());
}

function integerOf(value: number | string): bigint | undefined {
  if (typeof value === 'number') return BigInt(value);
  return /^(?:0x[0-9a-f]{1,16}|\d{1,20})$/i.test(value) ? BigInt(value) : undefined;
}
