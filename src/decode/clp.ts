/**
 * CLP blocks: requests, responses, and LPCB pages that hold one of each.
 */
import { hexNumber } from '../bytes/hex.js';
import type { OwnBytes } from '../bytes/own-bytes.js';
import { type Catalog, hasRole, type LayoutOf } from '../catalog/catalog.js';
import type { Leaf, Plan } from '../catalog/plan.js';
import type { Layout } from '../model/layout.js';
import type { Context } from './context.js';
import { decodeStruct } from './decode-struct.js';
import { codeLabel } from './label.js';
import { type DecodedStruct, leafAt, numberAt, peek, peekLeaf } from './read-struct.js';
import { offsetOf } from './shape.js';

/** Bytes of a CLP header. */
export const clpHeaderSize = 16;

/** Decodes a request that begins at `at`; returns it. */
export function decodeRequest(context: Context, layout: LayoutOf<'clp-request'>, at: number): DecodedStruct {
  const { role } = layout;
  const length = peekMember(context, layout, role.length, at);
  const present = context.own.length - at;
  const struct = decodeStruct(
    context,
    layout,
    layout.size,
    at,
    at + Math.min(present, Math.max(length ?? present, clpHeaderSize)),
  );
  if (length === undefined) return struct;
  const place = [`${layout.tag}.${role.length}`, at + (offsetOf(struct, role.length) ?? 0)] as const;
  if (length < clpHeaderSize)
    context.report('LENGTH_TOO_SMALL', ...place, `${length} bytes, the header has ${clpHeaderSize}`);
  else if (length !== layout.size)
    context.report('REQUEST_LENGTH', ...place, `${length} bytes, the struct has ${layout.size}`);
  const code = numberAt(struct, role.code);
  if (code !== undefined && code !== role.command) {
    const message = `${hexNumber(code, 4)} where ${hexNumber(role.command, 4)} belongs`;
    context.report('UNKNOWN_COMMAND', `${layout.tag}.${role.code}`, at + (offsetOf(struct, role.code) ?? 0), message);
  }
  return struct;
}

/** Decodes a response that begins at `at`; only its header when it does not say that it is done. */
export function decodeResponse(context: Context, layout: LayoutOf<'clp-response'>, at: number): DecodedStruct {
  const { role } = layout;
  const present = context.own.length - at;
  const { length, code } = readHeader(context.catalog.newestPlan(layout, 'big'), role, context.own, at);
  const believable = length !== undefined && length >= clpHeaderSize && code === role.ok;
  const end = at + (believable ? Math.min(length, present) : Math.min(clpHeaderSize, present));
  const size =
    role.lengths.includes(length ?? -1) && role.entries === undefined ? (length ?? layout.size) : layout.size;
  const struct = decodeStruct(context, layout, size, at, end, believable ? undefined : startsWith(role.header));
  reportLength(context, layout, struct, length, present);
  if (code !== role.ok) reportCode(context, struct, role.code, role.ok, role.command);
  return struct;
}

/** The two members of a header that decide how a response is read, where they were found for the last response. */
let lastHeader: { readonly plan: Plan; readonly length: Leaf | undefined; readonly code: Leaf | undefined } | undefined;

function readHeader(
  plan: Plan,
  role: LayoutOf<'clp-response'>['role'],
  own: OwnBytes,
  at: number,
): { readonly length: number | undefined; readonly code: number | undefined } {
  if (lastHeader?.plan !== plan)
    lastHeader = { plan, length: leafAt(plan, role.length), code: leafAt(plan, role.code) };
  return { length: peekLeaf(lastHeader.length, own, at), code: peekLeaf(lastHeader.code, own, at) };
}

function startsWith(prefix: string): (leaf: Leaf) => boolean {
  return (leaf) => leaf.path.startsWith(prefix);
}

/** Decodes a page: a request, then the response where the request ends. */
export function decodePage(context: Context): void {
  const header = context.catalog.header('request');
  const length = peekMember(context, header, header.role.length, 0);
  const command = peekMember(context, header, header.role.code, 0);
  const request = command === undefined ? undefined : context.catalog.request(command);
  if (request !== undefined) decodeRequest(context, request, 0);
  else decodeHeader(context, header, 0);
  if (length === undefined || length < clpHeaderSize) return;
  if (length + clpHeaderSize > context.own.length) {
    const message = `the request ends at ${hexNumber(length)}, so no response header fits into ${context.own.length} bytes`;
    context.report('TRUNCATED', 'clp-page', Math.min(length, context.own.length), message);
    return;
  }
  if (request === undefined) {
    decodeHeader(context, context.catalog.header('response'), length);
    return;
  }
  const response = decodeResponse(context, responseLayout(context, request, length), length);
  crossCheck(context, request, length, response);
}

