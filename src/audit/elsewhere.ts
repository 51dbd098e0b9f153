/**
 * Facts that another interface has for every device.
 */
import { hasRole } from '../catalog/catalog.js';
import { reasonOf } from '../catalog/exposure.js';
import type { Interface, Target } from '../model/interface.js';
import { structOf } from '../rules/facts.js';
import type { FirmwareField } from './firmware-fields.js';
import type { Subject } from './subject.js';

/** The place of a fact in another interface. */
export interface Elsewhere {
  /** The ioctl that fills the struct, or the name of the interface. */
  readonly name: string;
  readonly targets: readonly Target[];
  readonly why: string;
}

/** The fact stands in another interface, from where it can be had. */
export function isElsewhere({ rule }: Target): boolean {
  return rule.kind === 'regionLog2' || rule.kind === 'configSpace';
}

/** Merged interfaces apart from the one under audit. */
export function mergedOthers(subject: Subject): readonly Interface[] {
  return subject.catalog.interfaces().filter((item) => item !== subject.item && item.audit?.proposal !== true);
}

/** Where the interface under audit leaves the fact to another one. */
export function leftElsewhere(subject: Subject, field: FirmwareField): Elsewhere | null {
  const targets = field.offered ? [] : field.targets.filter(isElsewhere);
  const name = fillerOf(subject, targets);
  return targets.length === 0 || name === subject.item.name ? null : { name, targets, why: field.why };
}

/** A merged interface of VFIO leaves the fact to a third one: whoever has the device has it from there. */
export function foundElsewhere(subject: Subject, field: FirmwareField): Elsewhere | null {
  for (const item of mergedOthers(subject)) {
    const row = item.view === 'vfio' ? subject.catalog.row(item.name, field.layout.tag, field.place.field) : undefined;
    const targets = row?.class === 'hidden' ? (row.to ?? []).filter(isElsewhere) : [];
    if (row !== undefined && targets.length > 0) {
      return { name: fillerOf(subject, targets), targets, why: `${item.name}: ${reasonOf(item, row.why)}` };
    }
  }
  return null;
}

function fillerOf(subject: Subject, targets: readonly Target[]): string {
  const struct = structOf(targets[0]?.field ?? '');
  const layout = subject.catalog.layout(struct);
  return layout !== undefined && hasRole(layout, 'info') ? (layout.role.ioctl ?? struct) : struct;
}
