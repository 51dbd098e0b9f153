/**
 * What logs say of a function, beside what its blocks say. Hints are told as such and judged by nobody.
 */
import { hexNumber } from '../bytes/hex.js';
import { type Catalog, hasRole } from '../catalog/catalog.js';
import { hintText } from '../decode/hint-text.js';
import type { DiffFact } from '../model/diff.js';
import type { Hint } from '../model/hints.js';
import type { Evidence } from './evidence.js';

/** A function as hints can know it. */
export interface Hinted {
  readonly evidence: Evidence;
  /** Its PCI address on the host, where a text says it. */
  readonly address: string | undefined;
}

/** True when a line speaks of this function. */
export function isAbout({ evidence, address }: Hinted, hint: Hint): boolean {
  const view = hint.log === 'QEMU trace' ? 'guest' : 'firmware';
  if (hint.log === 'lspci' || hint.log === 'virsh nodedev') return viewOf(evidence, hint) !== undefined;
  // An address changes when a function comes back, its id does not.
  if (hint.function !== undefined) return evidence.number(view, 'functionId') === BigInt(hint.function);
  if (hint.address !== undefined) return hint.address === address || domainOf(hint.address) === hostDomain(evidence);
  const entry = evidence.ownEntry(view);
  const listed = entry === undefined ? undefined : evidence.number(view, 'entryHandle', entry);
  const enabled = evidence.constant('handleEnabled');
  return hint.handle !== undefined && listed !== undefined && (BigInt(hint.handle) | enabled) === (listed | enabled);
}

/** Whose function lspci or libvirt lists: they run on the host and in guests. */
function viewOf(evidence: Evidence, { function: id }: Hint): 'firmware' | 'guest' | undefined {
  if (id === undefined) return undefined;
  return (['firmware', 'guest'] as const).find((view) => evidence.number(view, 'functionId') === BigInt(id));
}

function domainOf(address: string): bigint {
  return BigInt(`0x${address.slice(0, address.indexOf(':'))}`);
}

/** With unique user-defined ids the id is the domain. */
export function hostDomain(evidence: Evidence): bigint | undefined {
  const uid = evidence.number('firmware', 'userId');
  return evidence.number('firmware', 'userIdsUnique') === 1n && uid !== 0n ? uid : undefined;
}

/** Lines of facts that name their log as the witness. */
export function hintFacts(catalog: Catalog, hinted: Hinted, hints: readonly Hint[]): DiffFact[] {
  const own = hints.filter((hint) => isAbout(hinted, hint));
  return [
    ...handleFacts(hinted.evidence, own),
    ...capabilityFacts(catalog, hinted.evidence, own),
    ...kernelFacts(catalog, own),
    ...placeFacts(hinted.evidence, own),
  ];
}

/** The handles that each log saw, in order, against the one of the list. */
function handleFacts(evidence: Evidence, hints: readonly Hint[]): DiffFact[] {
  return [...new Set(hints.map(({ source }) => source))].flatMap((source) => {
    const seen = hints.filter((hint) => hint.source === source && hint.handle !== undefined);
    const last = seen.at(-1);
    if (last === undefined) return [];
    const { log } = last;
    const handles = [...new Set(seen.map((hint) => hint.handle))].map((handle) => hexNumber(BigInt(handle ?? 0), 8));
    const view = log === 'QEMU trace' ? 'guest' : 'firmware';
    const entry = evidence.ownEntry(view);
    const listed = entry === undefined ? undefined : evidence.number(view, 'entryHandle', entry);
    const against =
      listed === undefined
        ? ''
        : listed === BigInt(last.handle ?? 0)
          ? ', as in the list'
          : `; the list has ${hexNumber(listed, 8)}`;
    const text = `handle ${handles.join(', then ')}${against} (${last.event}, ${placeOf(last)})`;
    return [{ name: `hint of the ${log}`, text }];
  });
}

