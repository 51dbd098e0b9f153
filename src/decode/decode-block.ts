/**
 * One block of bytes into structs, gaps and findings.
 */
import { hexNumber } from '../bytes/hex.js';
import { isZero } from '../bytes/integers.js';
import { builtInCatalog, type Catalog, hasRole, typeName } from '../catalog/catalog.js';
import { NoBlockError, ToolError } from '../model/errors.js';
import type { Issue } from '../model/issues.js';
import type { Endian, Layout } from '../model/layout.js';
import { decodeLoneCapability, fittingOrders } from './capability.js';
import { decodeHeader, decodePage, decodeRequest, decodeResponse } from './clp.js';
import { Context, type DecodeOptions } from './context.js';
import { decodeStruct } from './decode-struct.js';
import { candidatesOf, detect, pageType } from './detect.js';
import { decodeExpress } from './express.js';
import { decodeInfo } from './info-buffer.js';
import type { DecodedStruct } from './read-struct.js';

/** Bytes that no struct covers. */
export interface Gap {
  readonly byteOffset: number;
  readonly byteLength: number;
}

export interface DecodedBlock {
  /** As `--type` takes it. */
  readonly type: string;
  readonly endian: Endian;
  /** Why this type and byte order. */
  readonly why: string;
  readonly bytes: Uint8Array;
  /** Name of the file it came from, when the caller said. */
  readonly source?: string;
  /** In byte order. */
  readonly structs: readonly DecodedStruct[];
  /** In byte order; structs and gaps together cover each byte once. */
  readonly gaps: readonly Gap[];
  /** In byte order. */
  readonly issues: readonly Issue[];
  readonly options: DecodeOptions;
}

/**
 * Decodes one block: a CLP request, response or page, or a VFIO or iommufd info buffer with its chain.
 *
 * Offsets are bytes from the start of `bytes`. CLP is big-endian, other structs have the byte order of
 * the machine that filled them. Damaged bytes never throw: each problem is an issue of the result.
 *
 * @throws ToolError when `bytes` is empty, the type is unknown, or no type is given and not exactly one fits.
 */
export function decodeBlock(bytes: Uint8Array, options: DecodeOptions = {}): DecodedBlock {
  if (bytes.length === 0) throw new NoBlockError('empty: 0 bytes');
  const catalog = options.catalog ?? builtInCatalog();
  const { type, endian, why, layout } = chooseType(bytes, catalog, options);
  const only = layout === null ? null : decodeExpress(bytes, layout, catalog);
  if (only !== null) return { type, endian, why, bytes, structs: [only], gaps: [], issues: [], options };
  const context = new Context(bytes, endian, catalog, options);
  decodeAs(context, layout);
  const structs = inOrder(context.structs);
  const gaps = gapsBetween(structs, bytes.length);
  reportTail(context, gaps, type);
  const issues = inOrder(context.issues);
  return { type, endian, why, bytes, structs, gaps, issues, options };
}

function inOrder<T extends { readonly byteOffset: number }>(items: readonly T[]): readonly T[] {
  return items.length < 2 ? items : [...items].sort((a, b) => a.byteOffset - b.byteOffset);
}

interface Choice {
  readonly type: string;
  readonly endian: Endian;
  readonly why: string;
  /** Null for a page. */
  readonly layout: Layout | null;
}

function chooseType(bytes: Uint8Array, catalog: Catalog, options: DecodeOptions): Choice {
  if (options.type !== undefined) return pinnedType(bytes, catalog, options.type, options.endian);
  const found = detect(bytes, catalog, options.endian);
  return { ...found, why: found.reason(), layout: found.type === pageType ? null : layoutOf(catalog, found.type) };
}

function pinnedType(bytes: Uint8Array, catalog: Catalog, type: string, endian: Endian | undefined): Choice {
  if (type === pageType) return { type, endian: 'big', why: 'type given', layout: null };
  const layout = layoutOf(catalog, type);
  if (layout.byteOrder !== 'host')
    return { type, endian: layout.byteOrder === 'little' ? 'little' : 'big', why: 'type given', layout };
  if (endian !== undefined) return { type, endian, why: 'type and byte order given', layout };
  return { type, layout, ...byteOrderOf(bytes, catalog, layout) };
}

