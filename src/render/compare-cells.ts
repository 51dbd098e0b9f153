/**
 * The cells of changes, for every format.
 */
import type { Change, ComparedFunction, ComparedSide, CompareResult } from '../model/compare.js';
import type { DiffSeverity } from '../model/diff.js';
import { quoted, safe } from './safe.js';

/** Changes of one function or of several that changed alike, of a group, or of the machine. */
export interface ChangeSet {
  readonly title: string;
  readonly changes: readonly Change[];
}

/** What changed, functions that changed alike together. */
export function changeSets({ functions, groups, machine }: CompareResult): readonly ChangeSet[] {
  const alike = new Map<string, ComparedFunction[]>();
  for (const one of functions.filter(({ changes }) => changes.length > 0)) {
    const key = one.status === 'changed' ? JSON.stringify(one.changes.map(shownPart)) : `${one.status} ${one.fid}`;
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  const sets = [...alike.values()].map((same) => ({ title: functionsTitle(same), changes: together(same) }));
  const shared = groups
    .filter(({ changes }) => changes.length > 0)
    .map(({ group, changes }) => ({ title: `group 0x${group.toString(16).padStart(2, '0')}`, changes }));
  const whole = machine.changes.length === 0 ? [] : [{ title: 'machine', changes: machine.changes }];
  const all = [...sets, ...shared, ...whole].map(({ title, changes }) => ({ title, changes: sorted(changes) }));
  return all.sort((a, b) => worst(a.changes) - worst(b.changes));
}

/** What makes two changes alike: what is new and explained may be new with other values. */
function shownPart(change: Change): unknown {
  const isNews = change.severity === 'ok' && (change.kind === 'appeared' || change.kind === 'gone');
  const { before: _, after: __, text: ___, ...rest } = change;
  return isNews ? rest : change;
}

/** The changes of functions that changed alike, without the values in which they differ. */
function together([first, ...others]: readonly ComparedFunction[]): readonly Change[] {
  return (first?.changes ?? []).map((change, i) => {
    const isSame = others.every(({ changes }) => JSON.stringify(changes[i]) === JSON.stringify(change));
    return isSame ? change : { ...change, before: null, after: null, text: { before: '', after: '' } };
  });
}

const order: readonly DiffSeverity[] = ['error', 'warning', 'note', 'ok'];

function worst(changes: readonly Change[]): number {
  return Math.min(...changes.map(({ severity }) => order.indexOf(severity)));
}

function sorted(changes: readonly Change[]): readonly Change[] {
  return [...changes].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

function functionsTitle(same: readonly ComparedFunction[]): string {
  const [one, ...others] = same;
  const name = ({ fid }: ComparedFunction): string => (fid === null ? 'without an id' : hex(fid, 8));
  if (one === undefined || others.length > 0) return `functions ${same.map(name).join(', ')}`;
  const more = [
    ...(one.address === null ? [] : [one.address]),
    ...(one.uid === null ? [] : [`uid ${hex(one.uid, 1)}`]),
  ];
  return [`function ${name(one)}`, ...more].join('  ');
}

function hex(value: number, digits: number): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}

/** One row of a table; elements of an array that changed alike are one. */
export interface ChangeRow {
  readonly change: Change;
  readonly name: string;
  readonly values: string;
  /** Views in which it changed, on the way to the guest. */
  readonly where: string;
  /** `yes`, `no` or `predicted`. */
  readonly guest: string;
  readonly why: string;
}

const least = 3;

/** Rows of a set of changes. */
export function changeRows(changes: readonly Change[]): readonly ChangeRow[] {
  const runs = new Map<string, Change[]>();
  for (const change of changes) {
    const { severity, why, kind } = change;
    const key = JSON.stringify([genericName(change), severity, why, kind, viewsText(change)]);
    runs.set(key, [...(runs.get(key) ?? []), change]);
  }
  return [...runs.values()].flatMap((run) => {
    const [first] = run;
    if (first === undefined || run.length < least)
      return run.map((change) => rowOf(change, nameOf(change), valuesText(change)));
    const same = new Set(run.map(valuesText)).size === 1;
    return [rowOf(first, `${genericName(first)} (${run.length})`, same ? valuesText(first) : 'each another value')];
  });
}

function rowOf(change: Change, name: string, values: string): ChangeRow {
  return {
    change,
    name: safe(name),
    values,
    where: viewsText(change),
    guest: seen(change),
    why: whyText(change),
  };
}

/** Members of firmware by themselves, those of capabilities with what the capability is called. */
function nameOf({ struct, attribute, view }: Change): string {
  if (view === 'firmware' || view === 'guest' || view === 'sysfs') return attribute;
  const short = struct.replace(/^.*_cap_/, '');
  return attribute === '' ? short : `${short}.${attribute}`;
}

function genericName(change: Change): string {
  return nameOf(change).replace(/\[\d+\]/g, '[]');
}

function valuesText(change: Change): string {
  const { guest } = change;
  if (guest === undefined) return ownText(change);
  return `${ownText(change)} (guest ${safe(guest.before || 'nothing')} → ${safe(guest.after || 'nothing')})`;
}

function ownText({ text, before, after, kind, attribute }: Change): string {
  const value = (one: string, of: unknown): string =>
    typeof of === 'string' && !isNumber(one) ? quoted(one) : safe(one);
  const [a, b] = [value(text.before, before), value(text.after, after)];
  if (attribute === '') return text.before === '' ? 'new' : 'gone';
  if (a === '' && b === '') return kind === 'gone' ? 'gone' : 'new';
  if (a === '') return `new: ${b}`;
  if (b === '') return `gone: ${a}`;
  return `${a} → ${b}`;
}

/** A number, or bytes as hex. */
function isNumber(text: string): boolean {
  return /^(0x)?[0-9a-f]*$/.test(text);
}

function viewsText({ views }: Change): string {
  const above = views.filter((view) => view !== 'guest');
  return safe((above.length === 0 ? views : above).join(', '));
}

function seen({ guestSees }: Change): string {
  if (guestSees === true) return 'yes';
  return guestSees === false ? 'no' : 'predicted';
}

/** How it changed, and why that is as bad as it is. */
function whyText(change: Change): string {
  const { why, kind } = change;
  const word = kind === 'grown' || kind === 'shrunk' ? [kind] : [];
  const lead = word.join('');
  const text = why === '' ? sinceText(change) : why;
  return safe([lead, text].filter((part) => part !== '').join(': '));
}

/** The version that brought what is new or lost; empty where none did. */
export function sinceText({ since, lost }: Change): string {
  if (since === undefined) return '';
  return safe(lost === true ? `lost, came with ${since}` : `since ${since}`);
}

/** `Linux 6.12.107, QEMU 10.0.13`. */
export function versionsText({ linux, qemu }: ComparedSide): string {
  return [...(linux === null ? [] : [`Linux ${linux}`]), ...(qemu === null ? [] : [`QEMU ${qemu}`])].join(', ');
}

/** `1 error, 2 notes, 3 as versions or nature explain; 2 of 5 functions changed, 1 gone`. */
export function summaryText({ summary, functions, groups }: CompareResult): string {
  const many = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
  const counts = [
    ...(summary.error === 0 ? [] : [many(summary.error, 'error')]),
    ...(summary.warning === 0 ? [] : [many(summary.warning, 'warning')]),
    ...(summary.note === 0 ? [] : [many(summary.note, 'note')]),
    ...(summary.ok === 0 ? [] : [`${summary.ok} explained`]),
  ];
  const whole = `${many(functions.length, 'function')} and ${many(groups.length, 'group')}`;
  if (counts.length === 0) return `nothing changed: ${whole} are the same`;
  const of = (status: ComparedFunction['status']): number => functions.filter((one) => one.status === status).length;
  const changed = groups.filter(({ status }) => status === 'changed').length;
  const statuses = [
    `${of('changed')} of ${many(functions.length, 'function')} and ${changed} of ${many(groups.length, 'group')} changed`,
    ...(of('appeared') === 0 ? [] : [`${of('appeared')} appeared`]),
    ...(of('gone') === 0 ? [] : [`${of('gone')} gone`]),
  ];
  return `${counts.join(', ')}; ${statuses.join(', ')}`;
}

/** The gravest severity of all changes. */
export function worstOf({ summary }: CompareResult): DiffSeverity {
  return order.find((severity) => summary[severity] > 0) ?? 'ok';
}
