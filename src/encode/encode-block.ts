/**
 * From the JSON of a block back to its bytes.
 */
import type { CodePage } from '../bytes/ebcdic.js';
import { builtInCatalog, type Catalog } from '../catalog/catalog.js';
import { genericLeaves } from '../catalog/field-table.js';
import type { Leaf } from '../catalog/plan.js';
import type { Endian, Layout } from '../model/layout.js';
import type { BlockResult } from '../model/result.js';
import { type FieldPlace, fieldBytes, gapBytes } from './field-bytes.js';
import { at, bad, countAt, type JsonObject, listAt, member, objectAt, shown, textAt } from './json.js';
import { assemble, type Piece } from './pieces.js';

export interface EncodeOptions {
  /** Tables to use instead of the built-in ones. */
  readonly catalog?: Catalog | undefined;
  /** EBCDIC code page of texts: the one that the block was decoded with; absent: 037. */
  readonly codepage?: CodePage | undefined;
  /** JSON path of the block, for messages. */
  readonly path?: string | undefined;
}

/** No block is larger. */
const longest = 64 * 1024 * 1024;

/**
 * The bytes of a block as `describeBlock` shows it: the exact inverse, in the byte order that the block names.
 *
 * Each field gives its `raw` bytes, unless its `value` is not what they decode to: then `value` is written
 * (a number, `0x...`, text in the code page, hex for byte strings). Fields whose status is not `ok` give nothing.
 * Offsets, lengths, gaps and padding are taken as they stand; hash, labels and issues are not looked at.
 *
 * @throws ToolError with the JSON path when something is missing, of the wrong kind, too large, too long or
 * there twice, or when a struct or member is in no table.
 */
export function encodeBlock(block: BlockResult, options: EncodeOptions = {}): Uint8Array {
  return encodeJson(block, options);
}

/** The same from JSON of unknown content. */
export function encodeJson(block: unknown, options: EncodeOptions = {}): Uint8Array {
  const path = options.path ?? '';
  const source = objectAt(block, path);
  const length = countAt(source, 'length', path, longest);
  const endian = endianOf(source, path);
  const tables = new Tables(options.catalog ?? builtInCatalog(), endian);
  const pieces = listAt(source, 'structs', path).flatMap((one, i) =>
    structPieces(tables, one, at(at(path, 'structs'), i), options.codepage),
  );
  return assemble(pieces, length, path);
}

function endianOf(block: JsonObject, path: string): Endian {
  const endian = textAt(block, 'endian', path);
  if (endian === 'big' || endian === 'little') return endian;
  throw bad(at(path, 'endian'), `${shown(endian)} is no byte order`, 'write "big" or "little"');
}

function structPieces(tables: Tables, value: unknown, path: string, codepage: CodePage | undefined): Piece[] {
  const struct = objectAt(value, path);
  const tag = textAt(struct, 'struct', path);
  const byteOffset = countAt(struct, 'byteOffset', path, longest);
  if (tag === 'gap') {
    const byteLength = countAt(struct, 'byteLength', path, longest);
    const bytes = gapBytes(member(struct, 'raw'), byteLength, path);
    return [{ path, byteOffset, bitOffset: 0, bitLength: byteLength * 8, bytes }];
  }
  const fields = tables.fieldsOf(tag, struct, path);
  return listAt(struct, 'fields', path).flatMap((one, i) => {
    const fieldPath = at(at(path, 'fields'), i);
    const field = objectAt(one, fieldPath);
    if (!isWritten(field, fieldPath)) return [];
    const place = fields.place(field, fieldPath);
    const from = byteOffset + countAt(field, 'byteOffset', fieldPath, longest);
    const bytes = fieldBytes(field, place, fieldPath, codepage);
    return [{ path: fieldPath, byteOffset: from, bitOffset: place.bitOffset, bitLength: place.bitLength, bytes }];
  });
}

