/**
 * A value in words: names, units, flags. The value itself is never changed.
 */
import { hexNumber } from '../bytes/hex.js';
import { bytesText, quantityText } from '../bytes/quantity.js';
import type { Catalog } from '../catalog/catalog.js';
import type { Leaf } from '../catalog/plan.js';
import type { Codes, FlagBit, Format, IntegerField, NumberPart } from '../model/layout.js';
import { own } from '../model/own.js';
import { type DecodedStruct, valueAt } from './read-struct.js';

/** The label of an integer leaf, or null when the number says it all. */
export function labelOf(catalog: Catalog, struct: DecodedStruct, leaf: Leaf, value: number | bigint): string | null {
  const field = leaf.field;
  if (field === null || field.type === 'bytes') return null;
  if (field.knownUse?.value === value)
    return `${hexNumber(value, Math.ceil(leaf.bitLength / 4))} ${field.knownUse.text}`;
  const own = field.format === undefined ? null : formatLabel(catalog, field.format, value, struct, leaf);
  const other = otherReading(field, value);
  if (other === undefined) return own;
  const reading = field.format === undefined ? null : formatLabel(catalog, field.format, other, struct, leaf);
  return `${hexNumber(value, 8)} byte-swapped ${reading ?? hexNumber(other, 8)}`;
}

function formatLabel(
  catalog: Catalog,
  format: Format,
  value: number | bigint,
  struct: DecodedStruct,
  leaf: Leaf,
): string | null {
  switch (format.kind) {
    case 'hex':
      return null;
    case 'unit':
      return zeroOr(format.zero, value, () => quantityText(BigInt(value), format.unit));
    case 'scale':
      return zeroOr(format.zero, value, () => quantityText(BigInt(value) * BigInt(format.factor), format.unit));
    case 'log2':
      return zeroOr(format.zero, value, () => quantityText(1n << BigInt(value), format.unit));
    case 'codes':
      return codeLabel(catalog.codeTable(format.codes), value);
    case 'codesBy': {
      const table = own(format.tables, String(valueAt(struct, `${leaf.prefix}${format.field}`)));
      return table === undefined ? null : codeLabel(catalog.codeTable(table), value);
    }
    case 'flags':
      return flagsLabel(catalog, format, BigInt(value), Math.ceil(leaf.bitLength / 4));
    case 'parts':
      return `${hexNumber(value, Math.ceil(leaf.bitLength / 4))} ${partsLabel(format.parts, Number(value))}`;
    case 'yesNo':
      return value ? format.yes : format.no;
    case 'special':
      return (
        own(format.values, String(value)) ?? (format.unit === '' ? null : quantityText(BigInt(value), format.unit))
      );
    case 'pageSizes':
      return pageSizesLabel(BigInt(value));
    case 'rangeEnd':
      return rangeLabel(valueAt(struct, `${leaf.prefix}${format.start}`), value);
  }
}

function zeroOr(zero: string | undefined, value: number | bigint, other: () => string): string {
  return zero !== undefined && BigInt(value) === 0n ? zero : other();
}

/** `0x0010 CLP_RC_OK request done`, `0x0c (unknown PFT)`. */
export function codeLabel(table: Codes | undefined, value: number | bigint): string {
  const entry = table?.entries.find((one) => BigInt(one.value) === BigInt(value));
  const number = hexNumber(value, table?.digits ?? 1);
  if (entry === undefined) return `${number} ${table?.otherwise ?? `(unknown ${table?.what ?? 'value'})`}`;
  return `${number} ${table?.showNames && entry.name !== undefined ? `${entry.name} ` : ''}${entry.text}`;
}

function flagsLabel(
  catalog: Catalog,
  { bits, rest, codes }: Extract<Format, { kind: 'flags' }>,
  value: bigint,
  digits: number,
): string | null {
  const names = bits.filter((bit) => (value & BigInt(bit.mask)) !== 0n).map((bit) => bit.name);
  const left = unknownFlags(bits, value);
  const code = codes === undefined ? undefined : catalog.code(codes, Number(left));
  if (left !== 0n || code !== undefined) names.push(`${rest ?? 'unknown'} ${code?.name ?? hexNumber(left)}`);
  return names.length === 0 ? null : `${hexNumber(value, digits)} ${names.join(', ')}`;
}

/** Bits of a flag word that have no name. */
export function unknownFlags(bits: readonly FlagBit[], value: bigint): bigint {
  return bits.reduce((left, bit) => left & ~BigInt(bit.mask), value);
}

function partsLabel(parts: readonly NumberPart[], value: number): string {
  return parts
    .map((part) => {
      const lowest = 2 ** lowestBit(part.mask);
      const piece = Math.floor(value / lowest) % (Math.floor(part.mask / lowest) + 1);
      const name = part.names?.[piece];
      return name ?? `${part.name} ${hexNumber(piece)}`;
    })
    .join(', ');
}

/** Number of the lowest set bit. */
function lowestBit(mask: number): number {
  let bit = 0;
  while (Math.floor(mask / 2 ** bit) % 2 === 0) bit++;
  return bit;
}

function pageSizesLabel(value: bigint): string {
  const sizes: bigint[] = [];
  for (let bit = 0n; bit < 64n; bit++) if ((value >> bit) & 1n) sizes.push(1n << bit);
  const [smallest] = sizes;
  if (smallest === undefined) return 'none';
  const isEvery = value === 2n ** 64n - smallest && sizes.length > 1;
  return isEvery ? `every power of two from ${bytesText(smallest)}` : sizes.map(bytesText).join(', ');
}

function rangeLabel(start: number | bigint | undefined, end: number | bigint): string | null {
  if (start === undefined) return 'inclusive';
  const size = BigInt(end) - BigInt(start) + 1n;
  return size <= 0n ? 'inclusive; before the start: empty range' : `inclusive; size ${bytesText(size)}`;
}

/** The byte-swapped value when only that one is plausible; undefined otherwise. */
export function otherReading(field: IntegerField, value: number | bigint): number | undefined {
  const plausible = field.otherOrder?.plausible;
  if (plausible === undefined || typeof value === 'bigint' || plausible.includes(value)) return undefined;
  const swapped = swap32(value);
  return plausible.includes(swapped) ? swapped : undefined;
}

function swap32(value: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value, false);
  return view.getUint32(0, true);
}
