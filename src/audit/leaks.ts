/**
 * Fourth question: which facts should not be exposed?
 */
import { variantsOf } from '../catalog/variants.js';
import type { LeakKind, LeakRow, Outcome, UserName } from '../model/audit.js';
import { conditionText, modes } from '../model/interface.js';
import { isZero, structOf } from '../rules/facts.js';
import type { BlockBytes } from './block-bytes.js';
import { foundElsewhere } from './elsewhere.js';
import type { FirmwareField } from './firmware-fields.js';
import { isRaw, membersOver } from './pairs.js';
import { type Subject, userField, userNames } from './subject.js';
import { isUnwritten } from './useful.js';
import type { UserField } from './user-structs.js';
import { listText, members, shortList } from './words.js';

/** The order of the rows. */
const leakKinds: readonly LeakKind[] = [
  'not virtualized',
  'host value',
  'leak',
  'not written',
  'out of bounds',
  'in reserved',
  'unnamed',
  'behind the struct',
];

/** Identifiers and host facts that the user gets, in fields, in reserved runs, and behind the struct. */
export function leakRows(subject: Subject, bytes: BlockBytes): LeakRow[] {
  const facts = subject.facts.flatMap((field) => {
    const kind = kindOf(subject, field);
    if (kind !== null) return [offeredLeak(subject, kind, field, bytes)];
    return field.offered ? variantLeaks(subject, field) : carriedLeaks(subject, field, bytes);
  });
  const rows = [...facts, ...defectLeaks(subject, bytes), ...strayBytes(subject, bytes)];
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

function offeredLeak(subject: Subject, kind: LeakKind, field: FirmwareField, bytes: BlockBytes): LeakRow {
  const copied = bytes.copied(field);
  const isMeant = kind === 'not virtualized' && field.row.leak !== true && field.row.field !== '*';
  return {
    kind,
    onPurpose: isMeant && subject.item.audit?.channel.holds.includes('machine') !== true,
    field: field.name,
    to: userNames(subject, field.targets),
    when: null,
    behind: null,
    why: field.why,
    need: field.need,
    ...(copied.raw === null ? bytes.user(field.targets[0]?.field ?? '') : copied),
  };
}

/** The host's own identifier under another mode or version, where a guest usually has its own. */
function variantLeaks(subject: Subject, field: FirmwareField): LeakRow[] {
  if (field.need !== 'virtualize') return [];
  return (field.row.variants ?? []).flatMap((variant, i): LeakRow[] => {
    const to = variant.to ?? [];
    if (variant.class !== 'exposed' || !to.some(({ rule }) => rule.kind === 'same')) return [];
    const { when, why } = variantsOf(subject.item, field.row)[i] ?? { when: variant.when, why: variant.why };
    return [
      {
        kind: 'not virtualized',
        onPurpose: true,
        field: field.name,
        to: userNames(subject, to),
        when: conditionText(when),
        behind: null,
        why,
        need: field.need,
        raw: null,
        value: null,
        label: null,
      },
    ];
  });
}

/** Members that nobody declared and the copy carries: their place tells, whatever the rows say. */
function carriedLeaks({ pairs }: Subject, field: FirmwareField, bytes: BlockBytes): LeakRow[] {
  return pairs.flatMap((pair): LeakRow[] => {
    const { firmware, transfer, user } = pair;
    if (firmware !== field.layout.tag || transfer !== 'copied' || user === null) return [];
    const over = membersOver(pair, field.place);
    const [first] = over;
    const holder = { path: user.holderName, name: user.name };
    return [
      {
        kind: first === undefined ? 'behind the struct' : first.kind === 'value' ? 'unnamed' : 'in reserved',
        onPurpose: false,
        field: field.name,
        to: first === undefined ? [holder] : over.map(nameOf),
        when: null,
        behind: first === undefined ? field.place.byteOffset - user.layout.size : null,
        why: field.why,
        need: field.need,
        ...bytes.copied(field),
      },
    ];
  });
}

function nameOf({ name, place }: UserField): UserName {
  return { path: name, name: `${place.struct}.${place.field}` };
}

/** Reserved bytes and padding of structs that are filled member by member: anything but 0 was there before. */
function strayBytes({ pairs, members: all }: Subject, bytes: BlockBytes): LeakRow[] {
  const raw = new Set(pairs.filter(isRaw).map((pair) => pair.user?.name));
  return all.flatMap((field): LeakRow[] => {
    const found = bytes.user(field.name);
    const isStray = field.kind !== 'value' && found.raw !== null && !isZero(found.raw);
    if (raw.has(field.struct.name) || !isStray) return [];
    return [
      {
        kind: 'not written',
        onPurpose: false,
        field: field.name,
        to: [nameOf(field)],
        when: null,
        behind: null,
        why: 'Nothing is written there, so the bytes are what was in memory before.',
        need: 'none',
        ...found,
      },
    ];
  });
}

/** Faults of the code that fills the structs: bytes that nobody wrote stand behind the last of them. */
function defectLeaks({ item }: Subject, bytes: BlockBytes): LeakRow[] {
  const defects = (item.audit?.defects ?? []).filter((one) => one.question === 'leaks');
  return defects.map(({ kind, struct, what, why, source }) => ({
    kind,
    onPurpose: false,
    field: what,
    to: [{ path: struct, name: structOf(struct).replace(/@.*/, '') }],
    when: null,
    behind: null,
    why: `${why} (${source.file}, ${source.symbol}, ${source.version})`,
    need: 'none',
    ...bytes.behind,
    ...(kind === 'out of bounds' ? { raw: null } : {}),
  }));
}

const phrases: Readonly<Record<LeakKind, string>> = {
  'not virtualized': "the host's own, where a guest needs its own",
  'host value': 'facts of the host that userspace has anyway',
  leak: 'facts that it must keep',
  'in reserved': 'in bytes called reserved',
  unnamed: 'under the names of other fields',
  'behind the struct': 'behind the end of the struct',
  'not written': 'whatever was in memory before, in',
  'out of bounds': 'memory of others',
};

/** Verdict in one sentence. */
export function leaksVerdict(subject: Subject, rows: readonly LeakRow[]): { outcome: Outcome; verdict: string } {
  const { view, audit } = subject.item;
  if (view === 'sysfs' || view === 'guest') return localVerdict(subject, rows);
  const bad = rows.filter((row) => !row.onPurpose);
  const meant = listText(rows.filter((row) => row.onPurpose).map((row) => meantText(subject, row)));
  if (rows.length === 0)
    return { outcome: 'sound', verdict: 'None of its facts: no identifier, and no byte but those declared.' };
  if (bad.length === 0) return { outcome: 'remark', verdict: `None by mistake; on purpose it hands out ${meant}.` };
  const clauses = [...clausesOf(bad), ...(meant === '' ? [] : [`on purpose: ${meant}`])].join('; ');
  if (audit?.channel.holds.includes('machine') === true) {
    const verdict = `All of them: ${audit.caller} can ask, but one caller then reads ${audit.channel.about}, whoever uses it; ${clauses}.`;
    return { outcome: 'fault', verdict };
  }
  return { outcome: 'fault', verdict: `These, which it hands out: ${clauses}.` };
}

function clausesOf(rows: readonly LeakRow[]): readonly string[] {
  return leakKinds.flatMap((kind) => {
    const names = members(rows.filter((row) => row.kind === kind).map((row) => row.field));
    return names.length === 0 ? [] : [`${phrases[kind]}: ${shortList(names)}`];
  });
}

function meantText(subject: Subject, row: LeakRow): string {
  const places = row.to.map(({ path, name }) => {
    const version = userField(subject, path)?.minVersion;
    const [struct = '', ...member] = name.split('.');
    return `${member.join('.')} of ${struct}${version === undefined ? '' : ` (from version ${version} on)`}`;
  });
  return `the host's own ${listText(members([row.field]))} as ${listText(places)}`;
}

/** Administrators of the host, and guests, are meant to see identifiers: their own. */
function localVerdict(subject: Subject, rows: readonly LeakRow[]): { outcome: Outcome; verdict: string } {
  const conditions = [...new Set(rows.flatMap((row) => row.when ?? []))];
  if (conditions.length > 0 && rows.every((row) => row.when !== null)) {
    const clauses = conditions.map((when) => {
      const names = members(rows.filter((row) => row.when === when).map((row) => row.field));
      const note = modes.flatMap((mode) =>
        when.startsWith(`mode ${mode}`) ? (subject.item.audit?.modes?.[mode] ?? []) : [],
      );
      return `${listText(names)} (${[when, ...note].join('; ')})`;
    });
    const verdict = `It makes up identifiers for whoever reads them, except for those of the host that it passes on: ${listText(clauses)}.`;
    return { outcome: 'remark', verdict };
  }
  if (rows.length === 0) return { outcome: 'sound', verdict: 'None: identifiers are made for whoever reads them.' };
  const names = shortList(members(rows.map((row) => row.field)));
  const verdict = `None to its own administrator; a guest must not be given ${names}, which are those of the machine that answers.`;
  return { outcome: 'remark', verdict };
}