/** False for a field that covers nothing. @throws ToolError when it has a value all the same. */
function isWritten(field: JsonObject, path: string): boolean {
  const status = textAt(field, 'status', path);
  if (status === 'ok') return true;
  for (const key of ['raw', 'value']) {
    const value = member(field, key) ?? null;
    if (value === null) continue;
    const todo = 'set status to "ok" and cut its bytes out of the gap, or set it back to null';
    throw bad(at(path, key), `${shown(value)} is not written, because status is ${shown(status)}`, todo);
  }
  return false;
}

/** Members of the structs of one block, by path without indices. */
class Tables {
  readonly #catalog: Catalog;
  readonly #endian: Endian;
  readonly #known = new Map<Layout, Members>();

  constructor(catalog: Catalog, endian: Endian) {
    this.#catalog = catalog;
    this.#endian = endian;
  }

  fieldsOf(tag: string, struct: JsonObject, path: string): Members {
    const name = member(struct, 'interface') ?? null;
    if (name !== null && typeof name !== 'string') {
      throw bad(at(path, 'interface'), `${shown(name)} is neither text nor null`, 'put back what decode wrote there');
    }
    const layout = this.#catalog.layout(tag, name ?? undefined);
    if (layout === undefined) {
      const full = name === null ? tag : `${tag}@${name}`;
      throw bad(at(path, 'struct'), `no struct ${shown(full)} is in the tables`, 'zpci-inspect fields lists them');
    }
    const known = this.#known.get(layout) ?? new Members(this.#catalog, layout, this.#endian);
    this.#known.set(layout, known);
    return known;
  }
}

class Members {
  readonly #layout: Layout;
  readonly #endian: Endian;
  readonly #leaves: ReadonlyMap<string, Leaf>;

  constructor(catalog: Catalog, layout: Layout, endian: Endian) {
    this.#layout = layout;
    this.#endian = layout.byteOrder === 'host' ? endian : layout.byteOrder;
    this.#leaves = new Map(genericLeaves(catalog, layout).map((leaf) => [leaf.generic, leaf]));
  }

  /** How a field is written, and which bits it has. @throws ToolError when that is not as the layout has it. */
  place(field: JsonObject, path: string): FieldPlace {
    const name = textAt(field, 'path', path);
    const bitOffset = countAt(field, 'bitOffset', path, 7);
    const bitLength = countAt(field, 'bitLength', path, longest * 8);
    if (/^\(padding \d+\.[0-7]\)$/.test(name)) {
      const content = bitOffset + bitLength <= 32 ? 'integer' : 'hex';
      return { bitOffset, bitLength, endian: this.#endian, content };
    }
    const leaf = this.#leaves.get(name.replace(/\[\d+\]/g, '[]'));
    if (leaf === undefined || leaf.field === null) {
      const what = `${this.#layout.tag} has no member ${shown(name)}`;
      throw bad(at(path, 'path'), what, `zpci-inspect fields ${this.#layout.tag} lists them`);
    }
    requireShape(leaf, bitOffset, bitLength, path);
    const isText = leaf.field.type === 'bytes' && leaf.field.text !== undefined;
    const endian = (leaf.field.type === 'bytes' ? undefined : leaf.field.byteOrder) ?? this.#endian;
    return { bitOffset, bitLength, endian, content: leaf.isInteger ? 'integer' : isText ? 'text' : 'hex' };
  }
}

/** The bits of a member are those of its layout; strings whose length another field tells have any whole bytes. */
function requireShape(leaf: Leaf, bitOffset: number, bitLength: number, path: string): void {
  const isFlexible = leaf.field?.type === 'bytes' && typeof leaf.field.length !== 'number';
  const isSame = isFlexible ? bitLength % 8 === 0 : bitLength === leaf.bitLength;
  if (isSame && bitOffset === leaf.bitOffset) return;
  const what = `${bitLength} bits from bit ${bitOffset} on, the layout has ${leaf.bitLength} from bit ${leaf.bitOffset} on`;
  throw bad(at(path, 'bitLength'), what, 'put back what decode wrote, or decode the block again with these tables');
}
