/**
 * Fields as people read them: runs of equal array elements and of missing fields become one row,
 * reserved fields that are zero become a count.
 */
import type { ExposureClass } from '../model/interface.js';
import type { ExposureResult, FieldResult, StructResult } from '../model/result.js';
import { isWanted } from './only.js';
import { quoted, safe } from './safe.js';

export interface Row {
  /** First field of the run. */
  readonly field: FieldResult;
  readonly name: string;
  readonly value: string;
  readonly label: string;
  /** Fields of the run. */
  readonly count: number;
}

export interface Rows {
  readonly rows: readonly Row[];
  /** Reserved fields and padding left out because they are zero. */
  readonly zeroRuns: number;
}

/** The rows of one struct; with `all` also reserved fields, and each array element by itself. */
export function rowsOf(struct: StructResult, all: boolean, only: ExposureClass | undefined): Rows {
  const wanted = struct.fields.filter((field) => isWanted(field, only));
  const shown = all ? wanted : wanted.filter((field) => field.kind === 'value' || !isZero(field));
  const rows: Row[] = [];
  for (let i = 0; i < shown.length; ) {
    const run = all ? 1 : runLength(shown, i);
    const field = shown[i];
    const last = shown[i + run - 1];
    if (field !== undefined && last !== undefined) rows.push(rowOf(field, last, run));
    i += run;
  }
  return { rows, zeroRuns: wanted.length - shown.length };
}

function isZero(field: FieldResult): boolean {
  return field.status === 'ok' && field.raw !== null && /^0*$/.test(field.raw);
}

/** How many fields from `start` on say the same. */
function runLength(fields: readonly FieldResult[], start: number): number {
  const first = fields[start];
  if (first === undefined) return 1;
  let end = start + 1;
  for (let field = fields[end]; field !== undefined && isSame(first, field); field = fields[end]) end++;
  return end - start;
}

function isSame(a: FieldResult, b: FieldResult): boolean {
  if (a.status !== 'ok') return b.status === a.status;
  const base = arrayName(a.path);
  if (base === undefined || base !== arrayName(b.path) || b.status !== 'ok') return false;
  if (isZero(a) && isZero(b)) return a.label === b.label;
  return a.raw === b.raw && a.bitLength === b.bitLength && a.path.replace(/\d+/g, '') === b.path.replace(/\d+/g, '');
}

/** `mio.addr` of `mio.addr[3].wb`; undefined for a plain member. */
function arrayName(path: string): string | undefined {
  const end = path.indexOf('[');
  return end < 0 ? undefined : path.slice(0, end);
}

function rowOf(field: FieldResult, last: FieldResult, count: number): Row {
  if (field.status !== 'ok') {
    const many = count === 1 ? '' : `${count} fields`;
    const name = count === 1 ? field.path : `${field.path} .. ${last.path}`;
    return { field, name: safe(name), value: field.status, label: many, count };
  }
  const { value, label } = valueAndLabel(field);
  return { field, name: safe(runName(field.path, last.path, count)), value, label: safe(label), count };
}

/** A label that begins with the value in hex gives its number to the value column. */
export function valueAndLabel(field: FieldResult): { value: string; label: string } {
  const label = field.label ?? '';
  if (!isNumber(field.value)) return { value: valueText(field), label };
  if (label.startsWith(`${field.value} `)) {
    return { value: String(field.value), label: label.slice(String(field.value).length + 1) };
  }
  const number = /^0x[0-9a-f]+(?= |$)/.exec(label)?.[0];
  const isValue = number !== undefined && BigInt(number) === BigInt(field.value);
  return isValue ? { value: number, label: label.slice(number.length + 1) } : { value: valueText(field), label };
}

/** False for text and byte strings. */
function isNumber(value: FieldResult['value']): value is number | string {
  return typeof value === 'number' || (value !== null && /^0x[0-9a-f]{16}$/.test(value));
}

function runName(first: string, last: string, count: number): string {
  if (count === 1) return first;
  const from = /\[(\d+)\](.*)$/.exec(first);
  const to = /\[(\d+)\](.*)$/.exec(last);
  const member = from?.[2] === to?.[2] ? (from?.[2] ?? '') : '';
  return `${arrayName(first) ?? first}[${from?.[1] ?? ''}..${to?.[1] ?? ''}]${member}`;
}