/** The byte order of a block of known type, as far as its bytes tell it. */
function byteOrderOf(bytes: Uint8Array, catalog: Catalog, layout: Layout): Pick<Choice, 'endian' | 'why'> {
  const fitting = fittingReadings(bytes, catalog, layout);
  const [only, ...others] = fitting ?? [];
  if (only !== undefined && others.length === 0) {
    return { endian: only.endian, why: `type given; ${only.endian}-endian: ${only.reason}` };
  }
  const what =
    fitting === undefined
      ? 'nothing in it tells its byte order'
      : `${only === undefined ? 'neither' : 'either'} byte order fits`;
  return { endian: 'big', why: `type given; ${what}, taken as big-endian as on s390x (--endian pins it)` };
}

/** The byte orders that fit, with the reason; undefined when the layout has nothing to try them on. */
function fittingReadings(
  bytes: Uint8Array,
  catalog: Catalog,
  layout: Layout,
): readonly { readonly endian: Endian; readonly reason: string }[] | undefined {
  if (hasRole(layout, 'capability')) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const reason = `it has the id of ${layout.role.name}`;
    return fittingOrders(catalog, layout, view).map((endian) => ({ endian, reason }));
  }
  if (!hasRole(layout, 'info') || layout.undetectable !== undefined) return undefined;
  const type = typeName(layout);
  return candidatesOf(bytes, catalog, undefined)
    .filter((one) => one.type === type && one.fits)
    .map((one) => ({ endian: one.endian, reason: one.reason() }));
}

/**
 * The layout of a type as `--type` takes it.
 * @throws ToolError with the types that exist when it is none.
 */
export function layoutOf(catalog: Catalog, type: string): Layout {
  const layout = catalog.layout(type);
  if (layout !== undefined) return layout;
  throw new ToolError(`unknown type ${type}; one of ${[pageType, ...catalog.layouts().map(typeName)].join(', ')}`);
}

/** True when `--type` takes the word. */
export function isType(catalog: Catalog, word: string): boolean {
  return word === pageType || catalog.layout(word) !== undefined;
}

function decodeAs(context: Context, layout: Layout | null): void {
  if (layout === null) decodePage(context);
  else if (hasRole(layout, 'clp-request')) decodeRequest(context, layout, 0);
  else if (hasRole(layout, 'clp-response')) decodeResponse(context, layout, 0);
  else if (hasRole(layout, 'info')) decodeInfo(context, layout);
  else if (hasRole(layout, 'capability')) decodeLoneCapability(context, layout);
  else if (hasRole(layout, 'clp-header')) decodeHeader(context, layout, 0);
  else decodeStruct(context, layout, layout.size, 0, context.bytes.length);
}

function gapsBetween(structs: readonly DecodedStruct[], length: number): Gap[] {
  const gaps: Gap[] = [];
  let end = 0;
  for (const struct of structs) {
    if (struct.byteOffset > end) gaps.push({ byteOffset: end, byteLength: struct.byteOffset - end });
    end = struct.byteOffset + struct.byteLength;
  }
  if (end < length) gaps.push({ byteOffset: end, byteLength: length - end });
  return gaps;
}

/** Bytes behind the last struct: said when they are not zero, or when nothing but the struct was expected. */
function reportTail(context: Context, gaps: readonly Gap[], type: string): void {
  const tail = gaps.at(-1);
  if (tail === undefined || tail.byteOffset + tail.byteLength !== context.bytes.length) return;
  const isCut = context.issues.some(
    (one) => one.code === 'TRUNCATED' || one.code === 'RESPONSE_NOT_OK' || one.code === 'LENGTH_TOO_SMALL',
  );
  const zero = isZero(context.bytes, tail.byteOffset, context.bytes.length);
  if (zero && (isCut || type === pageType)) return;
  const content = zero ? 'all zero' : 'not zero';
  const message = `${tail.byteLength} bytes from ${hexNumber(tail.byteOffset, 2)} on, ${content}`;
  context.report('TRAILING_BYTES', 'gap', tail.byteOffset, message);
}
