/**
 * VFIO and iommufd info buffers: a fixed part that grew over time, and the capabilities behind it.
 */
import { hexNumber } from '../bytes/hex.js';
import { isZero } from '../bytes/integers.js';
import { compareVersions } from '../bytes/version.js';
import type { LayoutOf } from '../catalog/catalog.js';
import { fixedShape, typeName } from '../catalog/catalog.js';
import { isFlexible } from '../catalog/plan.js';
import type { CapabilityVersion, Chain, Layout } from '../model/layout.js';
import { type Link, walkChain } from './chain.js';
import type { Context } from './context.js';
import { type DecodedStruct, numberAt, peek } from './read-struct.js';
import { offsetOf } from './shape.js';
import { take } from './take.js';

/** Decodes an info buffer with its chain. */
export function decodeInfo(context: Context, layout: LayoutOf<'info'>): void {
  const { chain } = layout.role;
  const size = fixedSize(context, layout);
  const info = take(context, layout, size, 0, context.bytes.length);
  reportSize(context, layout, info);
  if (chain === undefined) return;
  const first = numberAt(info, chain.offset);
  if (first === undefined) return;
  const offsetAt = offsetOf(info, chain.offset) ?? 0;
  if (!hasCapabilities(info, chain)) {
    if (first !== 0)
      context.report('CHAIN_OFFSET_WITHOUT_FLAG', `${layout.tag}.${chain.offset}`, offsetAt, hexNumber(first, 2));
    return;
  }
  if (first === 0) {
    if (chain.flag === undefined) return;
    const needed = numberAt(info, layout.role.size ?? '') ?? 0;
    const message = `${context.bytes.length} bytes offered, ${needed} needed`;
    context.report('BUFFER_TOO_SMALL', `${layout.tag}.${chain.offset}`, offsetAt, message);
    return;
  }
  const end = chain.end === undefined ? undefined : numberAt(info, chain.end);
  const links = walkChain(context, { chain, info: layout, first, offsetAt, fixedEnd: info.byteLength, end });
  decodeLinks(context, layout, chain, links, info.byteLength);
}

function hasCapabilities(info: DecodedStruct, chain: Chain): boolean {
  const { flag } = chain;
  return flag === undefined || ((numberAt(info, flag.field) ?? 0) & flag.mask) !== 0;
}

/** Bytes of the fixed part: up to the first capability, else as the Linux version has it, else the newest. */
function fixedSize(context: Context, layout: LayoutOf<'info'>): number {
  const { chain } = layout.role;
  const shapes = layout.shapes ?? [];
  const newest = layout.size;
  const plan = context.catalog.plan(layout, fixedShape(newest, context.endian, null));
  const read = (path: string): number => peek(plan, path, context.view, 0) ?? 0;
  const isClear = chain?.flag !== undefined && (read(chain.flag.field) & chain.flag.mask) === 0;
  const first = chain === undefined || isClear ? 0 : read(chain.offset);
  if (first !== 0) {
    const fitting = shapes.filter((shape) => shape.size <= first && shape.size > smallestWithChain(plan, chain)).at(-1);
    return fitting?.size ?? newest;
  }
  const { linux } = context;
  if (linux === undefined) return newest;
  return shapes.filter((shape) => compareVersions(shape.linux, linux) <= 0).at(-1)?.size ?? shapes[0]?.size ?? newest;
}

/** Offset of the member that starts the chain: a shape that ends there has none. */
function smallestWithChain(plan: DecodedStruct['plan'], chain: Chain | undefined): number {
  const index = chain === undefined ? undefined : plan.index.get(chain.offset);
  return index === undefined ? 0 : (plan.leaves[index]?.byteOffset ?? 0);
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
    claimed > context.bytes.length &&
    (role.chain === undefined || !hasCapabilities(info, role.chain) || numberAt(info, role.chain.offset) !== 0)
  ) {
    context.report('ARGSZ_BEYOND_BLOCK', ...place, `${claimed} bytes, the block has ${context.bytes.length}`);
  }
}

function decodeLinks(
  context: Context,
  info: LayoutOf<'info'>,
  chain: Chain,
  links: readonly Link[],
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
    const limit = starts.find((start) => start > link.at) ?? context.bytes.length;
    const struct = decodeCapability(context, info, chain, link, limit);
    if (link.at % 8 !== 0)
      context.report('CHAIN_MISALIGNED', struct.tag, link.at, `starts at ${hexNumber(link.at, 2)}`);
    taken.push(struct);
  }
  reportHoles(context, taken, fixedEnd);
}

function decodeCapability(
  context: Context,
  info: LayoutOf<'info'>,
  chain: Chain,
  link: Link,
  limit: number,
): DecodedStruct {
  const layout = context.catalog.capability(typeName(info), link.id);
  if (layout === undefined) return decodeBareHeader(context, info, chain, link);
  const version = versionOf(context, layout, link);
  const hasTail = layout.fields.some(isFlexible);
  const end = hasTail ? limit : context.bytes.length;
  return take(context, layout, version.size, link.at, end, undefined, link.version);
}

/** The known version to read a capability as. */
function versionOf(context: Context, layout: LayoutOf<'capability'>, link: Link): CapabilityVersion {
  const { versions, name } = layout.role;
  const exact = versions.find((one) => one.version === link.version);
  if (exact !== undefined) return exact;
  const newest = versions.at(-1);
  const [oldest] = versions;
  if (newest === undefined || oldest === undefined) throw new Error(`${layout.tag} has no versions`);
  if (link.version > newest.version) {
    context.report(
      'VERSION_NEWER',
      layout.tag,
      link.at,
      `${name} version ${link.version}, known up to ${newest.version}`,
    );
    return newest;
  }
  context.report('VERSION_UNKNOWN', layout.tag, link.at, `${name} version ${link.version}`);
  return oldest;
}

function decodeBareHeader(context: Context, info: Layout, chain: Chain, link: Link): DecodedStruct {
  const header = context.catalog.nested(info, chain.header);
  const struct = take(context, header, header.size, link.at, context.bytes.length, undefined, link.version);
  if (!chain.bare?.some((one) => one.id === link.id)) {
    context.report('CAPABILITY_UNKNOWN', header.tag, link.at, `id ${link.id} version ${link.version}`);
  }
  return struct;
}

/** Bytes between the fixed part and the capabilities must be zero; what follows an unknown header is its body. */
function reportHoles(context: Context, taken: readonly DecodedStruct[], fixedEnd: number): void {
  const unknown = context.issues.filter((one) => one.code === 'CAPABILITY_UNKNOWN').map((one) => one.byteOffset);
  let end = fixedEnd;
  let hasBody = false;
  for (const struct of [...taken].sort((a, b) => a.byteOffset - b.byteOffset)) {
    if (struct.byteOffset > end && !hasBody && !isZero(context.bytes, end, struct.byteOffset)) {
      const message = `${struct.byteOffset - end} bytes before ${struct.tag} at ${hexNumber(struct.byteOffset, 2)}`;
      context.report('GAP_NOT_ZERO', 'gap', end, message);
    }
    hasBody = unknown.includes(struct.byteOffset);
    end = Math.max(end, struct.byteOffset + struct.byteLength);
  }
}
