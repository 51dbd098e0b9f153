/**
 * The interface under audit as two lists of members: firmware's with their rows, and the user's.
 */
import { type Catalog, hasRole, typeName } from '../catalog/catalog.js';
import { reasonOf } from '../catalog/exposure.js';
import { firmwareLayouts, genericLeaves } from '../catalog/field-table.js';
import { needAndScope } from '../catalog/need-and-scope.js';
import type { Leaf } from '../catalog/plan.js';
import type { BitPlace, UserName } from '../model/audit.js';
import type { ExposureRow, Interface, Target } from '../model/interface.js';
import type { Endian, Layout, Need, Scope } from '../model/layout.js';
import { endianOf, placeOf, type UserField, type UserStruct, userStruct } from './user-structs.js';

/** A member of a firmware answer and how the interface treats it. */
export interface FirmwareField {
  readonly layout: Layout;
  /** `struct.member`. */
  readonly name: string;
  readonly place: BitPlace;
  readonly isValue: boolean;
  readonly isHeader: boolean;
  /** Linux version that has it, without the details. */
  readonly since: string | undefined;
  readonly endian: Endian | null;
  readonly row: ExposureRow;
  /** The reason of the row in full. */
  readonly why: string;
  /** The row shows it to the user. */
  readonly offered: boolean;
  readonly need: Need;
  readonly scope: Scope;
  /** Where it comes out, on purpose or not: of a hidden field a place where its bits lie all the same, or another interface. */
  readonly targets: readonly Target[];
}

/** Both lists, and what they were made from. */
export interface Subject {
  readonly catalog: Catalog;
  readonly item: Interface;
  /** The interface of the guest, which passes on what userspace is told. */
  readonly guest: Interface | undefined;
  readonly firmware: readonly FirmwareField[];
  readonly structs: readonly UserStruct[];
  /** A member of the user's side by its name. */
  readonly userField: (name: string) => UserField | undefined;
}

/** Everything that the tables say of one interface. */
export function makeSubject(catalog: Catalog, item: Interface): Subject {
  const firmware = firmwareLayouts(catalog).flatMap((layout) => firmwareFields(catalog, item, layout));
  const structs = holdersOf(catalog, item, firmware).map((holder) => userStruct(catalog, holder));
  const byName = new Map(structs.flatMap((struct) => struct.fields.map((field) => [field.name, field] as const)));
  const guest = catalog.interfaces().find((one) => one.view === 'guest');
  return { catalog, item, guest, firmware, structs, userField: (name) => byName.get(name) };
}

/** Facts of PCI: members of answers that are neither reserved nor details of the call. */
export function factsOf(subject: Subject): readonly FirmwareField[] {
  return subject.firmware.filter((field) => field.isValue && !field.isHeader && field.scope !== 'call');
}

function firmwareFields(catalog: Catalog, item: Interface, layout: Layout): FirmwareField[] {
  const header = hasRole(layout, 'clp-response') ? layout.role.header : undefined;
  return genericLeaves(catalog, layout).flatMap((leaf): FirmwareField[] => {
    const row = catalog.row(item.name, layout.tag, leaf.generic);
    if (row === undefined) return [];
    const name = `${layout.tag}.${leaf.generic}`;
    return [
      {
        layout,
        name,
        place: placeOf(layout.tag, leaf),
        isValue: leaf.kind === 'value',
        isHeader: header !== undefined && leaf.generic.startsWith(header),
        since: /^Linux [^(;]*[^(; ]/.exec(leaf.field?.since ?? memberSince(layout, leaf) ?? '')?.[0],
        endian: endianOf(leaf),
        row,
        why: reasonOf(item, row.why),
        offered: row.class !== 'hidden',
        ...needAndScope(catalog, layout.tag, leaf.generic),
        targets: (row.to ?? []).map((target) => (target.field === layout.tag ? { ...target, field: name } : target)),
      },
    ];
  });
}

/** A member of a nested struct is as old as that struct in its owner. */
function memberSince(layout: Layout, leaf: Leaf): string | undefined {
  const [first = ''] = leaf.generic.split(/[.[]/);
  return layout.fields.find((field) => field.name === first)?.since;
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

/** The names of members of the user's side. */
export function userNames(subject: Subject, paths: readonly string[]): readonly UserName[] {
  return paths.map((path) => {
    const place = subject.userField(path)?.place;
    return { path, name: place === undefined ? path : `${place.struct}.${place.field}` };
  });
}

/** `struct` of `struct.member`. */
export function structOf(field: string): string {
  return field.replace(/\..*$/, '');
}
