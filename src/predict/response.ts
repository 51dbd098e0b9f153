/**
 * One answer put together: bytes from the outcomes of its fields, decoded as any other block, then marked
 * with what is not predictable and why each value is what it is.
 */
import { hexNumber } from '../bytes/hex.js';
import { packInteger } from '../bytes/pack.js';
import { fixedShape, typeName } from '../catalog/catalog.js';
import type { Leaf } from '../catalog/plan.js';
import { decodeBlock } from '../decode/decode-block.js';
import { describeBlock } from '../decode/describe.js';
import { ruleText } from '../model/interface.js';
import type { Layout } from '../model/layout.js';
import type { BlockResult, ExposureResult, FieldResult, StructResult } from '../model/result.js';
import type { PredictContext } from './conditions.js';
import { type PredictedValue, predictField, responseLength } from './predict-field.js';

interface Predicted extends PredictedValue {
  readonly leaf: Leaf;
}

export interface Response {
  readonly block: BlockResult;
  readonly layout: Layout;
  /** One for each field, in the order of the block. */
  readonly fields: readonly Predicted[];
}

/** Said of a field that the interface does not write. */
const notWritten = 'not written: 0 if cleared';

/** The answer with this layout, 0 where it cannot be predicted. */
export function predictResponse(context: PredictContext, layout: Layout, why: string): Response {
  const size = responseLength(layout);
  const endian = layout.byteOrder === 'little' ? 'little' : 'big';
  const { leaves } = context.catalog.plan(layout, fixedShape(size, endian, null));
  const live = leaves.filter((leaf) => !leaf.absent);
  const fields = spread(live.map((leaf) => ({ leaf, ...predictField(context, layout, leaf) })));
  const bytes = new Uint8Array(size);
  for (const field of fields) write(bytes, field);
  const decoded = decodeBlock(bytes, {
    type: typeName(layout),
    catalog: context.catalog,
    codepage: context.options.codepage ?? '037',
  });
  const plain = describeBlock(decoded, { source: `${context.item.name}-${context.conditions.version}` });
  const known = new Map(fields.map((field) => [field.leaf.path, field]));
  const structs = plain.structs.map((struct) => ({
    ...struct,
    fields: struct.fields.flatMap((field) => marked(context, layout, field, known.get(field.path))),
  }));
  const unknown = fields.filter((field) => field.applied.kind === 'unknown').map((field) => field.leaf);
  return { block: { ...plain, why, structs: [...structs, ...gapsOf(unknown)].sort(byOffset) }, layout, fields };
}

/**
 * A byte that an unknown field touches lies in a gap, and each bit lies in one place only: other fields that
 * touch it cannot be said either.
 */
function spread(fields: readonly Predicted[]): readonly Predicted[] {
  const lost = new Map<number, string>();
  for (const { leaf, applied } of fields)
    if (applied.kind === 'unknown') for (const byte of bytesOf(leaf)) lost.set(byte, leaf.path);
  let grown = false;
  const next = fields.map((field): Predicted => {
    const byte = bytesOf(field.leaf).find((one) => lost.has(one));
    if (field.applied.kind === 'unknown' || byte === undefined) return field;
    grown = true;
    const why = `it shares a byte with ${lost.get(byte) ?? 'another field'}, which is not predictable`;
    return { ...field, applied: { kind: 'unknown', why } };
  });
  return grown ? spread(next) : fields;
}

function bytesOf(leaf: Leaf): number[] {
  return Array.from({ length: leaf.byteLength }, (_, i) => leaf.byteOffset + i);
}

function write(bytes: Uint8Array, { leaf, applied }: Predicted): void {
  if (applied.kind !== 'value') return;
  const { value } = applied;
  const packed =
    typeof value === 'bigint'
      ? packInteger(value, leaf)
      : Uint8Array.from(bytesOf(leaf), (_, i) => Number.parseInt(value.slice(i * 2, i * 2 + 2), 16));
  for (const [i, byte] of packed.entries()) bytes[leaf.byteOffset + i] = (bytes[leaf.byteOffset + i] ?? 0) | byte;
}

function marked(
  context: PredictContext,
  layout: Layout,
  field: FieldResult,
  predicted: Predicted | undefined,
): FieldResult[] {
  if (predicted === undefined) return [field];
  const { applied, effective } = predicted;
  const own = effective === undefined ? {} : { [context.item.name]: exposureOf(layout, field, predicted) };
  const exposure = { ...field.exposure, ...own };
  if (applied.kind === 'unknown') {
    if (field.kind === 'padding') return [];
    return [{ ...field, raw: null, value: null, label: applied.why, status: 'unpredictable', exposure }];
  }
  const remark = applied.kind === 'untouched' ? notWritten : applied.remark;
  return [{ ...field, label: remark === undefined ? field.label : labelWith(field, remark), exposure }];
}

/** The row as it holds for this version, mode and container. */
function exposureOf(layout: Layout, field: FieldResult, { effective }: Predicted): ExposureResult {
  const path = `${layout.tag}.${field.path.replace(/\[\d+\]/g, '[]')}`;
  const target = effective?.targets.find((one) => one.field === path);
  return {
    class: effective?.class ?? 'hidden',
    ...(target === undefined ? {} : { to: target.field, rule: ruleText(target.rule) }),
    why: effective?.why ?? '',
    ...(effective?.unsure === undefined ? {} : { unsure: effective.unsure }),
  };
}

/** A number without a label of its own leads the remark, so that tables go on to print it in hex. */
function labelWith({ label, value, bitLength }: FieldResult, remark: string): string {
  if (label !== null) return `${label}; ${remark}`;
  const isNumber = typeof value === 'number' || /^0x[0-9a-f]{16}$/.test(value ?? '');
  if (!isNumber || bitLength < 8) return remark;
  return `${hexNumber(BigInt(value ?? 0), bitLength > 32 ? 1 : Math.ceil(bitLength / 4))} ${remark}`;
}

/** The bytes of these fields as gaps, all zero. */
function gapsOf(leaves: readonly Leaf[]): StructResult[] {
  const bytes = [...new Set(leaves.flatMap(bytesOf))].sort((a, b) => a - b);
  const starts = bytes.filter((byte) => !bytes.includes(byte - 1));
  return starts.map((byteOffset) => {
    let end = byteOffset + 1;
    while (bytes.includes(end)) end++;
    const byteLength = end - byteOffset;
    const raw = '00'.repeat(byteLength);
    return { struct: 'gap', byteOffset, byteLength, version: null, interface: null, raw, fields: [] };
  });
}

function byOffset(a: StructResult, b: StructResult): number {
  return a.byteOffset - b.byteOffset;
}
