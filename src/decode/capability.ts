/**
 * One capability, as a link of a chain or by itself: which version it is read as, and in which byte order.
 */
import type { OwnBytes } from '../bytes/own-bytes.js';
import { type Catalog, hasRole, type LayoutOf } from '../catalog/catalog.js';
import { isFlexible } from '../catalog/plan.js';
import type { BytesField, CapabilityVersion, Endian, StructField } from '../model/layout.js';
import type { Context } from './context.js';
import { decodeStruct } from './decode-struct.js';
import { type DecodedStruct, peek } from './read-struct.js';

/** The header of a capability as read. */
export interface Head {
  /** From the start of the block. */
  readonly at: number;
  readonly id: number;
  readonly version: number;
}

/** Where a string or array at the end of a capability must end, from the start of the block. */
export interface Room {
  /** The next capability, or the end of the block. */
  readonly limit: number;
  /** The same for one that has no length of its own: also where the chain leads to a header that is cut off. */
  readonly restLimit: number;
  /** Where one that was decoded before begins, or the end of the block: nothing reaches beyond. */
  readonly end: number;
}

/** Decodes the capability at `head`. */
export function decodeCapability(
  context: Context,
  layout: LayoutOf<'capability'>,
  head: Head,
  room: Room,
): DecodedStruct {
  const { size } = knownVersion(context, layout, head);
  const tail = layout.fields.find(isFlexible);
  const end = tail === undefined ? room.end : Math.min(room.end, isRest(tail) ? room.restLimit : room.limit);
  return decodeStruct(context, layout, size, head.at, end, undefined, head.version);
}

function isRest(field: BytesField | StructField): boolean {
  const length = field.type === 'bytes' ? field.length : field.count;
  return typeof length === 'object' && 'rest' in length;
}

/** Decodes a block that is one capability alone; one too short for its header is read as the newest version. */
export function decodeLoneCapability(context: Context, layout: LayoutOf<'capability'>): DecodedStruct {
  const head = readHead(context.catalog, layout, context.own, context.endian);
  const end = context.own.length;
  if (head !== undefined) return decodeCapability(context, layout, head, { limit: end, restLimit: end, end });
  const newest = layout.role.versions.at(-1);
  return decodeStruct(context, layout, newest?.size ?? layout.size, 0, end, undefined, newest?.version ?? null);
}

/** True when a block that is this capability alone has its id in this byte order. */
export function hasOwnId(catalog: Catalog, layout: LayoutOf<'capability'>, own: OwnBytes, endian: Endian): boolean {
  const { id, alsoIds = [] } = layout.role;
  const head = readHead(catalog, layout, own, endian);
  return head !== undefined && (head.id === id || alsoIds.includes(head.id));
}

/** The header at the start of a block; undefined when the block ends before its version. */
function readHead(catalog: Catalog, layout: LayoutOf<'capability'>, own: OwnBytes, endian: Endian): Head | undefined {
  const [tag = '', interfaceName] = layout.role.of.split('@');
  const info = catalog.layout(tag, interfaceName);
  const chain = info !== undefined && hasRole(info, 'info') ? info.role.chain : undefined;
  if (info === undefined || chain === undefined) return undefined;
  const header = catalog.nested(info, chain.header);
  const plan = catalog.newestPlan(header, endian);
  const id = peek(plan, chain.id, own, 0);
  const version = peek(plan, chain.version, own, 0);
  return id === undefined || version === undefined ? undefined : { at: 0, id, version };
}

/** The known version to read a capability as. */
function knownVersion(context: Context, layout: LayoutOf<'capability'>, head: Head): CapabilityVersion {
  const { versions, name } = layout.role;
  const exact = versions.find((one) => one.version === head.version);
  if (exact !== undefined) return exact;
  const newest = versions.at(-1);
  const [oldest] = versions;
  if (newest === undefined || oldest === undefined) throw new Error(`${layout.tag} has no versions`);
  if (head.version > newest.version) {
    const message = `${name} version ${head.version}, known up to ${newest.version}`;
    context.report('VERSION_NEWER', layout.tag, head.at, message);
    return newest;
  }
  context.report('VERSION_UNKNOWN', layout.tag, head.at, `${name} version ${head.version}`);
  return oldest;
}
