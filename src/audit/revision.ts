/**
 * Seventh question: how is it revised?
 */
import type { LaterRow, Outcome, RevisionStruct } from '../model/audit.js';
import type { BlockBytes } from './block-bytes.js';
import { isRaw } from './pairs.js';
import { type Revised, revisionFaults } from './revision-faults.js';
import { chainOwner, laterRows, marksOf, revisionsOf } from './revision-marks.js';
import { readersOf } from './revision-readers.js';
import type { Subject } from './subject.js';
import { type UserStruct, userStruct } from './user-structs.js';
import { count, listText, members, sentence } from './words.js';

/** Each struct that the user reads, the one with the chain before its capabilities. */
export function revisionStructs(subject: Subject, bytes: BlockBytes): RevisionStruct[] {
  if (subject.item.view === 'sysfs') return [textFiles(subject)];
  return readStructs(subject).map((struct) => {
    const pair = subject.pairs.find((one) => one.user?.holderName === struct.holderName);
    const isCopy = pair !== undefined && isRaw(pair);
    const revised = { struct, pair, marks: marksOf(subject, struct, isCopy) };
    return {
      struct: struct.name,
      size: pair?.transfer === 'opaque' ? null : struct.layout.size,
      marks: revised.marks,
      revisions: revisionsOf(struct),
      room: isCopy ? null : roomOf(revised),
      ...readersOf(subject, struct, pair, laterRows(struct)),
      faults: revisionFaults(subject, revised, bytes),
      inBlock: bytes.revisionOf(struct.holderName),
    };
  });
}

/** Members of these structs that the first revision did not have. */
export function revisionRows(subject: Subject): LaterRow[] {
  return subject.item.view === 'sysfs' ? [] : readStructs(subject).flatMap(laterRows);
}

/** What the interface fills, and the structs on which its capabilities hang. */
function readStructs({ catalog, structs }: Subject): readonly UserStruct[] {
  const owners = [...new Set(structs.flatMap(({ holder }) => chainOwner(catalog, holder) ?? []))];
  const missing = owners.filter((owner) => !structs.some(({ holder }) => holder === owner));
  const all = [...missing.map((owner) => userStruct(catalog, owner)), ...structs];
  const isOwner = (struct: UserStruct): boolean => owners.includes(struct.holder);
  return [...all.filter(isOwner), ...all.filter((struct) => !isOwner(struct))];
}

function textFiles({ item }: Subject): RevisionStruct {
  return {
    struct: item.name,
    size: null,
    marks: [{ kind: 'file name', field: '' }],
    revisions: [],
    room: null,
    oldReader: 'Does not open files that it does not know.',
    newReader: 'Does not find the file.',
    faults: [],
    inBlock: null,
  };
}

/** Reserved bytes and padding. */
function roomOf({ struct }: Revised): number {
  return struct.fields
    .filter(({ kind, place }) => kind !== 'value' && place.bitLength % 8 === 0)
    .reduce((sum, { place }) => sum + place.bitLength / 8, 0);
}

/** Verdict in one sentence. */
export function revisionVerdict(
  subject: Subject,
  structs: readonly RevisionStruct[],
  rows: readonly LaterRow[],
): { outcome: Outcome; verdict: string } {
  const faults = [...new Set(structs.flatMap((one) => one.faults.map((fault) => fault.short)))];
  if (faults.length > 0) return { outcome: 'fault', verdict: `Not safely: ${faults.join('; ')}.` };
  if (subject.item.view === 'sysfs') {
    const verdict = 'File by file: each new fact is a file of its own, and no reader meets it unasked.';
    return { outcome: 'sound', verdict };
  }
  const { lengthIn } = subject.item.audit ?? {};
  if (lengthIn !== undefined) {
    const verdict = `By length alone, which ${lengthIn} tells: nothing says which shape the bytes have.`;
    return { outcome: 'remark', verdict };
  }
  const kinds = new Set(structs.flatMap((one) => one.marks.map((mark) => mark.kind)));
  const names = (['version', 'size', 'flags', 'chain'] as const).filter((kind) => kinds.has(kind));
  const untold = rows.filter((row) => row.toldBy === null);
  const isOwn = subject.pairs.some((pair) => pair.transfer === 'same struct');
  const clauses = [
    isOwn ? 'as firmware revises its answers, of which each says its length' : `by ${listText(names)}`,
    laterText(rows, isOwn),
    ...(untold.length === 0 ? [] : [`where it is 0, nothing tells whether there is ${untoldText(untold)}`]),
  ];
  return { outcome: untold.length > 0 ? 'remark' : 'sound', verdict: `${sentence(clauses.join('; '))}.` };
}

function untoldText(rows: readonly LaterRow[]): string {
  return listText(members(rows.map((row) => row.field))).replace(/ and (?=[^ ]*$)/, ' or ');
}

function laterText(rows: readonly LaterRow[], isOwn: boolean): string {
  if (rows.length === 0) return 'nothing came later so far';
  const taken = rows.filter((row) => row.room === 'reserved');
  const which = isOwn ? `${taken.length} of them` : listText(members(taken.map((row) => row.field)));
  const room = taken.length === 0 ? '' : `, ${which} in bits that were reserved or padding`;
  return `${count(rows.length, 'member')} ${isOwn ? 'have a name since a later Linux' : 'came later'}${room}`;
}
