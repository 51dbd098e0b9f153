/**
 * Second question: why are bytes reserved beyond alignment?
 */
import type { Outcome, ReservedRow } from '../model/audit.js';
import { memberOf } from '../rules/facts.js';
import type { BlockBytes } from './block-bytes.js';
import { isRaw, overlap } from './pairs.js';
import type { Subject } from './subject.js';
import type { UserField, UserStruct } from './user-structs.js';
import { count, listText, members, shortList } from './words.js';

/** Reserved members and padding of the user's structs in whole bytes, with what alignment asks of them. */
export function reservedRows(subject: Subject, bytes: BlockBytes): ReservedRow[] {
  return subject.structs.flatMap((struct) =>
    struct.fields
      .map((field, i) => ({ field, next: struct.fields[i + 1] }))
      .filter(({ field }) => field.kind !== 'value' && isWholeBytes(field))
      .map(({ field, next }) => {
        const size = field.place.bitLength / 8;
        const forAlignment = Math.min(size, alignmentGap(struct, field, next));
        return {
          struct: struct.name,
          field: field.place.field,
          kind: field.kind === 'padding' ? 'padding' : 'reserved',
          byteOffset: field.place.byteOffset,
          bytes: size,
          forAlignment,
          beyond: size - forAlignment,
          isHole: field.kind === 'padding' && next !== undefined && !isCopied(subject, struct),
          carries: factsIn(subject, struct, field),
          raw: bytes.user(field.name).raw,
        };
      }),
  );
}

function isCopied({ pairs }: Subject, { holderName }: UserStruct): boolean {
  return pairs.some((pair) => pair.user?.holderName === holderName && isRaw(pair));
}

function isWholeBytes({ place }: UserField): boolean {
  return place.bitLength > 0 && place.bitLength % 8 === 0 && place.bitOffset === 0;
}

/** Bytes from the start of a run to the first place where the next member, or the next struct, can begin. */
function alignmentGap(struct: UserStruct, field: UserField, next: UserField | undefined): number {
  const start = field.place.byteOffset + struct.base;
  const whole = Math.max(1, ...struct.fields.map((one) => one.alignment));
  const alignment = next?.alignment ?? whole;
  return (alignment - (start % alignment)) % alignment;
}

/** Facts of firmware whose bits lie in the run, because the bytes are a copy. */
export function factsIn({ pairs, facts }: Subject, struct: UserStruct, field: UserField): readonly string[] {
  const pair = pairs.find((one) => one.transfer === 'copied' && one.user === struct);
  if (pair === undefined) return [];
  return facts
    .filter((fact) => fact.layout.tag === pair.firmware && overlap(fact.place, field.place))
    .map((fact) => fact.name);
}

/** Verdict in one sentence. */
export function reservedVerdict(subject: Subject, rows: readonly ReservedRow[]): { outcome: Outcome; verdict: string } {
  const { pairs } = subject;
  if (pairs.every((pair) => pair.transfer === 'text')) {
    return { outcome: 'sound', verdict: 'No bytes are reserved: text files have none.' };
  }
  if (pairs.some((pair) => pair.transfer === 'opaque')) {
    const verdict = 'The interface reserves nothing and names nothing: what firmware reserves comes along unseen.';
    return { outcome: 'fault', verdict };
  }
  const beyond = rows.filter((row) => row.beyond > 0);
  const holes = rows.filter((row) => row.isHole);
  if (holes.length > 0) return holesVerdict(subject, rows, holes);
  const alignment = rows.reduce((sum, row) => sum + row.forAlignment, 0);
  if (beyond.length === 0) {
    const what =
      alignment === 0 ? 'not one byte is reserved' : `${count(alignment, 'byte')} for alignment and no other`;
    return { outcome: 'sound', verdict: `There are none: ${what}.` };
  }
  if (pairs.some((pair) => pair.transfer === 'same struct')) {
    const verdict = `They are firmware's own: ${count(beyond.length, 'run')} in its answers, for its own later use.`;
    return { outcome: subject.item.view === 'guest' ? 'sound' : 'remark', verdict };
  }
  const total = beyond.reduce((sum, row) => sum + row.beyond, 0);
  const runs = listText([...new Set(beyond.map((row) => row.struct))].map((struct) => runsText(struct, beyond)));
  const lead = `${total} of ${sizeOf(subject, rows)} bytes are reserved beyond alignment: ${runs}`;
  const facts = members(beyond.flatMap((row) => row.carries));
  return facts.length === 0
    ? { outcome: 'remark', verdict: `${lead}.` }
    : {
        outcome: 'fault',
        verdict: `Because they have the shape of firmware: ${lead}; ${shortList(facts)} lie in them.`,
      };
}

/** A struct for userspace names every byte: what lies in a hole is nobody's, and its place depends on the machine. */
function holesVerdict(
  subject: Subject,
  rows: readonly ReservedRow[],
  holes: readonly ReservedRow[],
): { outcome: Outcome; verdict: string } {
  const where = holes.map((row) => `${count(row.bytes, 'byte')} at 0x${row.byteOffset.toString(16)} of ${row.struct}`);
  const tails = rows.filter((row) => row.kind === 'padding' && !row.isHole);
  const tail = tails.length === 0 ? '' : ` (and ${listText(tails.map((row) => `${row.bytes} at its end`))})`;
  const beyond = rows.filter((row) => row.beyond > 0);
  const total = beyond.reduce((sum, row) => sum + row.beyond, 0);
  const runs = listText([...new Set(beyond.map((row) => row.struct))].map((struct) => runsText(struct, beyond)));
  const reserved =
    total === 0 ? '' : `; ${total} of ${sizeOf(subject, rows)} bytes are reserved beyond alignment: ${runs}`;
  return { outcome: 'fault', verdict: `No member has the hole of ${listText(where)}${tail}${reserved}.` };
}

function sizeOf(subject: Subject, rows: readonly ReservedRow[]): number {
  const names = new Set(rows.map((row) => row.struct));
  return subject.structs.filter((one) => names.has(one.name)).reduce((sum, one) => sum + one.layout.size, 0);
}

function runsText(struct: string, rows: readonly ReservedRow[]): string {
  const own = rows.filter((row) => row.struct === struct).map((row) => `${memberOf(row.field)} (${row.beyond})`);
  return `${listText(own)} of ${struct}`;
}
