/**
 * VFIO and iommufd info buffers: a fixed part that grew over time, and the capabilities behind it.
 */
import { hexNumber } from '../bytes/hex.js';
import { compareVersions } from '../bytes/version.js';
import { type Catalog, type LayoutOf, typeName } from '../catalog/catalog.js';
import type { Chain, Layout } from '../model/layout.js';
import { decodeCapability, type Room } from './capability.js';
import { type Link, type Walk, walkChain } from './chain.js';
import type { Context } from './context.js';
import { decodeStruct } from './decode-struct.js';
import { type DecodedStruct, leafAt, numberAt, peek } from './read-struct.js';
import { offsetOf } from './shape.js';

/** Decodes an info buffer with what is behind it: a chain of capabilities, or what a feature takes or gives. */
export function decodeInfo(context: Context, layout: LayoutOf<'info'>): void {
  const { chain } = layout.role;
  const size = fixedSize(context, layout);
  const info = decodeStruct(context, layout, size, 0, context.own.length);
  reportSize(context, layout, info);
  decodeFeature(context, layout, info);
  if (chain === undefined) return;
  const first = numberAt(info, chain.offset);
  if (first === undefined) {
    if (offeredSize(context, layout) === info.byteLength)
      reportTooSmall(context, layout, chain.flag?.field ?? chain.offset, info);
    return;
  }
  const offsetAt = offsetOf(info, chain.offset) ?? 0;
  if (!hasCapabilities(info, chain)) {
    if (first !== 0)
      context.report('CHAIN_OFFSET_WITHOUT_FLAG', `${layout.tag}.${chain.offset}`, offsetAt, hexNumber(first, 2));
    return;
  }
  if (first === 0) {
    if (chain.flag !== undefined) reportTooSmall(context, layout, chain.offset, info);
    return;
  }
  const end = chain.end === undefined ? undefined : numberAt(info, chain.end);
  const walk = walkChain(context, { chain, info: layout, first, offsetAt, fixedEnd: info.byteLength, end });
  decodeLinks(context, layout, chain, walk, info.byteLength);
}

/** A feature that the tables do not know stays a gap. */
function decodeFeature(context: Context, layout: LayoutOf<'info'>, info: DecodedStruct): void {
  const { feature } = layout.role;
  const value = feature === undefined ? undefined : numberAt(info, feature.field);
  if (feature === undefined || value === undefined) return;
  const behind = context.catalog.feature(typeName(layout), value & feature.mask);
  if (behind === undefined) return;
  const size = numberAt(info, layout.role.size ?? '') ?? 0;
  const isThere = info.byteLength < context.own.length;
  if (isThere) decodeStruct(context, behind, behind.size, info.byteLength, context.own.length);
  else if (size > info.byteLength)
    context.report('TRUNCATED', behind.tag, info.byteLength, `all of its ${size - info.byteLength} bytes are missing`);
}

function reportTooSmall(context: Context, layout: LayoutOf<'info'>, path: string, info: DecodedStruct): void {
  const needed = numberAt(info, layout.role.size ?? '') ?? 0;
  const message = `${needed} bytes are needed for the capabilities, and nothing says where they are; the block has ${context.own.length}`;
  context.report('BUFFER_TOO_SMALL', `${layout.tag}.${path}`, offsetOf(info, path) ?? 0, message);
}

/**
 * Bytes of a block that ends where the struct once did, before the chain, although there are capabilities:
 * the caller offered no more, and the kernel filled that much. Undefined for any other block.
 */
function offeredSize(context: Context, layout: LayoutOf<'info'>): number | undefined {
  const { chain } = layout.role;
  const plan = context.catalog.newestPlan(layout, context.endian);
  if (chain?.flag === undefined) return undefined;
  const flags = peek(plan, chain.flag.field, context.own, 0) ?? 0;
  const shape = layout.shapes?.find((one) => one.size === context.own.length);
  const isBeforeChain = shape !== undefined && shape.size <= smallestWithChain(plan, chain);
  return isBeforeChain && (flags & chain.flag.mask) !== 0 ? shape.size : undefined;
}

function hasCapabilities(info: DecodedStruct, chain: Chain): boolean {
  const { flag } = chain;
  return flag === undefined || ((numberAt(info, flag.field) ?? 0) & flag.mask) !== 0;
}

/**
 * Bytes of the fixed part: up to the first capability, else all of a block whose size field says that it is no longer,
 * else as the Linux version has it, else the newest.
 */
function fixedSize(context: Context, layout: LayoutOf<'info'>): number {
  const { chain } = layout.role;
  const shapes = layout.shapes ?? [];
  const newest = layout.size;
  const plan = context.catalog.newestPlan(layout, context.endian);
  const read = (path: string): number => peek(plan, path, context.own, 0) ?? 0;
  const isClear = chain?.flag !== undefined && (read(chain.flag.field) & chain.flag.mask) === 0;
  const first = chain === undefined || isClear ? 0 : read(chain.offset);
  if (first !== 0) {
    const fitting = shapes.filter((shape) => shape.size <= first && shape.size > smallestWithChain(plan, chain)).at(-1);
    return fitting?.size ?? newest;
  }
  const offered = offeredSize(context, layout);
  if (offered !== undefined) return offered;
  const whole = layout.role.size === undefined ? newest : read(layout.role.size);
  const written = shapes.find(({ size }) => size === whole && size === context.own.length)?.size ?? newest;
  const { linux } = context.options;
  if (linux === undefined) return written;
  const known = shapes.filter((shape) => compareVersions(shape.linux, linux) <= 0).at(-1) ?? shapes[0];
  return Math.min(written, known?.size ?? newest);
}

