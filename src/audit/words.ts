/**
 * Sentences from data: lists, counts, short names.
 */
import { memberOf } from '../rules/facts.js';

/** `a`, `a and b`, `a, b and c`. */
export function listText(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** `1 field`, `3 fields`; the plural adds an s unless it is given. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`;
}

/** Member names for a sentence: each once, in their order, without indices. */
export function members(fields: readonly string[]): readonly string[] {
  return [...new Set(fields.map((field) => memberOf(field).replaceAll('[]', '')))];
}

/** The first names of a long list, and how many more there are. */
export function shortList(items: readonly string[], most = 12): string {
  if (items.length <= most) return listText(items);
  return `${items.slice(0, most - 1).join(', ')} and ${items.length - most + 1} more`;
}

/** Without indices and prefixes: `wb` of `mio.addr[].wb`. */
export function lastName(member: string): string {
  return member.replaceAll('[]', '').split('.').at(-1) ?? member;
}

/** First letter large. */
export function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
