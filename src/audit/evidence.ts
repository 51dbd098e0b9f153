/**
 * What real bytes say: members of the user's structs, and the answers of firmware that were copied into them.
 */
import { hasRole, typeName } from '../catalog/catalog.js';
import { type DecodedBlock, decodeBlock } from '../decode/decode-block.js';
import { describeBlock } from '../decode/describe.js';
import type { FieldResult } from '../model/result.js';
import { isRaw, type Pair } from './pairs.js';
import type { FirmwareField, Subject } from './subject.js';
import type { UserField, UserStruct } from './user-structs.js';

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

const nothing: Bytes = { raw: null, value: null, label: null };

/** What the blocks given say; nothing without blocks. */
export class Evidence {
  readonly copies: readonly Copy[];
  readonly #fields = new Map<string, FieldResult[]>();

  constructor(subject: Subject, pairs: readonly Pair[], blocks: readonly DecodedBlock[]) {
    this.copies = blocks.flatMap((block) => pairs.filter(isRaw).flatMap((pair) => copiesOf(subject, pair, block)));
    for (const block of blocks) {
      for (const struct of describeBlock(block).structs) {
        const name = struct.interface === null ? struct.struct : `${struct.struct}@${struct.interface}`;
        for (const field of struct.fields) this.#add(`${name}.${generic(field.path)}`, field);
      }
    }
  }

  #add(name: string, field: FieldResult): void {
    const known = this.#fields.get(name) ?? [];
    known.push(field);
    this.#fields.set(name, known);
  }

  /** A member of the user's side. */
  user(field: UserField | string): Bytes {
    return summary(this.#fields.get(typeof field === 'string' ? field : field.name) ?? []);
  }

  /** A member of firmware, in the copies of its answer. */
  copied(field: FirmwareField): Bytes {
    return summary(
      this.copies
        .filter((copy) => copy.pair.firmware === field.layout.tag)
        .flatMap((copy) => copy.fields.filter((one) => generic(one.path) === field.place.field)),
    );
  }
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
