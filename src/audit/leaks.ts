/**
 * Fourth question: which facts should not be exposed?
 */
import type { LeakKind, LeakRow, UserName } from '../model/audit.js';
import { foundElsewhere } from './elsewhere.js';
import type { Bytes, Evidence } from './evidence.js';
import { isRaw, overlap, type Pair } from './pairs.js';
import { type FirmwareField, factsOf, type Subject, userNames } from './subject.js';
import { isUnwritten } from './useful.js';
import type { UserField } from './user-structs.js';

/** The order of the rows. */
export const leakKinds: readonly LeakKind[] = [
  'not virtualized',
  'host value',
  'leak',
  'not written',
  'in reserved',
  'unnamed',
  'behind the struct',
];

/** Identifiers and host facts that the user gets, in fields, in reserved runs, and behind the struct. */
export function leakRows(subject: Subject, pairs: readonly Pair[], evidence: Evidence): LeakRow[] {
  const facts = factsOf(subject).flatMap((field) => {
    const kind = kindOf(subject, field);
    if (kind !== null) return [offeredLeak(subject, kind, field, evidence)];
    return field.offered ? [] : carriedLeaks(field, pairs, evidence);
  });
  const rows = [...facts, ...strayBytes(subject, pairs, evidence)];
  return leakKinds.flatMap((kind) => rows.filter((row) => row.kind === kind));
}

/** What is wrong with offering the field; null when nothing is, or when it is not offered. */
function kindOf(subject: Subject, field: FirmwareField): LeakKind | null {
  if (isUnwritten(subject, field)) return 'not written';
  if (!field.offered) return null;
  if (field.need === 'virtualize' && field.targets.some(({ rule }) => rule.kind === 'same')) return 'not virtualized';
  if (field.row.leak === true) return 'leak';
  return isHostValue(subject, field) ? 'host value' : null;
}

/** Userspace has the fact of the device elsewhere, and shows a guest another value. */
function isHostValue(subject: Subject, field: FirmwareField): boolean {
  const { guest, item } = subject;
  if (guest === undefined || item.view === 'sysfs' || item.view === 'guest') return false;
  const row = subject.catalog.row(guest.name, field.layout.tag, field.place.field);
  return row?.class === 'virtualized' && foundElsewhere(subject, field) !== null;
}

function offeredLeak(subject: Subject, kind: LeakKind, field: FirmwareField, evidence: Evidence): LeakRow {
  const copied = evidence.copied(field);
  const isMeant = kind === 'not virtualized' && field.row.leak !== true && field.row.field !== '*';
  const paths = field.targets.map((target) => target.field);
  return {
    kind,
    onPurpose: isMeant && subject.item.audit?.channel.holds.includes('machine') !== true,
    field: field.name,
    to: userNames(subject, paths),
    behind: null,
    why: field.why,
    need: field.need,
    ...(copied.raw === null ? evidence.user(paths[0] ?? '') : copied),
  };
}

/** Members that nobody declared and the copy carries: their place tells, whatever the rows say. */
function carriedLeaks(field: FirmwareField, pairs: readonly Pair[], evidence: Evidence): LeakRow[] {
  return pairs.flatMap(({ firmware, transfer, user }): LeakRow[] => {
    if (firmware !== field.layout.tag || transfer !== 'copied' || user === null) return [];
    const over = user.fields.filter((one) => overlap(one.place, field.place));
    const [first] = over;
    const holder = { path: user.holderName, name: user.name };
    return [
      {
        kind: first === undefined ? 'behind the struct' : first.kind === 'value' ? 'unnamed' : 'in reserved',
        onPurpose: false,
        field: field.name,
        to: first === undefined ? [holder] : over.map((one) => nameOf(one)),
        behind: first === undefined ? field.place.byteOffset - user.layout.size : null,
        why: field.why,
        need: field.need,
        ...evidence.copied(field),
      },
    ];
  });
}

function nameOf({ name, place }: UserField): UserName {
  return { path: name, name: `${place.struct}.${place.field}` };
}

/** Reserved bytes and padding of structs that are filled member by member: anything but 0 was there before. */
function strayBytes(subject: Subject, pairs: readonly Pair[], evidence: Evidence): LeakRow[] {
  const raw = new Set(pairs.filter(isRaw).map((pair) => pair.user?.name));
  return subject.structs
    .filter((struct) => !raw.has(struct.name))
    .flatMap((struct) => struct.fields)
    .filter((field) => field.kind !== 'value')
    .flatMap((field) => strayRow(field, evidence.user(field)));
}

function strayRow(field: UserField, bytes: Bytes): LeakRow[] {
  if (bytes.raw === null || /^0*$/.test(bytes.raw)) return [];
  return [
    {
      kind: 'not written',
      onPurpose: false,
      field: field.name,
      to: [nameOf(field)],
      behind: null,
      why: 'Nothing is written there, so the bytes are what was in memory before.',
      need: 'none',
      ...bytes,
    },
  ];
}
