/**
 * First question: what keeps the struct of firmware and the struct of the user consistent?
 */
import { hasRole } from '../catalog/catalog.js';
import type { Outcome, StructPair } from '../model/audit.js';
import type { Copy } from './block-bytes.js';
import { isInPlace, type Pair } from './pairs.js';
import type { Subject } from './subject.js';
import { count, listText, members } from './words.js';

/** How each pair of structs hangs together. */
export function structPairs(subject: Subject, copies: readonly Copy[]): StructPair[] {
  return subject.pairs
    .filter((pair) => pair.links.some((link) => link.firmware.offered))
    .map((pair) => {
      const offered = pair.links.filter((link) => link.firmware.offered);
      const same = pair.transfer === 'opaque' ? [] : offered.filter(isInPlace);
      const notes = [growthNote(subject, pair), ...copyNotes(pair, copies)];
      return {
        firmware: pair.firmware,
        firmwareSizes: pair.firmwareSizes,
        user: pair.user?.name ?? subject.item.name,
        userSize: pair.transfer === 'opaque' ? null : (pair.user?.layout.size ?? null),
        transfer: pair.transfer,
        fields: namesOf(offered).size,
        samePlace: namesOf(same).size,
        note: notes.filter((text) => text !== '').join('; '),
      };
    });
}

function namesOf(links: Pair['links']): ReadonlySet<string> {
  return new Set(links.map((link) => link.firmware.name));
}

/** What happens when one of the two structs grows. */
function growthNote(subject: Subject, pair: Pair): string {
  const { user } = pair;
  if (user === null) return 'each fact is a file of its own: none moves when firmware grows';
  if (pair.transfer === 'same struct') return "firmware's own struct";
  if (pair.transfer === 'assigned') return versionNote(subject, pair);
  const version = hasNoVersion(pair) ? '; the version of the capability is 0 whatever it holds' : '';
  const { lengthIn } = subject.item.audit ?? {};
  if (pair.transfer === 'opaque' && lengthIn !== undefined)
    return `as many bytes as ${lengthIn} says: ${sizesText(pair)}`;
  if (pair.transfer === 'opaque') return `as many bytes as the kernel has: ${sizesText(pair)}${version}`;
  return `${overhangNote(subject, pair, user.layout.size)}${version}`;
}

/** Facts of firmware that a copy leaves behind the struct. */
function overhangNote(subject: Subject, pair: Pair, size: number): string {
  const longer = pair.firmwareSizes.filter((one) => one > size);
  if (longer.length === 0) return `${size} bytes on both sides in every kernel so far`;
  const behind = subject.facts.filter(({ layout, place }) => layout.tag === pair.firmware && place.byteOffset >= size);
  const what = listText(members(behind.map((field) => field.name)));
  return longer.map((one) => `a kernel with ${one} bytes copies ${one - size} behind the struct (${what})`).join('; ');
}

function sizesText({ firmwareSizes }: { readonly firmwareSizes: readonly number[] }): string {
  return firmwareSizes.join(' or ');
}

function hasNoVersion({ user }: Pair): boolean {
  const role = user?.holder.role;
  return role?.kind === 'capability' && role.versions.every((one) => one.version === 0);
}

function versionNote(subject: Subject, pair: Pair): string {
  if (isMute(pair)) return 'neither a size nor a version in it';
  const role = pair.user?.holder.role;
  if (role?.kind !== 'capability') return '';
  const list = entriesNote(subject, pair);
  const versions = listText(role.versions.map((one) => `version ${one.version} has ${one.size} bytes (${one.since})`));
  return `${versions}${list}`;
}

/** A list has a length for each number of functions. */
function entriesNote(subject: Subject, { firmware }: Pair): string {
  const layout = subject.catalog.layout(firmware);
  const entries = layout !== undefined && hasRole(layout, 'clp-response') ? layout.role.entries : undefined;
  return entries === undefined ? '' : `; the list of firmware has ${entries.known} bytes more for each function`;
}

/** Nothing in the struct says how far it goes. */
function isMute({ user, transfer }: Pair): boolean {
  const role = user?.holder.role;
  return transfer === 'assigned' && role?.kind === 'info' && role.size === undefined && role.chain === undefined;
}

