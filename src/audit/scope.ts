/**
 * Sixth question: is each fact at the right scope and in the right interface?
 */
import type { Outcome, ScopeRow } from '../model/audit.js';
import type { Interface } from '../model/interface.js';
import type { Scope } from '../model/layout.js';
import type { FirmwareField } from './firmware-fields.js';
import { type Subject, userNames } from './subject.js';
import { count, listText, members, shortList } from './words.js';

/** Every fact that is offered, with the channel where it stands. */
export function scopeRows(subject: Subject): ScopeRow[] {
  const { audit, name } = subject.item;
  return subject.facts
    .filter((field) => field.offered)
    .map((field) => ({
      field: field.name,
      scope: field.scope,
      need: field.need,
      channel: audit?.channel.name ?? name,
      to: userNames(subject, field.targets),
      misplaced: [channelText(subject, field), valueText(subject, field)].filter(Boolean).join('; ') || null,
    }));
}

const scopeNames: Readonly<Record<Scope, string>> = {
  function: 'function',
  group: 'group',
  iommu: 'IOMMU',
  machine: 'machine',
  call: 'call',
};

/** Set when the fact belongs into another channel. */
function channelText(subject: Subject, { scope, need }: FirmwareField): string {
  const channel = subject.item.audit?.channel;
  if (channel === undefined || channel.holds.includes(scope)) return '';
  // What the host driver did with the function is at home with the function and with the IOMMU.
  if (need === 'match-host-driver' && (channel.holds.includes('iommu') || channel.holds.includes('function')))
    return '';
  const home = homeOf(subject, scope);
  const where = home === undefined ? '' : `; its place is a ${home.audit?.channel.name ?? home.name}`;
  return `a fact of the ${scopeNames[scope]} in an answer about ${channel.about}${where}`;
}

/** A merged interface of the view whose channel is for facts of this scope. */
function homeOf(subject: Subject, scope: Scope): Interface | undefined {
  return subject.catalog
    .interfaces()
    .find(
      (item) =>
        item !== subject.item &&
        item.view === subject.item.view &&
        item.audit?.proposal !== true &&
        item.audit?.channel.holds.includes(scope) === true,
    );
}

/** Set when firmware's own value stands where that of the host is needed. */
function valueText({ item, rawLinks }: Subject, field: FirmwareField): string {
  if (item.view === 'guest' || !rawLinks.some((link) => link.firmware === field)) return '';
  if (field.need === 'match-host-driver') return "firmware's value, where that of the host driver is needed";
  return field.need === 'match-host-iommu' ? "firmware's value, where that of the host IOMMU driver is needed" : '';
}

/** Verdict in one sentence. */
export function scopeVerdict(subject: Subject, rows: readonly ScopeRow[]): { outcome: Outcome; verdict: string } {
  const about = subject.item.audit?.channel.about ?? subject.item.name;
  const wrong = rows.filter((row) => row.misplaced !== null);
  const host = hostText(subject);
  if (wrong.length === 0) {
    return {
      outcome: 'sound',
      verdict: `Yes: ${count(rows.length, 'fact')}, all of which can be told of ${about}${host}.`,
    };
  }
  const away = wrong.filter((row) => row.misplaced?.startsWith('a fact'));
  const raw = members(wrong.filter((row) => row.misplaced?.includes("firmware's value")).map((row) => row.field));
  const clauses = [...new Set(away.map((row) => row.scope))].map((scope) => {
    const names = members(away.filter((row) => row.scope === scope).map((row) => row.field));
    return `${count(names.length, `${scopeNames[scope]} fact`)} (${shortList(names, 9)})`;
  });
  const parts = [
    ...(clauses.length === 0 ? [] : [`it answers for ${about}, and tells ${listText(clauses)}`]),
    ...(raw.length === 0 ? [] : [`${listText(raw)} are firmware's own, not what the host made of them`]),
  ];
  const isFault = raw.length > 0 || away.length * 2 > rows.length;
  const lead = isFault ? 'No' : `${rows.length - wrong.length} of ${rows.length} facts are`;
  return { outcome: isFault ? 'fault' : 'remark', verdict: `${lead}: ${parts.join('; ')}${host}.` };
}

/** What the host driver decides, and the interface tells as the host driver has it. */
function hostText(subject: Subject): string {
  if (subject.item.view !== 'vfio') return '';
  const own = subject.facts.filter(
    (field) => field.offered && field.need === 'match-host-driver' && valueText(subject, field) === '',
  );
  return own.length === 0 ? '' : `; ${listText(members(own.map((field) => field.name)))} are those of the host driver`;
}
