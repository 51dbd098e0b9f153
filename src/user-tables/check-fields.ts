/**
 * What neither the shape of a layout nor its lint shows: members that the decoder could not read as they are meant.
 */
import { hasRole } from '../catalog/catalog.js';
import { isFlexible } from '../catalog/plan.js';
import type { Codes, Field, IntegerField, Layout } from '../model/layout.js';
import { sizeProblems } from './check-sizes.js';
import { repeatedNames } from './places.js';

const widths = { u8: 8, u16: 16, u32: 32, u64: 64 } as const;

/** Most bits of a bit field, counted from its first byte. */
const reach = 32;

/** Most bits of a field for formats that cannot show more. */
const formatBits: Readonly<Record<string, number>> = { log2: 8, parts: 32 };

/** One line a problem of one layout; `path` is where it stands. */
export function fieldProblems(layout: Layout, path: string): string[] {
  const names = layout.fields.map((field) => field.name);
  return [
    ...(layout.tag === 'gap' ? [`${path}.tag: gap is the word for bytes that no struct covers`] : []),
    ...orderProblems(layout, path),
    ...repeatedNames(`${path}.fields`, 'name', names),
    ...sizeProblems(layout, path),
    ...layout.fields.flatMap((field, i) =>
      [...flexibleProblems(layout, field, i), ...readingProblems(layout, field)].map(
        ([key, text]) => `${path}.fields[${i}].${key}: ${text}`,
      ),
    ),
  ];
}

/** Values that stand twice in a table of codes. */
export function codeProblems(table: Codes, path: string): string[] {
  return repeatedNames(
    `${path}.entries`,
    'value',
    table.entries.map((entry) => String(entry.value)),
  );
}

/** A key of the field and what is wrong with it. */
type Fault = readonly [key: string, text: string];

/** What is decoded in one byte order and encoded in another comes back as other bytes. */
function orderProblems({ role, byteOrder }: Layout, path: string): string[] {
  const isClp = role.kind.startsWith('clp');
  // Without a chain of the kernel's own it can be a struct that is passed on as it is, in an order of its own.
  const isFree = !isClp && role.kind !== 'capability' && (role.kind !== 'info' || role.chain === undefined);
  if (isFree) return [];
  const order = isClp ? 'big' : 'host';
  if (byteOrder === order) return [];
  const whose = order === 'big' ? 'CLP is big-endian' : 'the buffer has the order of the machine that filled it';
  return [`${path}.byteOrder: ${byteOrder} where "${order}" belongs: ${whose}`];
}

function flexibleProblems(layout: Layout, field: Field, index: number): Fault[] {
  if (!isFlexible(field)) return [];
  const faults: Fault[] = [];
  const key = field.type === 'bytes' ? 'length' : 'count';
  if (index < layout.fields.length - 1) faults.push([key, 'only the last member may be as long as another one says']);
  if (field.type === 'bytes' && typeof field.length === 'object' && 'stride' in field.length)
    faults.push([key, 'a byte string has no stride: use {"field"} or {"rest": true}']);
  return faults;
}

function readingProblems(layout: Layout, field: Field): Fault[] {
  const faults = minVersionFaults(layout, field);
  if (field.type === 'struct' || field.type === 'bytes') return faults;
  const kind = field.format?.kind ?? '';
  const most = formatBits[kind] ?? 64;
  const bits = field.bitLength ?? widths[field.type];
  if (bits > most) faults.push(['format', `${kind} is for a field of at most ${most} bits, this one has ${bits}`]);
  if (field.otherOrder !== undefined && field.type !== 'u32') faults.push(['otherOrder', 'only a u32 can have one']);
  return [...faults, ...bitFaults(layout, field)];
}

function minVersionFaults(layout: Layout, { minVersion }: Field): Fault[] {
  if (minVersion === undefined) return [];
  if (!hasRole(layout, 'capability')) return [['minVersion', 'only a capability has versions']];
  const newest = layout.role.versions.at(-1)?.version ?? 0;
  return minVersion > newest
    ? [['minVersion', `${minVersion} is newer than the newest of role.versions, ${newest}`]]
    : [];
}

function bitFaults(layout: Layout, field: IntegerField): Fault[] {
  const { bitOffset = 0, bitLength, type } = field;
  const width = widths[type];
  if (bitLength === undefined) return bitOffset === 0 ? [] : [['bitOffset', 'needs a bitLength beside it']];
  if (bitLength > width) return [['bitLength', `${bitLength} is more than the ${width} bits of a ${type}`]];
  const end = bitOffset + bitLength;
  if (end > reach) {
    return [['bitLength', `ends ${end} bits behind the start of its byte; at most ${reach} can be read as one number`]];
  }
  if (end > 8 && layout.byteOrder !== 'big')
    return [['bitLength', 'a bit field of several bytes can only be read big-endian; make it one field a byte']];
  return [];
}
