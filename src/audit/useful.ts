/**
 * Third question: which fields are useful to userspace and to a guest?
 */
import { reasonOf } from '../catalog/exposure.js';
import type { Outcome, Use, UseRow } from '../model/audit.js';
import type { ExposureRow, Target } from '../model/interface.js';
import { foundElsewhere, isElsewhere } from './elsewhere.js';
import type { FirmwareField } from './firmware-fields.js';
import { type Subject, userField, userNames } from './subject.js';
import { isDeclaredFact, type UserField } from './user-structs.js';
import { lastName, members, sentence, shortList } from './words.js';

/** The order of the rows. */
const uses: readonly Use[] = ['useful', 'constant', 'not passed on', 'unused', 'not written', 'no source', 'missing'];

/** Every field that the interface shows, and those that a guest needs and the interface lacks. */
export function useRows(subject: Subject): UseRow[] {
  const shown = shownFields(subject).flatMap((field) => shownRows(subject, field));
  const missing = subject.facts
    .filter((field) => isMissing(subject, field) && isExpected(subject, field))
    .map((field) => rowOf(subject, 'missing', field, [], field.why));
  const unwritten = subject.facts
    .filter((field) => isUnwritten(subject, field))
    .map((field) => rowOf(subject, 'not written', field, field.targets, field.why));
  const rows = [...shown, ...missing, ...unwritten, ...withoutSource(subject)];
  return uses.flatMap((use) => rows.filter((row) => row.use === use));
}

/** Offered facts, and details of the call where the user's struct declares them as fields. */
function shownFields(subject: Subject): readonly FirmwareField[] {
  const declared = subject.pairs.filter((pair) => pair.transfer === 'copied').flatMap((pair) => pair.links);
  const facts = new Set([...subject.facts, ...declared.map((link) => link.firmware)]);
  return subject.firmware.filter(
    (field) => field.isValue && field.offered && facts.has(field) && !isUnwritten(subject, field),
  );
}

/** Declared in the kernel's struct, and no line of the kernel assigns it. */
export function isUnwritten(subject: Subject, field: FirmwareField): boolean {
  return subject.item.view === 'vfio' && field.targets.some(({ rule }) => rule.kind === 'untouched');
}

/** A value that has to be firmware's or the host's, and that no other interface has either. */
function isMissing(subject: Subject, field: FirmwareField): boolean {
  if (field.offered || isUnwritten(subject, field) || !field.need.startsWith('match-')) return false;
  return !field.targets.some(isElsewhere) && (subject.item.view !== 'vfio' || foundElsewhere(subject, field) === null);
}

/** The facts of this scope belong in this channel, or the interface tells others of them. */
function isExpected(subject: Subject, { scope }: FirmwareField): boolean {
  const holds = subject.item.audit?.channel.holds;
  if (holds === undefined || holds.includes(scope)) return true;
  return subject.facts.some((one) => one.offered && one.scope === scope && one.need !== 'match-host-driver');
}

function rowOf(subject: Subject, use: Use, field: FirmwareField, targets: readonly Target[], why: string): UseRow {
  return {
    use,
    field: field.name,
    to: userNames(subject, targets),
    class: field.row.class,
    need: field.need,
    scope: field.scope,
    why,
    unsure: field.row.unsure ?? null,
  };
}

function shownRows(subject: Subject, field: FirmwareField): UseRow[] {
  const isConstant = ({ rule }: Target): boolean => rule.kind === 'constant' && subject.item.view === 'vfio';
  const constant = field.targets.filter(isConstant);
  const others = field.targets.filter((target) => !isConstant(target));
  const idle = idleReason(subject, field);
  const use = idle === null ? 'useful' : field.need === 'none' ? 'unused' : 'not passed on';
  return [
    ...(constant.length === 0 ? [] : [rowOf(subject, 'constant', field, constant, field.why)]),
    ...(others.length === 0 ? [] : [rowOf(subject, use, field, others, idle ?? field.why)]),
  ];
}

/** Why no guest gets a value from here; null when one does, or when the interface is not for hypervisors. */
function idleReason(subject: Subject, field: FirmwareField): string | null {
  const { guest, item } = subject;
  if (field.need === 'none') return field.why;
  if (item.view === 'guest' || guest === undefined) return null;
  const row = subject.catalog.row(guest.name, field.layout.tag, field.place.field);
  if (row === undefined || isPassedOn(row)) return null;
  return `${guest.name}: ${reasonOf(guest, row.why)}`;
}

