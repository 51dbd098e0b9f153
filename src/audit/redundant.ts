/**
 * Fifth question: which facts are redundant with another interface?
 */
import { reasonOf } from '../catalog/exposure.js';
import type { Outcome, RedundantRow } from '../model/audit.js';
import type { View } from '../model/interface.js';
import { foundElsewhere, leftElsewhere, mergedOthers } from './elsewhere.js';
import type { FirmwareField } from './firmware-fields.js';
import type { Subject } from './subject.js';
import { listText, members, shortList } from './words.js';

/** The order of the rows. */
const kinds: readonly RedundantRow['kind'][] = ['exposed twice', 'left to it', 'shown too'];

/** Facts that two interfaces tell, or that this one leaves to another. */
export function redundantRows(subject: Subject): RedundantRow[] {
  const rows = subject.facts.flatMap((field) => {
    const left = leftElsewhere(subject, field);
    if (left !== null) return [rowOf('left to it', field, left)];
    return field.offered ? [...toldTwice(subject, field), ...shownToo(subject, field)] : [];
  });
  return kinds.flatMap((kind) => rows.filter((row) => row.kind === kind));
}

interface Place {
  readonly name: string;
  readonly targets: readonly { readonly field: string }[];
  readonly why: string;
}

function rowOf(kind: RedundantRow['kind'], field: FirmwareField, { name, targets, why }: Place): RedundantRow {
  return { kind, field: field.name, interface: name, where: targets.map((target) => target.field), why };
}

function toldTwice(subject: Subject, field: FirmwareField): RedundantRow[] {
  const isForUserspace = subject.item.view === 'vfio' || subject.item.view === 'firmware';
  const found = isForUserspace ? foundElsewhere(subject, field) : null;
  return found === null ? [] : [rowOf('exposed twice', field, found)];
}

/** Views whose interfaces tell the same facts, to a program or to an administrator. */
const otherViews: Readonly<Record<View, readonly View[]>> = {
  firmware: ['sysfs'],
  vfio: ['vfio', 'sysfs'],
  sysfs: ['vfio'],
  guest: [],
};

function shownToo(subject: Subject, field: FirmwareField): RedundantRow[] {
  const views = otherViews[subject.item.view].filter(
    (view) => view === 'sysfs' || subject.item.audit?.proposal !== true,
  );
  return mergedOthers(subject)
    .filter((item) => views.includes(item.view))
    .flatMap((item) => {
      const row = subject.catalog.row(item.name, field.layout.tag, field.place.field);
      if (row === undefined || row.class !== 'exposed') return [];
      return [rowOf('shown too', field, { name: item.name, targets: row.to ?? [], why: reasonOf(item, row.why) })];
    });
}

/** Verdict in one sentence. */
export function redundantVerdict(
  subject: Subject,
  rows: readonly RedundantRow[],
): { outcome: Outcome; verdict: string } {
  const of = (kind: RedundantRow['kind']): readonly RedundantRow[] => rows.filter((row) => row.kind === kind);
  const shown = byInterface(of('shown too')).map(([name, fields]) => `${name} shows ${fields} too`);
  const tail = shown.length === 0 ? '' : `; ${shown.join('; ')}`;
  const twice = byInterface(of('exposed twice')).map(([name, fields]) => `${fields} (${name} tells them)`);
  if (twice.length > 0) return { outcome: 'fault', verdict: `Redundant: ${listText(twice)}${tail}.` };
  const left = byInterface(of('left to it')).map(([name, fields]) => `${fields} to ${name}`);
  const lead = left.length === 0 ? 'Nothing is' : `Nothing is: it leaves ${listText(left)}`;
  const isForOne = of('shown too').some((row) => viewOf(subject, row) === subject.item.view);
  return { outcome: isForOne ? 'remark' : 'sound', verdict: `${lead}${tail}.` };
}

function viewOf(subject: Subject, row: RedundantRow): View | undefined {
  return subject.catalog.interfaces().find((item) => item.name === row.interface)?.view;
}

/** Each interface with its fields. */
function byInterface(rows: readonly RedundantRow[]): readonly (readonly [string, string])[] {
  const names = [...new Set(rows.map((row) => row.interface))];
  return names.map((name) => [
    name,
    shortList(members(rows.filter((row) => row.interface === name).map((row) => row.field))),
  ]);
}
