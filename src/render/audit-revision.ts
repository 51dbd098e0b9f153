/**
 * How an interface is revised: one row a struct, what readers of other revisions make of it, and the members that came
 * later.
 */
import type { LaterRow, Revision, RevisionStruct } from '../model/audit.js';
import { placeText } from './audit-drift.js';
import { Notes, shortName, type TableText } from './audit-tables.js';

/** Structs first, then members that came later. */
export function revisionTables(structs: readonly RevisionStruct[], rows: readonly LaterRow[]): readonly TableText[] {
  return [structTable(structs), faultTable(structs), laterTable(rows)];
}

function structTable(structs: readonly RevisionStruct[]): TableText {
  const notes = new Notes();
  const hasBytes = structs.some((one) => one.inBlock !== null);
  return {
    columns: [
      { head: 'struct', isText: true },
      { head: 'bytes', isText: true },
      { head: 'told by', isText: true },
      { head: 'room', isNumber: true },
      { head: 'old reader' },
      { head: 'new reader' },
      ...(hasBytes ? ([{ head: 'in the block', isText: true }] as const) : []),
    ],
    rows: structs.map((one) => [
      shortName(one.struct),
      one.size === null ? '-' : one.revisions.map(revisionText).join(', '),
      one.marks.map((mark) => shortName(mark.field) || mark.kind).join(', ') || 'nothing',
      one.room === null ? '-' : String(one.room),
      notes.add(one.oldReader),
      notes.add(one.newReader),
      ...(hasBytes ? [one.inBlock ?? 'not in the block'] : []),
    ]),
    notes: notes.texts,
    rest: '',
  };
}

function revisionText({ version, size }: Revision): string {
  return version === null ? String(size) : `${size} (v${version})`;
}

function faultTable(structs: readonly RevisionStruct[]): TableText {
  const faulty = structs.filter((one) => one.faults.length > 0);
  return {
    title: 'what makes a revision unsafe:',
    columns: [{ head: 'struct' }, { head: 'FAULT', isText: true }],
    rows: faulty.flatMap((one) => one.faults.map(({ text }) => [shortName(one.struct), text])),
    notes: [],
    rest: '',
  };
}

function laterTable(rows: readonly LaterRow[]): TableText {
  return {
    title: 'came later:',
    columns: [
      { head: 'field', isText: true },
      { head: 'at', isNumber: true },
      { head: 'bits', isNumber: true },
      { head: 'since', isText: true },
      { head: 'room taken from', isText: true },
      { head: 'told by', isText: true },
    ],
    rows: rows.map((row) => [
      shortName(`${row.struct}.${row.field}`),
      placeText(row),
      String(row.bitLength),
      row.since,
      row.room === 'end' ? 'the end' : 'reserved bits or padding',
      row.toldBy ?? 'nothing',
    ]),
    notes: [],
    rest: '',
  };
}
