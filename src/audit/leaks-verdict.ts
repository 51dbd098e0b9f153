/**
 * What the leaks amount to, in one sentence.
 */
import type { LeakKind, LeakRow, Outcome } from '../model/audit.js';
import { leakKinds } from './leaks.js';
import type { Subject } from './subject.js';
import { listText, members, shortList } from './words.js';

const phrases: Readonly<Record<LeakKind, string>> = {
  'not virtualized': "the host's own, where a guest needs its own",
  'host value': 'facts of the host that userspace has anyway',
  leak: 'facts that it must keep',
  'in reserved': 'in bytes called reserved',
  unnamed: 'under the names of other fields',
  'behind the struct': 'behind the end of the struct',
  'not written': 'whatever was in memory before, in',
};

/** Verdict in one sentence. */
export function leaksVerdict(subject: Subject, rows: readonly LeakRow[]): { outcome: Outcome; verdict: string } {
  const { view, audit } = subject.item;
  if (view === 'sysfs' || view === 'guest') return localVerdict(rows);
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
    const version = subject.userField(path)?.minVersion;
    const [struct = '', ...member] = name.split('.');
    return `${member.join('.')} of ${struct}${version === undefined ? '' : ` (from version ${version} on)`}`;
  });
  return `the host's own ${listText(members([row.field]))} as ${listText(places)}`;
}

/** Administrators of the host, and guests, are meant to see identifiers: their own. */
function localVerdict(rows: readonly LeakRow[]): { outcome: Outcome; verdict: string } {
  if (rows.length === 0) return { outcome: 'sound', verdict: 'None: identifiers are made for whoever reads them.' };
  const names = shortList(members(rows.map((row) => row.field)));
  const verdict = `None to its own administrator; a guest must not be given ${names}, which are those of the machine that answers.`;
  return { outcome: 'remark', verdict };
}
