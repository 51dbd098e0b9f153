import type { Layout, Role } from '../model/layout.js';

/** A layout whose role is known. */
export type LayoutOf<K extends Role['kind']> = Layout & { readonly role: Extract<Role, { kind: K }> };

/** True when the layout plays the role. */
export function hasRole<K extends Role['kind']>(layout: Layout, kind: K): layout is LayoutOf<K> {
  return layout.role.kind === kind;
}
