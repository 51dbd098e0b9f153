/**
 * Tables of an audit: names, places and bytes as text, reasons as notes below the table.
 */
import type { StructPair, UserName } from '../model/audit.js';
import { shortOrigin, shortTarget } from './rows.js';

/** A column of such a table. */
export interface TableColumn {
  readonly head: string;
  readonly isNumber?: true;
  /** May be wrapped. */
  readonly isText?: true;
}

/** A table with what belongs above and below it. */
export interface TableText {
  /** Above the table. */
  readonly title?: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Reasons; rows name them by `[1]`, `[2]`, ... */
  readonly notes: readonly string[];
  /** What was left out of it. */
  readonly rest: string;
}

/** Reasons below a table, each once. */
export class Notes {
  readonly texts: string[] = [];

  /** The sign of the text, such as `[1]`. */
  add(text: string): string {
    const known = this.texts.indexOf(text);
    if (known < 0) this.texts.push(text);
    return `[${known < 0 ? this.texts.length : known + 1}]`;
  }
}

/** `fid` of `clp_rsp_query_pci.fid`; padding has no other name. */
export function memberName(field: string): string {
  return field.slice(field.indexOf('.') + 1);
}

/** `query_pci.fid` of firmware, `base.gid` of the user, without the interface that a tag may carry. */
export function shortName(field: string): string {
  const name = field.replace(/@[^.]*/, '');
  if (name.startsWith('clp_')) return shortOrigin(name);
  if (name.startsWith('zpci_')) return name;
  return name.includes('_') && !name.startsWith('sysfs.') ? shortTarget(name) : name;
}

/** Fields with the user's name, where it is another. */
export function listOf(rows: readonly { readonly field: string | null; readonly to: readonly UserName[] }[]): string {
  return rows.map((row) => (row.field === null ? namesText(row.to) : memberName(row.field))).join(', ');
}

/** Members of the user in short. */
export function namesText(names: readonly UserName[]): string {
  return names.map((one) => shortName(one.name)).join(', ');
}

/** True for no bytes, and for bytes that are all zero. */
export function isZero(raw: string | null): boolean {
  return raw === null || /^[0 ]*$/.test(raw);
}

/** Bytes in groups of four; a run of zeros is counted. */
export function hexText(raw: string | null): string {
  if (raw === null) return '';
  if (isZero(raw) && raw.length > 8) return `${raw.replaceAll(' ', '').length / 2} zeros`;
  if (raw.includes(' ')) return raw.split(' ').map(grouped).join(' ');
  const tail = /(?:00){8,}$/.exec(raw)?.[0] ?? '';
  const body = grouped(raw.slice(0, raw.length - tail.length));
  return tail === '' ? body : `${body} and ${tail.length / 2} zeros`;
}

function grouped(hex: string): string {
  return hex.replace(/(.{8})(?=.)/g, '$1 ');
}

/** How each struct of firmware comes into which struct of the user. */
export function structTable(structs: readonly StructPair[]): TableText {
  const notes = new Notes();
  return {
    columns: [
      { head: 'firmware struct', isText: true },
      { head: 'bytes', isNumber: true },
      { head: 'user struct', isText: true },
      { head: 'bytes', isNumber: true },
      { head: 'how' },
      { head: 'in place', isNumber: true },
      { head: 'sizes' },
    ],
    rows: structs.map((one) => [
      shortName(one.firmware),
      one.firmwareSizes.join(', '),
      shortName(one.user),
      one.userSize === null ? '-' : String(one.userSize),
      one.transfer,
      one.transfer === 'opaque' || one.transfer === 'text' ? '-' : `${one.samePlace} of ${one.fields}`,
      one.note === '' ? '' : notes.add(one.note),
    ]),
    notes: notes.texts,
    rest: '',
  };
}