/** The value as printed: text quoted, numbers with a unit decimal, bare numbers of whole bytes in hex. */
export function valueText(field: FieldResult): string {
  const { value } = field;
  if (value === null) return '';
  if (typeof value === 'string') {
    if (/^0x[0-9a-f]{16}$/.test(value)) return shortHex(value);
    if (value === field.raw) return groups(value);
    return textValue(value);
  }
  return field.label === null && field.bitLength >= 8
    ? `0x${value.toString(16).padStart(Math.ceil(field.bitLength / 4), '0')}`
    : String(value);
}

/** Characters of a text that are shown: no known text is longer than 64. */
const mostCharacters = 256;

/** A text, quoted; long ones are cut with their length said. */
function textValue(text: string): string {
  if (text.length <= mostCharacters) return quoted(text);
  return `${quoted(text.slice(0, mostCharacters))} ... (${text.length} characters)`;
}

/** `0x` and 16 digits without leading zeros, which only cost room. */
function shortHex(value: string): string {
  return `0x${BigInt(value).toString(16)}`;
}

/** A byte string in groups of four bytes; long ones are cut with their length said. */
function groups(hex: string): string {
  const shown = hex.slice(0, 32).replace(/(.{8})(?=.)/g, '$1 ');
  if (/^0+$/.test(hex) && hex.length > 8) return `${hex.length / 2} bytes, all zero`;
  return hex.length > 32 ? `${shown} ... (${hex.length / 2} bytes)` : shown;
}

/** `base.gid` of `vfio_device_info_cap_zpci_base.gid`: enough to find it, short enough for a column. */
export function shortTarget(field: string): string {
  const [struct = '', ...members] = field.split('.');
  return [struct.split('_').at(-1), ...members].join('.');
}

/** `query_pci.fid` of `clp_rsp_query_pci.fid`. */
export function shortOrigin(field: string): string {
  return field.split('_').slice(2).join('_');
}

/** What one interface does with a field, in a few characters that go on behind its name; the reason is elsewhere. */
export function exposureText(struct: string, entry: ExposureResult | undefined): string {
  if (entry === undefined) return '';
  const { from, to, rule } = entry;
  if (from !== undefined && to !== undefined) return `→ ${member(to)}${rule === 'at most' ? ', at most' : ''}`;
  if (from !== undefined) return originText(shortOrigin(from), rule);
  if (entry.class === 'hidden' || to === undefined) return isElsewhere(entry) ? 'redundant' : entry.class;
  if (to.startsWith(`${struct}.`)) return inPlaceText(entry, to);
  return targetText(shortTarget(to), rule);
}

/** Hidden because another interface has it: `diff` says `redundant`, too. */
function isElsewhere({ to, rule }: ExposureResult): boolean {
  return to !== undefined && rule !== undefined && rule !== 'not written' && !rule.startsWith('constant ');
}

/** The same member of the guest's answer. */
function inPlaceText({ class: exposure, rule }: ExposureResult, to: string): string {
  if (rule === 'at most') return `≤ ${member(to)}`;
  const isCopied = rule === 'log2 of region size' || rule === 'from config space';
  return exposure === 'exposed' || isCopied ? (rule ?? exposure) : exposure;
}

/** A member of a VFIO buffer, by the firmware field that it comes from. */
function originText(origin: string, rule: string | undefined): string {
  if (rule === 'at most') return `≤ ${origin}`;
  if (rule?.startsWith('times ') === true) return `← ${origin} × ${rule.slice(6)}`;
  return `← ${ruleSign(rule)}${origin}`;
}

/** A firmware field, by the member that shows it. */
function targetText(target: string, rule: string | undefined): string {
  if (rule === 'at most') return `≥ ${target}`;
  if (rule?.startsWith('times ') === true) return `× ${rule.slice(6)} → ${target}`;
  return `${ruleSign(rule)}${target}`;
}

function member(field: string): string {
  return field.slice(field.indexOf('.') + 1);
}

function ruleSign(rule: string | undefined): string {
  if (rule === undefined || rule === 'same') return '';
  if (rule.startsWith('constant ')) return `${rule.slice(9)} in `;
  if (rule === 'present when set') return 'presence of ';
  return `${rule} of `;
}