/** Decodes the header at `at` of a block whose command is not known; its body cannot be read. */
export function decodeHeader(context: Context, layout: LayoutOf<'clp-header'>, at: number): void {
  const { role } = layout;
  const struct = decodeStruct(context, layout, clpHeaderSize, at, context.own.length);
  const placeOf = (path: string): [string, number] => [`${layout.tag}.${path}`, at + (offsetOf(struct, path) ?? 0)];
  const code = numberAt(struct, role.code);
  if (role.of === 'response') reportCode(context, struct, role.code, okCode(context.catalog));
  else if (code !== undefined && context.catalog.request(code) === undefined)
    context.report('UNKNOWN_COMMAND', ...placeOf(role.code), hexNumber(code, 4));
  const length = numberAt(struct, role.length);
  if (length !== undefined && length < clpHeaderSize)
    context.report('LENGTH_TOO_SMALL', ...placeOf(role.length), `${length} bytes, the header has ${clpHeaderSize}`);
}

/** The response code that means done, the same for all commands. */
function okCode(catalog: Catalog): number | undefined {
  return catalog.layouts().find((layout) => hasRole(layout, 'clp-response'))?.role.ok;
}

/** The response layout of a request; where it has several, the one whose reserved bits are clear. */
function responseLayout(context: Context, request: LayoutOf<'clp-request'>, at: number): LayoutOf<'clp-response'> {
  const all = request.role.responses.flatMap((tag) => {
    const layout = context.catalog.layout(tag);
    return layout !== undefined && hasRole(layout, 'clp-response') ? [layout] : [];
  });
  const [first, ...others] = all;
  if (first === undefined) throw new Error(`${request.tag} names no response layout`);
  if (others.length > 0 && peekMember(context, first, first.role.code, at) === first.role.ok) {
    const names = others.map((layout) => layout.tag).join(', ');
    const message = `the page does not say which logical processor set was asked: taken as ${first.tag}, could be ${names}`;
    context.report('AMBIGUOUS_TYPE', first.tag, at, message);
  }
  return first;
}

function crossCheck(context: Context, request: LayoutOf<'clp-request'>, length: number, response: DecodedStruct): void {
  const layout = response.plan.layout;
  if (!hasRole(layout, 'clp-response') || length === request.size) return;
  if (numberAt(response, layout.role.code) !== layout.role.ok) return;
  const message = `request of ${length} bytes instead of ${request.size}, yet answered with ${hexNumber(layout.role.ok, 4)}`;
  context.report(
    'RESPONSE_UNBELIEVABLE',
    `${layout.tag}.${layout.role.code}`,
    response.byteOffset + (offsetOf(response, layout.role.code) ?? 0),
    message,
  );
}

function reportLength(
  context: Context,
  layout: LayoutOf<'clp-response'>,
  struct: DecodedStruct,
  length: number | undefined,
  present: number,
): void {
  if (length === undefined) return;
  const { role } = layout;
  if (length <= present && role.lengths.includes(length)) return;
  const place = [`${layout.tag}.${role.length}`, struct.byteOffset + (offsetOf(struct, role.length) ?? 0)] as const;
  if (length < clpHeaderSize) {
    context.report('LENGTH_TOO_SMALL', ...place, `${length} bytes, the header has ${clpHeaderSize}`);
  } else if (length > present) {
    context.report('LENGTH_BEYOND_BLOCK', ...place, `${length} bytes, but the block has ${present} from here`);
  } else if (numberAt(struct, role.code) === role.ok && role.entries === undefined && !role.lengths.includes(length)) {
    context.report('LENGTH_UNUSUAL', ...place, `${length} bytes, known are ${role.lengths.join(' and ')}`);
  }
}

/** Reports a response code that is not `ok`; without `command` nothing is known of the request. */
function reportCode(
  context: Context,
  struct: DecodedStruct,
  path: string,
  ok: number | undefined,
  command?: number,
): void {
  const code = numberAt(struct, path);
  if (code === undefined || code === ok) return;
  const place = [`${struct.tag}.${path}`, struct.byteOffset + (offsetOf(struct, path) ?? 0)] as const;
  const table = codeTableOf(struct, path);
  const entry = table === undefined ? undefined : context.catalog.code(table, code);
  const text = table === undefined ? hexNumber(code, 4) : codeLabel(context.catalog.codeTable(table), code);
  const help = entry?.help === undefined ? '' : ` (${entry.help})`;
  context.report('RESPONSE_NOT_OK', ...place, `${text}${help}`);
  if (entry === undefined) context.report('RESPONSE_CODE_UNKNOWN', ...place, hexNumber(code, 4));
  else if (command !== undefined && entry.commands !== undefined && !entry.commands.includes(command)) {
    const commands = entry.commands.map((one) => hexNumber(one, 4)).join(' and ');
    context.report(
      'RESPONSE_CODE_FOREIGN',
      ...place,
      `${hexNumber(code, 4)} belongs to command ${commands}, this is ${hexNumber(command, 4)}`,
    );
  }
}

function codeTableOf(struct: DecodedStruct, path: string): string | undefined {
  const field = leafAt(struct.plan, path)?.field ?? null;
  return field !== null && field.type !== 'bytes' && field.format?.kind === 'codes' ? field.format.codes : undefined;
}

/** A member of the struct at `at`, or undefined when the block ends before it. */
function peekMember(context: Context, layout: Layout, path: string, at: number): number | undefined {
  return peek(context.catalog.newestPlan(layout, 'big'), path, context.own, at);
}
