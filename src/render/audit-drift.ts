/**
 * Bit by bit, one table for each struct of firmware.
 */
import type { BitPlace, Drift, DriftRow } from '../model/audit.js';
import { shortName, type TableText } from './audit-tables.js';

/** Rows that say nothing but this are counted from this number on. */
const leastToCount = 12;

/** Where each member of firmware went, and which members of the user have no origin there. */
export function driftTables(rows: readonly DriftRow[], all: boolean): readonly TableText[] {
  const structs = [...new Set(rows.flatMap((row) => row.firmware?.struct ?? []))];
  const fresh = rows.filter((row) => row.firmware === null);
  return [
    ...structs.map((struct) =>
      structTable(
        struct,
        rows.filter((row) => row.firmware?.struct === struct),
        all,
      ),
    ),
    ...(fresh.length === 0 ? [] : [freshTable(fresh)]),
  ];
}

function structTable(struct: string, rows: readonly DriftRow[], all: boolean): TableText {
  const plain = new Map<string, DriftRow[]>();
  for (const row of all ? [] : rows) {
    const text = plainText(row);
    if (text !== null) plain.set(text, [...(plain.get(text) ?? []), row]);
  }
  const counted = [...plain].filter(([text, own]) => own.length >= leastToCount || isAlwaysCounted(text));
  const left = new Set(counted.flatMap(([, own]) => own));
  return {
    title: `${struct}:`,
    columns: [
      { head: 'field', isText: true },
      { head: 'at', isNumber: true },
      { head: 'bits', isNumber: true },
      { head: 'user field', isText: true },
      { head: 'drift', isText: true },
    ],
    rows: rows.filter((row) => !left.has(row)).map(cellsOf),
    notes: [],
    rest: counted.map(([text, own]) => countedText(text, own)).join(' '),
  };
}

const same = 'same name, same bits';
const away = 'not offered';

/** What a row says that many others say too; null when it is worth a line. */
function plainText({ user, drift, note }: DriftRow): string | null {
  if (drift.length === 0 && note === '') return same;
  return user === null && drift.includes('missing') ? note : null;
}

function isAlwaysCounted(text: string): boolean {
  return text === same || text === away;
}

/** Names of a few, the number of many. */
function countedText(text: string, rows: readonly DriftRow[]): string {
  const names = rows.map((row) => row.firmware?.field ?? '').join(', ');
  const what = rows.length > 20 || text !== same ? `${rows.length} ${rows.length === 1 ? 'field' : 'fields'}` : names;
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}: ${what}.`;
}

function cellsOf({ firmware, user, drift, rule, note }: DriftRow): string[] {
  const words = [...drift.map((one) => driftWord(one, user)), ...(rule === null || rule === 'same' ? [] : [rule])].join(
    ', ',
  );
  return [
    firmware?.field ?? '',
    placeText(firmware),
    bitsText(firmware),
    user === null ? '' : shortName(`${user.struct}.${user.field}`),
    [words, note].filter((text) => text !== '').join(': ') || 'same',
  ];
}

function driftWord(drift: Drift, user: BitPlace | null): string {
  if (user === null) return drift;
  if (drift === 'moved') return `moved to ${placeText(user)}`;
  return drift === 'resized' ? `${bitsText(user)} bits` : drift;
}

export function placeText(place: Pick<BitPlace, 'byteOffset' | 'bitOffset' | 'bitLength'> | null): string {
  if (place === null) return '';
  const isBytes = place.bitOffset === 0 && place.bitLength % 8 === 0;
  const at = `0x${place.byteOffset.toString(16)}`;
  return isBytes ? at : `${at}.${place.bitOffset}`;
}

function bitsText(place: BitPlace | null): string {
  if (place === null) return '';
  return place.bitLength === 0 ? '?' : String(place.bitLength);
}

function freshTable(rows: readonly DriftRow[]): TableText {
  return {
    title: 'only in the structs of the user:',
    columns: [
      { head: 'user field', isText: true },
      { head: 'at', isNumber: true },
      { head: 'bits', isNumber: true },
      { head: 'what it is', isText: true },
    ],
    rows: rows.map(({ user, note }) => [
      user === null ? '' : shortName(`${user.struct}.${user.field}`),
      placeText(user),
      bitsText(user),
      note,
    ]),
    notes: [],
    rest: '',
  };
}
