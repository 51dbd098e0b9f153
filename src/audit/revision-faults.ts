/**
 * Why a struct of the user cannot be revised safely.
 */
import { type Catalog, hasRole } from '../catalog/catalog.js';
import type { RevisionFault, RevisionMark } from '../model/audit.js';
import { isZero } from '../rules/facts.js';
import type { BlockBytes } from './block-bytes.js';
import { isRaw, type Pair } from './pairs.js';
import { factsIn } from './reserved.js';
import type { Subject } from './subject.js';
import { isUnwritten } from './useful.js';
import type { UserStruct } from './user-structs.js';
import { listText, members } from './words.js';

/** A struct with what is known of it. */
export interface Revised {
  readonly struct: UserStruct;
  /** How firmware comes into it, if it does. */
  readonly pair: Pair | undefined;
  readonly marks: readonly RevisionMark[];
}

/** Every reason; firmware's own struct is firmware's to revise. */
export function revisionFaults(subject: Subject, revised: Revised, bytes: BlockBytes): readonly RevisionFault[] {
  if (revised.pair?.transfer === 'same struct') return [];
  const { struct } = revised;
  return [
    ...markFaults(revised),
    ...doubleFaults(subject.catalog, revised),
    ...numberFaults(subject.catalog, struct),
    ...carriedFaults(subject, struct),
    ...unwrittenFaults(subject, struct),
    ...strayFaults(revised, bytes),
    ...(subject.item.audit?.defects ?? [])
      .filter((one) => one.question === 'revision' && one.struct === struct.holderName)
      .map(({ what, why }): RevisionFault => ({ kind: 'defect', short: what, text: why })),
  ];
}

function tells(marks: readonly RevisionMark[], ...kinds: readonly RevisionMark['kind'][]): boolean {
  return marks.some((mark) => kinds.includes(mark.kind));
}

function markFaults({ struct, pair, marks }: Revised): readonly RevisionFault[] {
  const { holder, name, fields } = struct;
  if (holder.role.kind === 'capability' && !tells(marks, 'version')) {
    const shape = pair?.transfer === 'opaque' ? 'its bytes have the shape of whatever kernel runs' : 'no size is in it';
    const short = `the version of a capability is 0 whatever it holds, and ${shape}`;
    return [{ kind: 'no version', short, text: `The version of ${holder.tag} is 0 whatever it holds, and ${shape}.` }];
  }
  if (tells(marks, 'size', 'version')) return [];
  const last = fields.at(-1);
  const tail = last?.isOpen === true ? ` Behind ${last.place.field}, which takes the rest, nothing can be added.` : '';
  const text = `Neither a size nor a version is in ${name}.${tail}`;
  return [{ kind: 'no size', short: `neither a size nor a version is in ${name}`, text }];
}

/** Other structs of this name with members elsewhere, when neither size nor version tells them apart. */
function doubleFaults(catalog: Catalog, { struct: { holder }, marks }: Revised): readonly RevisionFault[] {
  if (tells(marks, 'size', 'version')) return [];
  const others = catalog.layouts().filter((one) => one.tag === holder.tag && one !== holder);
  return others.flatMap((other): RevisionFault[] => {
    const moved = holder.fields.flatMap(({ name, byteOffset }) =>
      other.fields.some((one) => one.name === name && one.byteOffset !== byteOffset) ? [name] : [],
    );
    if (moved.length === 0) return [];
    const short = `${other.interface ?? 'Linux'} has ${listText(moved)} elsewhere under the same name`;
    return [{ kind: 'same name', short, text: `In ${holder.tag} ${short}: no byte tells the two apart.` }];
  });
}

/** A proposal whose number Linux has given to another feature. */
function numberFaults(catalog: Catalog, { holder }: UserStruct): readonly RevisionFault[] {
  if (holder.interface === undefined || !hasRole(holder, 'feature')) return [];
  const { of, number, name } = holder.role;
  const merged = catalog.feature(of, number);
  if (merged === undefined || merged.role.name === name) return [];
  const short = `feature ${number} is ${merged.role.name} since ${merged.since ?? merged.source.version}`;
  return [{ kind: 'same number', short, text: `${name} cannot keep its number: ${short}.` }];
}

function carriedFaults(subject: Subject, struct: UserStruct): readonly RevisionFault[] {
  const runs = struct.fields.filter((field) => field.kind !== 'value' && factsIn(subject, struct, field).length > 0);
  if (runs.length === 0) return [];
  const names = listText(runs.map((field) => field.place.field));
  return [
    {
      kind: 'no room',
      short: 'the reserved bytes hold facts of firmware',
      text: `No later member can have ${names} of ${struct.name}: kernels of today have facts of firmware there, which its readers would take for the member.`,
    },
  ];
}

function unwrittenFaults(subject: Subject, struct: UserStruct): readonly RevisionFault[] {
  const fields = subject.facts.filter((field) => isUnwritten(subject, field));
  const own = struct.fields.filter((user) =>
    fields.some((field) => field.targets.some((target) => target.field === user.name)),
  );
  if (own.length === 0) return [];
  const short = `declared and never assigned: ${listText(members(own.map((field) => field.name)))}`;
  const text = `D${short.slice(1)}. A kernel that begins to assign ${own.length === 1 ? 'it' : 'them'} looks the same.`;
  return [{ kind: 'not written', short, text }];
}

/** Bytes of the block given in which a later revision would put a member. */
function strayFaults({ struct, pair }: Revised, bytes: BlockBytes): readonly RevisionFault[] {
  if (pair !== undefined && isRaw(pair)) return [];
  const fields = struct.fields.filter(({ kind }) => kind !== 'value');
  return fields.flatMap(({ name, place }): RevisionFault[] => {
    const { raw } = bytes.user(name);
    if (raw === null || isZero(raw)) return [];
    const short = `${place.field} of ${struct.name} is ${raw} in the block`;
    return [{ kind: 'not clear', short, text: `${short}: a member put there could not be told from it.` }];
  });
}
