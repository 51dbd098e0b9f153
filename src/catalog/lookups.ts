/**
 * Lookups by the numbers that blocks hold: command codes, capability ids, values that have names.
 */
import type { Code, Codes, Layout, Role } from '../model/layout.js';
import { hasRole, type LayoutOf } from './has-role.js';

export interface Lookups {
  codeTable(tag: string): Codes | undefined;
  /** The name of a value. */
  code(tag: string, value: number): Code | undefined;
  /** The header of CLP requests or responses. */
  header(of: 'request' | 'response'): LayoutOf<'clp-header'>;
  /** CLP request layout of a command code. */
  request(command: number): LayoutOf<'clp-request'> | undefined;
  /** Capability layout of an id in the chain of an info struct (`tag` or `tag@interface`). */
  capability(of: string, id: number): LayoutOf<'capability'> | undefined;
  /** Layout behind the header `of` (`tag` or `tag@interface`) for the feature of that number. */
  feature(of: string, number: number): LayoutOf<'feature'> | undefined;
}

interface Tables {
  readonly layouts: readonly Layout[];
  readonly codes: readonly Codes[];
}

/** The lookups over some tables; where two layouts answer to a number, the first does. */
export function makeLookups({ layouts, codes }: Tables): Lookups {
  const byRole = <K extends Role['kind']>(kind: K): LayoutOf<K>[] =>
    layouts.filter((layout): layout is LayoutOf<K> => hasRole(layout, kind));
  const headers = firstOf(byRole('clp-header').map((layout) => [layout.role.of, layout]));
  const requests = firstOf(byRole('clp-request').map((layout) => [layout.role.command, layout]));
  const capabilities = firstOf(
    byRole('capability').flatMap((layout) =>
      [layout.role.id, ...(layout.role.alsoIds ?? [])].map((id) => [`${layout.role.of} ${id}`, layout] as const),
    ),
  );
  const features = firstOf(
    byRole('feature').map((layout) => {
      const owner = layout.interface === undefined ? layout.role.of : `${layout.role.of}@${layout.interface}`;
      return [`${owner} ${layout.role.number}`, layout];
    }),
  );
  const codeTables = firstOf(codes.map((table) => [table.tag, table]));
  const named = new Map<string, Map<number, Code>>();
  const codesOf = (tag: string): Map<number, Code> => {
    const known = named.get(tag);
    if (known !== undefined) return known;
    const made = firstOf((codeTables.get(tag)?.entries ?? []).map((entry) => [entry.value, entry]));
    named.set(tag, made);
    return made;
  };
  return {
    codeTable: (tag) => codeTables.get(tag),
    code: (tag, value) => codesOf(tag).get(value),
    header: (of) => {
      const layout = headers.get(of);
      if (layout === undefined) throw new Error(`no layout of a CLP ${of} header`);
      return layout;
    },
    request: (command) => requests.get(command),
    capability: (of, id) => capabilities.get(`${of} ${id}`),
    feature: (of, number) => features.get(`${of} ${number}`),
  };
}

function firstOf<K, V>(entries: readonly (readonly [K, V])[]): Map<K, V> {
  const map = new Map<K, V>();
  for (const [key, value] of entries) if (!map.has(key)) map.set(key, value);
  return map;
}
