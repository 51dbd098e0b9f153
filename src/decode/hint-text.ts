import type { Catalog } from '../catalog/catalog.js';
import type { Hint } from '../model/hints.js';
import { codeLabel } from './label.js';

/** Numbers that are worth a word when they are not 0. */
const codes = /^(?:rc|pec|cc|status|count|answer)$/;

/** What a line of a log says happened: the event, its codes in words, and what that means. */
export function hintText(catalog: Catalog, { event, meaning, numbers, capability, codes: table }: Hint): string {
  const said: string[] = Object.entries(numbers).flatMap(([name, value]) => {
    if (name === 'uid') return [`uid 0x${value.toString(16).padStart(4, '0')} where uids are unique`];
    if (name === 'stale') return [`its handle 0x${value.toString(16).padStart(8, '0')} is stale`];
    if (!codes.test(name) || (value === 0 && name !== 'answer') || event.includes(`${name}=`)) return [];
    if (/^(?:pec|answer)$/.test(name) && table !== undefined) return [codeLabel(catalog.codeTable(table), value)];
    return [`${name} ${name === 'pec' ? `0x${value.toString(16)}` : value}`];
  });
  if (capability !== undefined) said.push(`capability ${capability}`);
  const what = said.length === 0 ? event : `${event}: ${said.join(', ')}`;
  return meaning === undefined ? what : `${what}: ${meaning}`;
}
