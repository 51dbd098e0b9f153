/**
 * What real bytes say: members of the user's structs, and the answers of firmware that were copied into them.
 */
import { toHex } from '../bytes/hex.js';
import { hasRole, typeName } from '../catalog/catalog.js';
import { type DecodedBlock, decodeBlock } from '../decode/decode-block.js';
import { describeBlock } from '../decode/describe.js';
import type { FieldResult } from '../model/result.js';
import type { FirmwareField } from './firmware-fields.js';
import { isRaw, type Pair } from './pairs.js';
import type { Subject } from './subject.js';
import type { UserStruct } from './user-structs.js';

/** Bytes that a member has in the blocks given; all null without them. */
export interface Bytes {
  readonly raw: string | null;
  readonly value: number | string | null;
  readonly label: string | null;
}

/** A copy of an answer of firmware inside a block. */
export interface Copy {
  readonly pair: Pair;
  readonly block: DecodedBlock;
  readonly byteOffset: number;
  /** Up to the next struct, or the end of the block. */
  readonly byteLength: number;
  readonly fields: readonly FieldResult[];
}

/** What the blocks given say; nothing without blocks. */
export interface BlockBytes {
  readonly copies: readonly Copy[];
  /** A member of the user's side, as targets name it. */
  readonly user: (name: string) => Bytes;
  /** A member of firmware, in the copies of its answer. */
  readonly copied: (field: FirmwareField) => Bytes;
  /** Version and bytes that a struct of the user has in the blocks; null when it is in none. */
  readonly revisionOf: (holderName: string) => string | null;
  /** What follows the last struct of the interface. */
  readonly behind: Bytes;
}

const nothing: Bytes = { raw: null, value: null, label: null };

/** Reads the user's structs, and the copies in them. */
export function readBytes(subject: Subject, blocks: readonly DecodedBlock[]): BlockBytes {
  const raw = subject.pairs.filter(isRaw);
  const copies = blocks.flatMap((block) => raw.flatMap((pair) => copiesOf(subject, pair, block)));
  const fields = new Map<string, FieldResult[]>();
  const revisions = new Map<string, Set<string>>();
  for (const struct of blocks.flatMap((block) => describeBlock(block).structs)) {
    const holder = struct.interface === null ? struct.struct : `${struct.struct}@${struct.interface}`;
    const version = struct.version === null ? '' : `version ${struct.version}, `;
    revisions.set(holder, (revisions.get(holder) ?? new Set()).add(`${version}${struct.byteLength} bytes`));
    for (const field of struct.fields) {
      const name = `${holder}.${generic(field.path)}`;
      fields.set(name, [...(fields.get(name) ?? []), field]);
    }
  }
  return {
    copies,
    user: (name) => summary(fields.get(name) ?? []),
    copied: ({ layout, place }) => {
      const own = copies.filter((copy) => copy.pair.firmware === layout.tag).flatMap((copy) => copy.fields);
      return summary(own.filter((one) => generic(one.path) === place.field));
    },
    revisionOf: (holder) => {
      const found = revisions.get(holder);
      return found === undefined ? null : [...found].join('; ');
    },
    behind: { ...nothing, raw: blocks.map((block) => bytesBehind(subject, block)).find((raw) => raw !== '') ?? null },
  };
}

function bytesBehind(subject: Subject, block: DecodedBlock): string {
  const own = block.structs.filter(({ plan }) => subject.structs.some(({ holder }) => holder === plan.layout));
  const end = Math.max(0, ...own.map((struct) => struct.byteOffset + struct.byteLength));
  return toHex(block.bytes, end, block.bytes.length - end);
}

function generic(path: string): string {
  return path.replace(/\[\d+\]/g, '[]');
}

/** One member, or all elements of an array in a row. */
function summary(fields: readonly FieldResult[]): Bytes {
  const read = fields.filter((field) => field.status === 'ok');
  const [first, ...others] = read;
  if (first === undefined) return nothing;
  if (others.length === 0) return { raw: first.raw, value: first.value, label: first.label };
  return {
    raw: read.map((field) => field.raw ?? '').join(' '),
    value: read.map((field) => String(field.value)).join(', '),
    label: null,
  };
}

function copiesOf(subject: Subject, pair: Pair, block: DecodedBlock): Copy[] {
  const { user } = pair;
  if (user === null) return [];
  if (pair.transfer === 'opaque' && block.type === pair.firmware) return [wholeCopy(pair, block)];
  return block.structs
    .filter((struct) => typeName(struct.plan.layout) === user.holderName)
    .flatMap((struct) => {
      const byteOffset = struct.byteOffset + startOf(user, pair);
      const next = block.structs.find((other) => other.byteOffset > struct.byteOffset);
      const bytes = block.bytes.subarray(byteOffset, next?.byteOffset ?? block.bytes.length);
      if (bytes.length === 0) return [];
      const decoded = decodeBlock(bytes, { type: pair.firmware, catalog: subject.catalog });
      const fields = describeBlock(decoded).structs.flatMap((one) => one.fields);
      const copy = { pair, block, byteOffset, byteLength: bytes.length, fields };
      return pair.transfer === 'opaque' && !isAnswer(subject, copy) ? [] : [copy];
    });
}

/** A block that is nothing but the copy: a feature has led to it. */
function wholeCopy(pair: Pair, block: DecodedBlock): Copy {
  const fields = describeBlock(block).structs.flatMap((one) => one.fields);
  return { pair, block, byteOffset: 0, byteLength: block.bytes.length, fields };
}

/** Where the copy begins: behind the wrapper, or at the member that is nothing but bytes. */
function startOf(user: UserStruct, { transfer }: Pair): number {
  const open = transfer === 'opaque' ? user.fields.find((field) => field.isOpen) : undefined;
  return user.base + (open?.place.byteOffset ?? 0);
}

/** Opaque bytes do not say what they are; the length in their header does. */
function isAnswer(subject: Subject, { pair, fields }: Copy): boolean {
  const layout = subject.catalog.layout(pair.firmware);
  if (layout === undefined || !hasRole(layout, 'clp-response')) return false;
  const { length, lengths } = layout.role;
  const said = fields.find((field) => field.path === length)?.value;
  return typeof said === 'number' && lengths.includes(said);
}