function copyNotes(pair: Pair, copies: readonly Copy[]): string[] {
  return copies
    .filter((copy) => copy.pair === pair && pair.transfer !== 'same struct')
    .map((copy) => {
      const over = pair.transfer === 'copied' ? copy.byteLength - (pair.user?.layout.size ?? 0) : 0;
      const more = over > 0 ? `, ${over} of them behind the struct` : '';
      return `in ${copy.block.source ?? 'the block'}: ${copy.byteLength} bytes of firmware from byte 0x${copy.byteOffset.toString(16)} on${more}`;
    });
}

/** Verdict in one sentence. */
export function consistencyVerdict(
  subject: Subject,
  structs: readonly StructPair[],
): { outcome: Outcome; verdict: string } {
  const of = (transfer: StructPair['transfer']): StructPair[] => structs.filter((one) => one.transfer === transfer);
  if (of('copied').length > 0) return { outcome: 'fault', verdict: copiedVerdict(of('copied')) };
  if (of('opaque').length > 0) return { outcome: 'fault', verdict: opaqueVerdict(of('opaque')) };
  if (of('same struct').length > 0) return sameStructVerdict(subject);
  const fields = structs.reduce((sum, one) => sum + one.fields, 0);
  if (of('text').length > 0) {
    return {
      outcome: 'sound',
      verdict: `Nothing has to: ${fields} fields are text files, each with a name of its own.`,
    };
  }
  const names = [...new Set(structs.map((one) => one.user))];
  const mute = subject.pairs.some(isMute);
  const narrow = narrowLinks(subject);
  if (narrow.length > 0) {
    const texts = narrow.map(
      ({ firmware, landing }) =>
        `${firmware.name} has ${firmware.place.bitLength} bits, its place ${landing?.bitLength}`,
    );
    return { outcome: 'fault', verdict: `Nothing can: ${listText(texts)}.` };
  }
  const bits = bitFields(subject);
  const lead = `Nothing has to: ${count(fields, 'field')} of firmware ${fields === 1 ? 'is' : 'are'} assigned one by one to ${listText(names)}`;
  const tail = mute
    ? ', but nothing in it tells a reader how far it goes'
    : ', whatever firmware does to its own structs';
  const aside =
    bits.length === 0
      ? ''
      : `; ${listText(bits)} are bit fields, whose place in the word is another in the other byte order`;
  return { outcome: mute || bits.length > 0 ? 'remark' : 'sound', verdict: `${lead}${tail}${aside}.` };
}

/** Values that do not fit into the member that they are assigned to. */
function narrowLinks({ links }: Subject): Pair['links'] {
  return links.filter(
    ({ firmware, landing, target }) =>
      firmware.offered &&
      landing !== null &&
      landing.bitLength > 0 &&
      landing.bitLength < firmware.place.bitLength &&
      (target.rule.kind === 'same' || target.rule.kind === 'times'),
  );
}

/** Members that are no whole bytes. */
function bitFields({ members: all }: Subject): readonly string[] {
  const parts = all.filter(
    ({ kind, place }) => kind === 'value' && (place.bitLength % 8 !== 0 || place.bitOffset !== 0),
  );
  return members(parts.map((field) => field.name));
}

function sameStructVerdict(subject: Subject): { outcome: Outcome; verdict: string } {
  return subject.item.view === 'guest'
    ? {
        outcome: 'sound',
        verdict:
          'They are the same struct by contract: a guest reads the layout of firmware, filled in field by field.',
      }
    : {
        outcome: 'remark',
        verdict:
          'There is one struct only: userspace gets the answers of firmware themselves and follows every change.',
      };
}

function opaqueVerdict(opaque: readonly StructPair[]): string {
  const sizes = opaque.map((one) => `${one.firmware} with ${sizesText(one)} bytes`);
  return `Nothing can: userspace has no struct for what it gets, ${listText(sizes)}, in the shape of whatever kernel runs.`;
}

function copiedVerdict(copied: readonly StructPair[]): string {
  const parts = copied.map(
    (one) => `${one.samePlace} of ${one.fields} fields of ${one.user} lie where ${one.firmware} has them`,
  );
  const sizes = copied
    .filter((one) => one.firmwareSizes.some((size) => size !== one.userSize))
    .map((one) => `${sizesText(one)} bytes as the kernel has them, for ${one.userSize} of ${one.user}`);
  const tail = sizes.length === 0 ? '' : ` (${listText(sizes)})`;
  return `Nothing does: ${listText(parts)}, because the bytes are copied${tail}.`;
}
