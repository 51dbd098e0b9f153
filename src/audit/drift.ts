/**
 * Bit by bit: where each member of firmware's struct went, and what is new in the user's.
 */
import type { BitPlace, Drift, DriftRow } from '../model/audit.js';
import { ruleText, type Target } from '../model/interface.js';
import { firstBit, isRaw, type Link, overlap, type Pair } from './pairs.js';
import type { FirmwareField, Subject } from './subject.js';
import { isDeclaredFact, type UserField } from './user-structs.js';
import { lastName, listText, members } from './words.js';

/** Every member on either side: where it went and what it is called there. */
export function driftRows(subject: Subject, pairs: readonly Pair[]): DriftRow[] {
  const firmware = subject.firmware.flatMap((field) => rowsOf(field, pairs));
  const reached = new Set(
    pairs.flatMap((pair) => pair.links.filter((link) => link.firmware.offered).map((link) => link.user)),
  );
  const fresh = subject.structs
    .flatMap((struct) => struct.fields)
    .filter((field) => isDeclaredFact(field) && !reached.has(field))
    .map((field) => ({
      firmware: null,
      user: field.place,
      drift: ['new'] as const,
      rule: null,
      note: newNote(field, pairs),
    }));
  return [...firmware, ...fresh];
}

function rowsOf(field: FirmwareField, pairs: readonly Pair[]): DriftRow[] {
  const named = pairs.filter((pair) => pair.transfer !== 'opaque');
  const links = named.flatMap((pair) => pair.links.filter((link) => link.firmware === field));
  if (field.offered && links.length > 0) return links.map((link) => linkRow(link, pairs));
  if (!field.isValue) return [];
  const lies = pairs.flatMap((pair) => (pair.firmware === field.layout.tag ? restingPlace(field, pair) : []));
  const isNamed = pairs.some((pair) => pair.firmware === field.layout.tag && pair.transfer === 'copied');
  const since = field.since === undefined || !isNamed ? '' : ` (since ${field.since})`;
  const note = lies.length === 0 ? 'not offered' : `its bits are ${listText(lies)}${since}`;
  return [{ firmware: field.place, user: null, drift: ['missing'], rule: null, note }];
}

function linkRow({ firmware, target, user, landing }: Link, pairs: readonly Pair[]): DriftRow {
  const place = user?.place ?? null;
  const drift: Drift[] = [];
  if (landing !== null && firstBit(landing) !== firstBit(firmware.place)) drift.push('moved');
  if (place !== null && lastName(place.field) !== lastName(firmware.place.field)) drift.push('renamed');
  if (place !== null && place.bitLength !== firmware.place.bitLength && place.bitLength !== 0) drift.push('resized');
  const isCopy = pairs.some((pair) => isRaw(pair) && pair.links.some((link) => link.user === user));
  const others = place === null || !isCopy ? [] : neighbours(firmware, place, pairs);
  const note = [
    user === null ? `told by ${presenceText(target.field)}` : '',
    others.length === 0 ? '' : `takes in ${listText(others)}`,
  ];
  if (isCopy && user !== null && firmware.endian !== user.endian && firmware.endian !== null && user.endian !== null)
    drift.push('byte order');
  return { firmware: firmware.place, user: place, drift, rule: ruleOf(target), note: note.join('') };
}

function ruleOf({ rule }: Target): string {
  return rule.kind === 'bits' && rule.width === 1 ? `bit ${rule.low}` : ruleText(rule);
}

function presenceText(target: string): string {
  return target.includes('.') ? `the file ${target.slice(target.indexOf('.') + 1)}` : `the presence of ${target}`;
}

/** Other members of firmware under the same member of the user. */
function neighbours(firmware: FirmwareField, place: BitPlace, pairs: readonly Pair[]): readonly string[] {
  const own = pairs.flatMap((pair) => pair.links.map((link) => link.firmware));
  return members(
    [...new Set(own)]
      .filter((one) => one !== firmware && one.layout === firmware.layout && overlap(one.place, place))
      .map((one) => one.name),
  );
}

/** Where the bits of a member lie that nobody declared. */
export function restingPlace(field: FirmwareField, pair: Pair): string[] {
  if (pair.transfer === 'opaque') return [`in ${members(pair.links.map((link) => link.target.field)).join(', ')}`];
  if (pair.transfer !== 'copied' || pair.user === null) return [];
  const over = pair.user.fields.filter((one) => overlap(one.place, field.place));
  if (over.length > 0) return [`in ${listText(over.map((one) => one.place.field))}`];
  return [`${field.place.byteOffset - pair.user.layout.size} bytes behind the struct`];
}

function newNote(field: UserField, pairs: readonly Pair[]): string {
  const links = pairs.flatMap((one) => one.links).filter((link) => link.user === field);
  if (links.some((link) => link.target.rule.kind === 'untouched')) return 'declared and never assigned';
  const pair = pairs.find((one) => one.transfer === 'copied' && one.user?.name === field.struct.name);
  const under = pair?.links.filter((link) => overlap(link.firmware.place, field.place)) ?? [];
  return under.length === 0
    ? 'comes from no answer of firmware'
    : `lies over ${listText(members(under.map((link) => link.firmware.name)))}`;
}
