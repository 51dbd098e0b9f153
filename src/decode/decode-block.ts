/**
 * One block of bytes into structs, gaps and findings.
 */
import { hexNumber } from '../bytes/hex.js';
import { OwnBytes } from '../bytes/own-bytes.js';
import { builtInCatalog, hasRole } from '../catalog/catalog.js';
import { NoBlockError } from '../model/errors.js';
import { type Issue, issue } from '../model/issues.js';
import type { Endian, Layout } from '../model/layout.js';
import { pageType } from './candidates.js';
import { decodeLoneCapability } from './capability.js';
import { type Choice, chooseType } from './choose-type.js';
import { decodeHeader, decodePage, decodeRequest, decodeResponse } from './clp.js';
import { Context, type DecodeOptions } from './context.js';
import { decodeStruct } from './decode-struct.js';
import { typesBehind } from './detect.js';
import { decodeInfo } from './info-buffer.js';
import type { DecodedStruct } from './read-struct.js';

/** Bytes that no struct covers. */
export interface Gap {
  readonly byteOffset: number;
  readonly byteLength: number;
}

export class DecodedBlock {
  /** As `--type` takes it. */
  readonly type: string;
  readonly endian: Endian;
  /** Name of the file it came from, when the caller said. */
  readonly source: string | undefined;
  /** In byte order. */
  readonly structs: readonly DecodedStruct[];
  readonly #choice: Choice;
  readonly #context: Context;
  #gaps: readonly Gap[] | undefined;
  #issues: readonly Issue[] | undefined;

  constructor(context: Context, choice: Choice, source?: string) {
    this.type = choice.type;
    this.endian = choice.endian;
    this.source = source;
    this.structs = inOrder(context.structs);
    this.#choice = choice;
    this.#context = context;
  }

  /** A copy of its own. */
  get bytes(): Uint8Array {
    return this.#context.own.bytes;
  }

  get options(): DecodeOptions {
    return this.#context.options;
  }

  /** Why this type and byte order. */
  get why(): string {
    return this.#choice.reason();
  }

  /** In byte order; structs and gaps together cover each byte once. */
  get gaps(): readonly Gap[] {
    this.#gaps ??= gapsBetween(this.structs, this.#context.own.length);
    return this.#gaps;
  }

  /** In byte order. They are made when they are first asked for. */
  get issues(): readonly Issue[] {
    this.#issues ??= inOrder([...this.#context.issues(), ...tailIssues(this.#context, this.gaps, this.type)]);
    return this.#issues;
  }

  /** The same block with the name of the file that it came from, or another reason for its type. */
  with({ source = this.source, why }: { readonly source?: string; readonly why?: string }): DecodedBlock {
    const choice = why === undefined ? this.#choice : { ...this.#choice, reason: () => why };
    return new DecodedBlock(this.#context, choice, source);
  }
}

/**
 * Decodes one block: a CLP request, response or page, or a VFIO or iommufd info buffer with its chain.
 *
 * Offsets are bytes from the start of `bytes`. CLP is big-endian, other structs have the byte order of
 * the machine that filled them. Damaged bytes never throw: each problem is an issue of the result.
 * The result has a private copy of the bytes. Values are read from it, and issues found in it, on demand.
 *
 * @throws ToolError when `bytes` is empty, the type is unknown, or no type is given and not exactly one fits.
 */
export function decodeBlock(bytes: Uint8Array, options: DecodeOptions = {}): DecodedBlock {
  if (bytes.length === 0) throw new NoBlockError('empty: 0 bytes');
  const catalog = options.catalog ?? builtInCatalog();
  const own = new OwnBytes(bytes);
  const choice = chooseType(own, catalog, options);
  const context = new Context(own, choice.endian, catalog, options);
  decodeAs(context, choice.layout);
  return new DecodedBlock(context, choice);
}

function inOrder<T extends { readonly byteOffset: number }>(items: readonly T[]): readonly T[] {
  return items.length < 2 ? items : [...items].sort((a, b) => a.byteOffset - b.byteOffset);
}

function decodeAs(context: Context, layout: Layout | null): void {
  if (layout === null) decodePage(context);
  else if (hasRole(layout, 'clp-request')) decodeRequest(context, layout, 0);
  else if (hasRole(layout, 'clp-response')) decodeResponse(context, layout, 0);
  else if (hasRole(layout, 'info')) decodeInfo(context, layout);
  else if (hasRole(layout, 'capability')) decodeLoneCapability(context, layout);
  else if (hasRole(layout, 'clp-header')) decodeHeader(context, layout, 0);
  else decodeStruct(context, layout, layout.size, 0, context.own.length);
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
function tailIssues(context: Context, gaps: readonly Gap[], type: string): readonly Issue[] {
  const tail = gaps.at(-1);
  if (tail === undefined || tail.byteOffset + tail.byteLength !== context.own.length) return [];
  const isCut = context.placesOf('TRUNCATED', 'RESPONSE_NOT_OK', 'LENGTH_TOO_SMALL').length > 0;
  const zero = context.isZero(tail.byteOffset, context.own.length);
  if (zero && (isCut || type === pageType)) return [];
  const content = zero ? 'all zero' : 'not zero';
  const types = zero ? [] : typesBehind(context.own.bytes.subarray(tail.byteOffset), context.catalog);
  const next = types.length === 0 ? '' : `; they fit ${types.join(' or ')}: --split cuts blocks apart`;
  const message = `${tail.byteLength} bytes from ${hexNumber(tail.byteOffset, 2)} on, ${content}${next}`;
  return [issue('TRAILING_BYTES', 'gap', tail.byteOffset, message)];
}
