/**
 * The members of firmware's answers, each with what the interface does with it.
 */
import { type Catalog, hasRole } from '../catalog/catalog.js';
import { reasonOf } from '../catalog/exposure.js';
import { firmwareOf, genericLeaves } from '../catalog/field-table.js';
import { needAndScope } from '../catalog/need-and-scope.js';
import type { BitPlace } from '../model/audit.js';
import type { ExposureRow, Interface, Target } from '../model/interface.js';
import type { Endian, Layout, Need, Scope } from '../model/layout.js';
import { endianOf, memberSince, placeOf } from './user-structs.js';

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

/** Every member of every answer that the interface has a row for. */
export function firmwareFields(catalog: Catalog, item: Interface): FirmwareField[] {
  return firmwareOf(catalog, item).flatMap((layout) => fieldsOf(catalog, item, layout));
}

function fieldsOf(catalog: Catalog, item: Interface, layout: Layout): FirmwareField[] {
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
