/**
 * The interface under audit: firmware's members with their rows, the user's members, and how the ones come into the others.
 */
import { type Catalog, typeName } from '../catalog/catalog.js';
import type { UserName } from '../model/audit.js';
import type { Interface } from '../model/interface.js';
import type { Layout } from '../model/layout.js';
import { structOf } from '../rules/facts.js';
import { type FirmwareField, firmwareFields } from './firmware-fields.js';
import { isRaw, type Link, makePairs, type Pair } from './pairs.js';
import { type UserField, type UserStruct, userStruct } from './user-structs.js';

/** Everything that the tables say of one interface. */
export interface Subject {
  readonly catalog: Catalog;
  readonly item: Interface;
  /** The interface of the guest, which passes on what userspace is told. */
  readonly guest: Interface | undefined;
  readonly firmware: readonly FirmwareField[];
  /** Facts of PCI: members of answers that are neither reserved nor details of the call. */
  readonly facts: readonly FirmwareField[];
  readonly structs: readonly UserStruct[];
  /** Members of all these structs. */
  readonly members: readonly UserField[];
  readonly pairs: readonly Pair[];
  /** Links of all pairs, and of those that are raw. */
  readonly links: readonly Link[];
  readonly rawLinks: readonly Link[];
}

/** What the tables say of this interface. */
export function makeSubject(catalog: Catalog, item: Interface): Subject {
  const firmware = firmwareFields(catalog, item);
  const facts = firmware.filter((field) => field.isValue && !field.isHeader && field.scope !== 'call');
  const structs = holdersOf(catalog, item, firmware).map((holder) => userStruct(catalog, holder));
  const guest = catalog.interfaces().find((one) => one.view === 'guest');
  const pairs = makePairs(catalog, item, firmware, structs);
  const members = structs.flatMap((struct) => struct.fields);
  const links = pairs.flatMap((pair) => pair.links);
  const rawLinks = pairs.filter(isRaw).flatMap((pair) => pair.links);
  return { catalog, item, guest, firmware, facts, structs, members, pairs, links, rawLinks };
}

/** Outermost structs that the interface fills: those its rows offer, and those that exist only for it. */
function holdersOf(catalog: Catalog, item: Interface, firmware: readonly FirmwareField[]): Layout[] {
  const offered = firmware.filter((field) => field.offered);
  const named = new Set(offered.flatMap((field) => field.targets.map((target) => structOf(target.field))));
  return catalog
    .layouts()
    .filter((layout) => layout.role.kind !== 'part')
    .filter((layout) => named.has(typeName(layout)) || layout.interface === item.name);
}

/** A member of the user's side by its name, as targets have it. */
export function userField({ members }: Subject, name: string): UserField | undefined {
  return members.find((field) => field.name === name);
}

/** What the user calls the places of these targets. */
export function userNames(subject: Subject, targets: readonly { readonly field: string }[]): readonly UserName[] {
  return targets.map(({ field: path }) => {
    const place = userField(subject, path)?.place;
    return { path, name: place === undefined ? path : `${place.struct}.${place.field}` };
  });
}
