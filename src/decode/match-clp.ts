/**
 * Can a block be this CLP request, this response, or a page of both?
 */
import { hexNumber } from '../bytes/hex.js';
import { type Catalog, fixedShape, type LayoutOf } from '../catalog/catalog.js';
import type { Code } from '../model/layout.js';
import { clpHeaderSize } from './clp.js';
import { failedTest, probeOf } from './detect-tests.js';
import { firstDirty, type Match, no, yes } from './match-layout.js';
import { leafAt, peek } from './read-struct.js';

interface Header {
  readonly length: number | undefined;
  readonly code: number | undefined;
}

/** How a block begins if it is a request, or a response. */
export interface Headers {
  readonly request: Header;
  readonly response: Header;
}

/** A whole block. */
export interface Subject {
  readonly catalog: Catalog;
  readonly bytes: Uint8Array;
  readonly headers: Headers;
}

export function headersOf(catalog: Catalog, bytes: Uint8Array): Headers {
  const request = readHeader(catalog, catalog.header('request'), bytes, 0);
  return { request, response: readHeader(catalog, catalog.header('response'), bytes, 0) };
}

/** How many bytes of a block have to be known for `headersOf`. */
export function headersReach(catalog: Catalog): number {
  const ends = [catalog.header('request'), catalog.header('response')].flatMap((header) => {
    const plan = catalog.plan(header, fixedShape(header.size, 'big', null));
    return [leafAt(plan, header.role.length), leafAt(plan, header.role.code)].map((leaf) =>
      leaf === undefined ? 0 : leaf.byteOffset + leaf.byteLength,
    );
  });
  return Math.max(...ends);
}

/** What length and header of a block say against a page. */
export function matchPageStart({ bytes, headers }: Subject): Match {
  const { length, code } = headers.request;
  if (length === undefined || code === undefined) return no(() => `${bytes.length} bytes are too few for a request`);
  if (length < clpHeaderSize || length % 8 !== 0) return no(() => `a request of ${length} bytes cannot be`);
  if (bytes.length < length + clpHeaderSize) return no(() => `no response follows a request of ${length} bytes`);
  return yes(() => `command ${hexNumber(code, 4)}`);
}

/** A request that is followed by a response. */
export function matchPage(subject: Subject): Match {
  const start = matchPageStart(subject);
  if (!start.fits) return start;
  const { catalog, bytes, headers } = subject;
  const { length = 0, code = 0 } = headers.request;
  const answer = readHeader(catalog, catalog.header('response'), bytes, length).code;
  if (answer === undefined || responseCode(catalog, answer) === undefined) {
    return no(() => `${hexNumber(answer ?? 0, 4)} at ${hexNumber(length + 2, 2)} is no response code`);
  }
  if (
    catalog.request(code) === undefined &&
    firstDirty(probeOf(catalog, catalog.header('request'), bytes, 'big')) !== undefined
  ) {
    return no(() => `${hexNumber(code, 4)} is no command, and reserved bits of the header are set`);
  }
  return yes(() => `command ${hexNumber(code, 4)}, then response code ${hexNumber(answer, 4)}`);
}

export function matchRequest(layout: LayoutOf<'clp-request'>, { bytes, headers }: Subject): Match {
  const { length, code } = headers.request;
  if (code !== layout.role.command)
    return no(() => `command is ${hexNumber(code ?? 0, 4)}, not ${hexNumber(layout.role.command, 4)}`);
  if (length !== layout.size) return no(() => `length is ${length ?? 0}, not ${layout.size}`);
  if (bytes.length !== layout.size) return no(() => `${bytes.length} bytes, a request has ${layout.size}`);
  return yes(() => `command ${hexNumber(code, 4)}`);
}

/** What the header of a block says for or against a response. */
export function matchResponseStart(layout: LayoutOf<'clp-response'>, { catalog, headers }: Subject): Match {
  const { role } = layout;
  const { length, code } = headers.response;
  const entry = code === undefined ? undefined : responseCode(catalog, code);
  if (length === undefined || code === undefined || entry === undefined)
    return no(() => `${hexNumber(code ?? 0, 4)} is no response code`);
  if (code !== role.ok) {
    if (entry.commands === undefined)
      return no(() => `an answer with ${hexNumber(code, 4)} does not say which command it belongs to`);
    if (!entry.commands.includes(role.command))
      return no(() => `${hexNumber(code, 4)} is an answer to another command`);
    if (role.entries === undefined && entry.commands.length > 1 && !role.lengths.includes(length))
      return no(() => lengthText(layout, length));
    return yes(() => `response code ${hexNumber(code, 4)} belongs to this command`);
  }
  return hasKnownLength(layout, length)
    ? yes(() => `response of ${length} bytes`)
    : no(() => lengthText(layout, length));
}

export function matchResponse(layout: LayoutOf<'clp-response'>, subject: Subject): Match {
  const start = matchResponseStart(layout, subject);
  if (!start.fits || subject.headers.response.code !== layout.role.ok) return start;
  const failed = failedTest(probeOf(subject.catalog, layout, subject.bytes, 'big'));
  return failed === undefined ? start : no(failed);
}

function hasKnownLength(layout: LayoutOf<'clp-response'>, length: number): boolean {
  const { lengths, entries } = layout.role;
  if (entries === undefined) return lengths.includes(length);
  const base = lengths[0] ?? 0;
  return length >= base && (length - base) % entries.known === 0;
}

function lengthText(layout: LayoutOf<'clp-response'>, length: number): string {
  const { lengths, entries } = layout.role;
  const known = entries === undefined ? lengths.join(' or ') : `${lengths[0] ?? 0} and a multiple of ${entries.known}`;
  return `length is ${length}, known are ${known}`;
}

function readHeader(catalog: Catalog, header: LayoutOf<'clp-header'>, bytes: Uint8Array, at: number): Header {
  const plan = catalog.plan(header, fixedShape(header.size, 'big', null));
  return { length: peek(plan, header.role.length, bytes, at), code: peek(plan, header.role.code, bytes, at) };
}

/** The entry of a response code in the table that the header names. */
function responseCode(catalog: Catalog, code: number): Code | undefined {
  const header = catalog.header('response');
  const field = header.fields.find((one) => one.name === header.role.code);
  if (field === undefined || field.type === 'struct' || field.type === 'bytes' || field.format?.kind !== 'codes') {
    throw new Error(`${header.tag} names no table of codes`);
  }
  return catalog.code(field.format.codes, code);
}
