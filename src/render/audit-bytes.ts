/**
 * Reserved bytes and leaks, with their bytes where a block was given.
 */
import type { LeakRow, ReservedRow } from '../model/audit.js';
import { hexText, isZero, memberName, Notes, namesText, shortName, type TableText } from './audit-tables.js';
import { quoted } from './safe.js';

/** Reserved runs; those that only align others are counted unless `isAll` is set. */
export function reservedTable(all: readonly ReservedRow[], isAll: boolean): TableText {
  const shown = all.filter((row) => isAll || row.beyond > 0 || row.isHole || !isZero(row.raw));
  const hasBytes = shown.some((row) => row.raw !== null);
  const hasFacts = shown.some((row) => row.carries.length > 0);
  const left = all.length - shown.length;
  return {
    columns: [
      { head: 'reserved' },
      { head: 'at', isNumber: true },
      { head: 'bytes', isNumber: true },
      { head: 'for alignment', isNumber: true },
      ...(hasFacts ? ([{ head: 'fields of firmware in it', isText: true }] as const) : []),
      ...(hasBytes ? ([{ head: 'bytes in the block', isText: true }] as const) : []),
    ],
    rows: shown.map((row) => [
      row.isHole ? `${shortName(row.struct)}: a hole` : shortName(`${row.struct}.${row.field}`),
      `0x${row.byteOffset.toString(16)}`,
      String(row.bytes),
      String(row.forAlignment),
      ...(hasFacts ? [row.carries.map(memberName).join(', ')] : []),
      ...(hasBytes ? [hexText(row.raw)] : []),
    ]),
    notes: [],
    rest: left === 0 ? '' : `For alignment only: ${left} ${left === 1 ? 'run' : 'runs'} (-v lists them).`,
  };
}

/** A table for each kind of leak, with the reasons below the last one. */
export function leakTables(rows: readonly LeakRow[]): readonly TableText[] {
  const notes = new Notes();
  const hasBytes = rows.some((row) => row.raw !== null);
  const kinds = [...new Set(rows.map(kindText))];
  const tables = kinds.map(
    (kind): TableText => ({
      title: `${kind}:`,
      columns: [
        { head: 'field', isText: true },
        { head: 'where', isText: true },
        ...(hasBytes
          ? ([
              { head: 'bytes', isText: true },
              { head: 'that is', isText: true },
            ] as const)
          : []),
        { head: 'why' },
      ],
      rows: rows
        .filter((row) => kindText(row) === kind)
        .map((row) => [
          memberName(row.field),
          whereText(row),
          ...(hasBytes ? [row.raw === null ? 'not in the block' : hexText(row.raw), meaningOf(row)] : []),
          notes.add(row.why),
        ]),
      notes: [],
      rest: '',
    }),
  );
  return tables.map((table, i) => (i === tables.length - 1 ? { ...table, notes: notes.texts } : table));
}

function whereText({ to, behind, when }: LeakRow): string {
  const where = behind === null ? namesText(to) : `${behind} bytes behind ${namesText(to)}`;
  return when === null ? where : `${where}, ${when}`;
}

function kindText(row: LeakRow): string {
  return row.onPurpose ? `${row.kind}, on purpose` : row.kind;
}

/** Names and units of the value, or its text; a bare number says no more than its bytes. */
function meaningOf({ value, label, raw }: LeakRow): string {
  if (label !== null) return label;
  const isText = typeof value === 'string' && value !== raw && !/^[0-9a-fx, ]*$/.test(value);
  return isText ? quoted(value) : '';
}
