/**
 * Bit by bit: where each member of firmware's struct went, and what is new in the user's.
 */
import { variantsOf } from '../catalog/variants.js';
import type { BitPlace, Drift, DriftRow } from '../model/audit.js';
import { ruleText, type Target } from '../model/interface.js';
import type { FirmwareField } from './firmware-fields.js';
import { isInPlace, type Link, membersOver, overlap, type Pair } from './pairs.js';
import type { Subject } from './subject.js';
import { isDeclaredFact, type UserField } from './user-structs.js';
import { lastName, listText, members } from './words.js';

/** Every member on either side: where it went and what it is called there. */
export function driftRows(subject: Subject): DriftRow[] {
  const reached = new Set(subject.links.filter((link) => link.firmware.offered).map((link) => link.user));
  const fresh = subject.members
    .filter((field) => isDeclaredFact(field) && !reached.has(field))
    .map((field) => ({
      firmware: null,
      user: field.place,
      drift: ['new'] as const,
      rule: null,
      note: newNote(subject, field),
      variants: [],
    }));
  return [...subject.firmware.flatMap((field) => rowsOf(subject, field)), ...fresh];
}

function rowsOf(subject: Subject, field: FirmwareField): DriftRow[] {
  const own = subject.pairs.filter((pair) => pair.firmware === field.layout.tag);
  const named = own.filter((pair) => pair.transfer !== 'opaque');
  const links = named.flatMap((pair) => pair.links.filter((link) => link.firmware === field));
  if (field.offered && links.length > 0) return links.map((link) => linkRow(subject, link));
  if (!field.isValue) return [];
  const lies = own.flatMap((pair) => restingPlace(field, pair));
  const isNamed = own.some((pair) => pair.transfer === 'copied');
  const since = field.since === undefined || !isNamed ? '' : ` (since ${field.since})`;
  const note = lies.length === 0 ? 'not offered' : `its bits are ${listText(lies)}${since}`;
  const variants = variantsOf(subject.item, field.row);
  return [{ firmware: field.place, user: null, drift: ['missing'], rule: null, note, variants }];
}

function linkRow(subject: Subject, { firmware, target, user, landing }: Link): DriftRow {
  const rule = ruleOf(target);
  const variants = variantsOf(subject.item, firmware.row);
  if (user === null) {
    return { firmware: firmware.place, user, drift: [], rule, note: `told by ${presenceText(target.field)}`, variants };
  }
  const { place } = user;
  const isCopy = subject.rawLinks.some((link) => link.user === user);
  const isOther = firmware.endian !== user.endian && firmware.endian !== null && user.endian !== null;
  const drift: Drift[] = [
    ...(landing !== null && !isInPlace({ firmware, landing }) ? ['moved' as const] : []),
    ...(lastName(place.field) !== lastName(firmware.place.field) ? ['renamed' as const] : []),
    ...(place.bitLength !== firmware.place.bitLength && place.bitLength !== 0 ? ['resized' as const] : []),
    ...(isCopy && isOther ? ['byte order' as const] : []),
  ];
  const others = isCopy ? neighbours(subject, firmware, place) : [];
  const note = others.length === 0 ? '' : `takes in ${listText(others)}`;
  return { firmware: firmware.place, user: place, drift, rule, note, variants };
}

function ruleOf({ rule }: Target): string {
  return rule.kind === 'bits' && rule.width === 1 ? `bit ${rule.low}` : ruleText(rule);
}

function presenceText(target: string): string {
  return target.includes('.')
    ? `the file ${target.slice(target.indexOf('.') + 1)}`
    : `the presence of ${target.replace(/@.*/, '')}`;
}

/** Other members of firmware under the same member of the user. */
function neighbours({ links }: Subject, firmware: FirmwareField, place: BitPlace): readonly string[] {
  return members(
    links
      .map((link) => link.firmware)
      .filter((one) => one !== firmware && one.layout === firmware.layout && overlap(one.place, place))
      .map((one) => one.name),
  );
}

/** Where the bits of a member lie that nobody declared. */
function restingPlace(field: FirmwareField, pair: Pair): string[] {
  if (pair.transfer === 'opaque') return [`in ${members(pair.links.map((link) => link.target.field)).join(', ')}`];
  if (pair.transfer !== 'copied' || pair.user === null) return [];
  const over = membersOver(pair, field.place);
  if (over.length > 0) return [`in ${listText(over.map((one) => one.place.field))}`];
  return [`${field.place.byteOffset - pair.user.layout.size} bytes behind the struct`];
}

function newNote(subject: Subject, field: UserField): string {
  if (subject.links.some((link) => link.user === field && link.target.rule.kind === 'untouched'))
    return 'declared and never assigned';
  const pair = subject.pairs.find((one) => one.transfer === 'copied' && one.user?.name === field.struct.name);
  const under = pair?.links.filter((link) => overlap(link.firmware.place, field.place)) ?? [];
  return under.length === 0
    ? 'comes from no answer of firmware'
    : `lies over ${listText(members(under.map((link) => link.firmware.name)))}`;
}