/** Offset of the member that starts the chain: a shape that ends there has none. */
function smallestWithChain(plan: DecodedStruct['plan'], chain: Chain | undefined): number {
  return chain === undefined ? 0 : (leafAt(plan, chain.offset)?.byteOffset ?? 0);
}

function reportSize(context: Context, layout: LayoutOf<'info'>, info: DecodedStruct): void {
  const { role } = layout;
  const claimed = role.size === undefined ? undefined : numberAt(info, role.size);
  if (claimed === undefined || role.size === undefined) return;
  const place = [`${layout.tag}.${role.size}`, offsetOf(info, role.size) ?? 0] as const;
  if (claimed < role.minSize) {
    context.report(
      'CALL_NOT_DONE',
      ...place,
      `${claimed} bytes, ${role.ioctl ?? 'the call'} wants at least ${role.minSize}`,
    );
  } else if (
    claimed > context.own.length &&
    (role.chain === undefined || !hasCapabilities(info, role.chain) || (numberAt(info, role.chain.offset) ?? 0) !== 0)
  ) {
    context.report('ARGSZ_BEYOND_BLOCK', ...place, `${claimed} bytes, the block has ${context.own.length}`);
  }
}

function decodeLinks(
  context: Context,
  info: LayoutOf<'info'>,
  chain: Chain,
  { links, lost }: Walk,
  fixedEnd: number,
): void {
  const starts = links.map((link) => link.at).sort((a, b) => a - b);
  const taken: DecodedStruct[] = [];
  const ids = new Set<number>();
  for (const link of links) {
    const path = chain.header;
    const overlapped = taken.find(
      (other) =>
        link.at < other.byteOffset + other.byteLength &&
        other.byteOffset < link.at + context.catalog.nested(info, chain.header).size,
    );
    if (overlapped !== undefined) {
      const message = `the capability at ${hexNumber(link.at, 2)} lies in ${overlapped.tag} at ${hexNumber(overlapped.byteOffset, 2)}`;
      context.report('CHAIN_OVERLAP', path, link.at, message);
      continue;
    }
    if (ids.has(link.id))
      context.report('CAPABILITY_TWICE', path, link.at, `id ${link.id} at ${hexNumber(link.at, 2)}`);
    ids.add(link.id);
    const limit = starts.find((start) => start > link.at) ?? context.own.length;
    const isInFront = lost !== undefined && lost > link.at && lost < limit;
    // A chain that leads backward comes to one that lies in front of what was decoded already.
    const end = Math.min(context.own.length, ...behind(taken, link.at));
    const struct = decodeLink(context, info, chain, link, { limit, restLimit: isInFront ? lost : limit, end });
    if (link.at % 8 !== 0)
      context.report('CHAIN_MISALIGNED', struct.tag, link.at, `starts at ${hexNumber(link.at, 2)}`);
    taken.push(struct);
  }
  reportHoles(context, taken, fixedEnd);
}

/** Where structs begin that lie behind an offset. */
function behind(taken: readonly DecodedStruct[], at: number): number[] {
  return taken.flatMap(({ byteOffset }) => (byteOffset > at ? [byteOffset] : []));
}

function decodeLink(context: Context, info: LayoutOf<'info'>, chain: Chain, link: Link, room: Room): DecodedStruct {
  const layout = context.catalog.capability(typeName(info), link.id);
  if (layout === undefined) return decodeBareHeader(context, info, chain, link);
  return decodeCapability(context, layout, link, room);
}

function decodeBareHeader(context: Context, info: Layout, chain: Chain, link: Link): DecodedStruct {
  const isKnown = chain.bare?.some((one) => one.id === link.id) === true;
  const header = isKnown ? namedHeader(context.catalog, info, chain) : context.catalog.nested(info, chain.header);
  const struct = decodeStruct(context, header, header.size, link.at, context.own.length, undefined, link.version);
  if (!isKnown) {
    context.report('CAPABILITY_UNKNOWN', header.tag, link.at, `id ${link.id} version ${link.version}`);
  }
  return struct;
}

const namedHeaders = new WeakMap<Chain, Layout>();

/** The header of a chain with the names of those capabilities that are nothing else. */
function namedHeader(catalog: Catalog, info: Layout, chain: Chain): Layout {
  let named = namedHeaders.get(chain);
  if (named === undefined) {
    const header = catalog.nested(info, chain.header);
    const values = Object.fromEntries((chain.bare ?? []).map(({ id, name, doc }) => [id, `${name}: ${doc}`]));
    const fields = header.fields.map((field) =>
      field.name === chain.id && field.type !== 'struct' && field.type !== 'bytes'
        ? { ...field, format: { kind: 'special', unit: '', values } as const }
        : field,
    );
    named = { ...header, fields };
    namedHeaders.set(chain, named);
  }
  return named;
}

/**
 * Bytes between the fixed part and the capabilities must be zero; what follows an unknown header or version
 * belongs to it.
 */
function reportHoles(context: Context, taken: readonly DecodedStruct[], fixedEnd: number): void {
  const unknown = new Set(context.placesOf('CAPABILITY_UNKNOWN', 'VERSION_NEWER'));
  let end = fixedEnd;
  let hasBody = false;
  for (const struct of [...taken].sort((a, b) => a.byteOffset - b.byteOffset)) {
    if (struct.byteOffset > end && !hasBody && !context.isZero(end, struct.byteOffset)) {
      const message = `${struct.byteOffset - end} bytes before ${struct.tag} at ${hexNumber(struct.byteOffset, 2)}`;
      context.report('GAP_NOT_ZERO', 'gap', end, message);
    }
    hasBody = unknown.has(struct.byteOffset);
    end = Math.max(end, struct.byteOffset + struct.byteLength);
  }
}