/** Some guest gets the value, or one made from it. */
function isPassedOn(row: ExposureRow): boolean {
  return row.via !== undefined || row.variants?.some((one) => one.via !== undefined) === true;
}

/** Members of the user's structs into which nothing comes on purpose. */
function withoutSource(subject: Subject): UseRow[] {
  if (subject.item.view !== 'vfio') return [];
  const isMeant = (field: FirmwareField): boolean => field.offered || isUnwritten(subject, field);
  const reached = new Set(subject.links.filter((link) => isMeant(link.firmware)).map((link) => link.user));
  return subject.members
    .filter((field) => isDeclaredFact(field) && !reached.has(field))
    .map((field) => ({
      use: 'no source',
      field: null,
      to: userNames(subject, [{ field: field.name }]),
      class: null,
      need: 'none',
      scope: 'call',
      why: 'No answer of firmware is meant to come here.',
      unsure: null,
    }));
}

const phrases: Readonly<Record<Exclude<Use, 'useful'>, string>> = {
  unused: 'no guest needs',
  'not passed on': 'what a guest is shown comes from elsewhere',
  constant: 'the same for every function',
  'not written': 'declared and never assigned',
  'no source': 'declared to be ignored',
  missing: 'needed and missing',
};

/** Verdict in one sentence. */
export function usefulVerdict(subject: Subject, rows: readonly UseRow[]): { outcome: Outcome; verdict: string } {
  const names = (use: Use): readonly string[] => [
    ...new Set(rows.filter((row) => row.use === use).flatMap((row) => nameText(subject, row))),
  ];
  const useful = `of use to a guest: ${shortList(names('useful'))}`;
  const clauses = uses.flatMap((use) => {
    const list = names(use);
    return use === 'useful' || list.length === 0
      ? []
      : [`${phrases[use]}: ${shortList(list, use === 'missing' ? 20 : 12)}`];
  });
  return { outcome: outcomeOf(subject, rows), verdict: `${sentence([useful, ...clauses].join('; '))}.` };
}

/** Firmware's name, and the user's where it is another; of constants the user's, with what they say. */
function nameText(subject: Subject, row: UseRow): readonly string[] {
  const users = row.to.flatMap(({ path }) => userField(subject, path) ?? []);
  if (row.field === null) return users.map((user) => user.place.field);
  if (row.use === 'constant')
    return users.map((user) => `${user.place.field} (${constantText(subject, row.field ?? '', user)})`);
  const others = users
    .filter((user) => !user.isOpen && !isOpaque(subject, user))
    .map((user) => user.place.field)
    .filter((name) => lastName(name) !== lastName(row.field ?? ''));
  const [name = row.field] = members([row.field]);
  return [others.length === 0 ? name : `${name} (${members(others).join(', ')})`];
}

/** The member only leads to bytes of firmware. */
function isOpaque({ pairs }: Subject, { struct }: UserField): boolean {
  return pairs.some((pair) => pair.transfer === 'opaque' && pair.user?.holderName === struct.holderName);
}

/** Names of the flags that are always set, or the number. */
function constantText(subject: Subject, name: string, user: UserField): string {
  const field = subject.firmware.find((one) => one.name === name);
  const target = field?.targets.find((one) => one.field === user.name);
  if (target?.rule.kind !== 'constant') return '';
  const value = Number(target.rule.value);
  const set = user.flags.filter((bit) => (value & bit.mask) !== 0).map((bit) => bit.name);
  return set.length === 0 ? `always ${target.rule.value}` : `${set.join(', ')} always set`;
}

/** To expose what nobody needs, or what nobody wrote, is a fault of an interface for hypervisors. */
function outcomeOf({ item }: Subject, rows: readonly UseRow[]): Outcome {
  const isForHypervisors = item.view === 'vfio' || item.view === 'firmware';
  if (isForHypervisors && rows.some((row) => row.use === 'unused' || row.use === 'not written')) return 'fault';
  return rows.every((row) => row.use === 'useful') ? 'sound' : 'remark';
}
