/**
 * Facts by the part they play, on every side.
 */
import type { Catalog } from '../catalog/catalog.js';
import type { View } from '../model/interface.js';
import type { FactRole, RoleNumber } from '../model/roles.js';
import type { Fact, Facts } from '../rules/facts.js';

/** Firmware and the sides given, with lookups by role. */
export class Evidence {
  readonly #catalog: Catalog;
  readonly #facts: Readonly<Partial<Record<View, Facts>>>;

  constructor(catalog: Catalog, facts: Readonly<Partial<Record<View, Facts>>>) {
    this.#catalog = catalog;
    this.#facts = facts;
  }

  has(view: View): boolean {
    return this.#facts[view] !== undefined;
  }

  /** Everything that a view says; undefined when it has no blocks. */
  facts(view: View): Facts | undefined {
    return this.#facts[view];
  }

  /** A view has a struct; undefined when it has no blocks. */
  hasStruct(view: View, struct: string): boolean | undefined {
    return this.#facts[view]?.has(struct);
  }

  /** Path of a role in a view. */
  path(view: View, role: FactRole): string | undefined {
    return this.#catalog.roles().paths[role]?.[view];
  }

  /** The fact that plays a role in a view; `element` fills the index of an array. */
  fact(view: View, role: FactRole, element?: number): Fact | undefined {
    const path = this.path(view, role);
    if (path === undefined) return undefined;
    return this.#facts[view]?.find(element === undefined ? path : path.replace('[]', `[${element}]`));
  }

  /** The same as an integer; undefined when it is missing or no integer. */
  number(view: View, role: FactRole, element?: number): bigint | undefined {
    const value = this.fact(view, role, element)?.value;
    return typeof value === 'bigint' ? value : undefined;
  }

  /** All elements of an array that plays a role. */
  numbers(view: View, role: FactRole): bigint[] {
    const found: bigint[] = [];
    for (let i = 0, value = this.number(view, role, 0); value !== undefined; value = this.number(view, role, ++i))
      found.push(value);
    return found;
  }

  /** The integer that plays a role in every struct of its name, such as several regions. */
  every(view: View, role: FactRole): bigint[] {
    const path = this.path(view, role);
    const facts = path === undefined ? [] : (this.#facts[view]?.findAll(path) ?? []);
    return facts.flatMap(({ value }) => (typeof value === 'bigint' ? [value] : []));
  }

  /** A number that checks compare with. */
  constant(name: RoleNumber): bigint {
    const value = this.#catalog.roles().numbers[name];
    if (value === undefined) throw new Error(`no number ${name}`);
    return BigInt(value);
  }

  /** Index of the list entry of the function; undefined without a list or when it is not in it. */
  ownEntry(view: View): number | undefined {
    const id = this.number(view, 'functionId');
    const index = id === undefined ? this.#entryByHandle(view) : this.numbers(view, 'entryId').indexOf(id);
    return index < 0 ? undefined : index;
  }

  /** Without an answer of the function its entry on the host is known by the handle that VFIO tells. */
  #entryByHandle(view: View): number {
    const handle = view === 'firmware' ? this.number('vfio', 'handle') : undefined;
    if (handle === undefined) return -1;
    const enable = this.constant('handleEnabled');
    return this.numbers(view, 'entryHandle').findIndex((one) => (one | enable) === (handle | enable));
  }
}