/** What QEMU did not find in the device info, against the buffer that was given. */
function capabilityFacts(catalog: Catalog, evidence: Evidence, hints: readonly Hint[]): DiffFact[] {
  return hints.flatMap((hint) => {
    if (hint.log !== 'QEMU trace' || (hint.capability === undefined && hint.address === undefined)) return [];
    const named = hint.capability === undefined ? undefined : capabilityOf(catalog, evidence, hint.capability);
    const what =
      hint.capability === undefined
        ? hint.event
        : `${hint.event}: ${named?.name ?? `capability ${hint.capability}`}${'size' in hint.numbers ? ` of ${hint.numbers['size']} bytes` : ''}`;
    const has = named === undefined ? undefined : evidence.hasStruct('vfio', named.tag);
    const against = has === undefined ? '' : has ? '; the buffer given has it' : '; nor has the buffer given';
    return [{ name: `hint of the ${hint.log}`, text: `${what}${against} (${placeOf(hint)})` }];
  });
}

/** A capability of the struct whose chain tells the aperture. */
function capabilityOf(catalog: Catalog, evidence: Evidence, id: number): { name: string; tag: string } | undefined {
  const base = catalog.layout(evidence.path('vfio', 'apertureStart')?.split('.')[0] ?? '');
  const of = base !== undefined && hasRole(base, 'capability') ? base.role.of : undefined;
  for (const layout of catalog.layouts()) {
    if (hasRole(layout, 'capability') && layout.role.of === of && layout.role.id === id)
      return { name: layout.role.name, tag: layout.tag };
  }
  return undefined;
}

/** What the kernel said that is more than a handle: events, what became of them, codes other than 0. Each once. */
function kernelFacts(catalog: Catalog, hints: readonly Hint[]): DiffFact[] {
  const told = new Map<string, { readonly first: Hint; again: number }>();
  for (const hint of hints) {
    const text = hintText(catalog, hint);
    if (hint.log !== 'kernel log' || (hint.handle !== undefined && text === hint.event)) continue;
    const key = `${hint.source}: ${text}`;
    const before = told.get(key);
    if (before === undefined) told.set(key, { first: hint, again: 0 });
    else before.again++;
  }
  return [...told.values()].map(({ first, again }) => {
    const times = again === 0 ? '' : `, and ${again} times after it`;
    return { name: 'hint of the kernel log', text: `${hintText(catalog, first)} (${placeOf(first)}${times})` };
  });
}

/** Where lspci or libvirt lists the function, against the id that its domain should be. */
function placeFacts(evidence: Evidence, hints: readonly Hint[]): DiffFact[] {
  return hints.flatMap((hint) => {
    const view = hint.log === 'lspci' || hint.log === 'virsh nodedev' ? viewOf(evidence, hint) : undefined;
    const domain = hint.numbers['uid'];
    if (view === undefined || domain === undefined) return [];
    const id = evidence.number(view, 'userId');
    const against =
      id === undefined
        ? ''
        : id === BigInt(domain)
          ? '; its domain is the uid'
          : `; its domain is not the uid, ${hexNumber(id, 4)}`;
    const text = `${hint.address} ${hint.event}, as the ${view === 'guest' ? 'guest' : 'host'} numbers it${against} (${placeOf(hint)})`;
    return [{ name: `hint of ${hint.log}`, text }];
  });
}

function placeOf({ source, line }: Hint): string {
  return `line ${line} of ${source}`;
}

/** What is left of each log: lines that speak of no function that was given. */
export function otherHints(hinted: readonly Hinted[], hints: readonly Hint[]): { name: string; why: string }[] {
  return [...new Set(hints.map((hint) => hint.source))].flatMap((source) => {
    const other = hints.filter((hint) => hint.source === source && !hinted.some((one) => isAbout(one, hint)));
    const named = [...new Set(other.map(subjectOf))].filter((text) => text !== '');
    const [one] = other;
    if (one === undefined) return [];
    const about = named.length === 0 ? 'no function' : `functions that were not given: ${named.slice(0, 6).join(', ')}`;
    return [{ name: source, why: `${one.log}, ${other.length} lines about ${about}` }];
  });
}

function subjectOf({ function: id, address, handle }: Hint): string {
  if (id !== undefined) return `id ${hexNumber(BigInt(id), 8)}`;
  if (address !== undefined) return address;
  return handle === undefined ? '' : `handle ${hexNumber(BigInt(handle), 8)}`;
}
