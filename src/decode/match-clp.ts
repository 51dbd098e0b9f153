/**
 * Can a block be this CLP request, this response, or a page of both?
 */
import { hexNumber } from '../bytes/hex.js';
import type { OwnBytes } from '../bytes/own-bytes.js';
import type { Catalog, LayoutOf } from '../catalog/catalog.js';
import type { Code } from '../model/layout.js';
import { clpHeaderSize } from './clp.js';
import { matcherOf, type Reason } from './detect-tests.js';
import { firstDirty } from './match-layout.js';
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
  readonly own: OwnBytes;
  readonly headers: Headers;
}

export function headersOf(catalog: Catalog, own: OwnBytes): Headers {
  const request = readHeader(catalog, catalog.header('request'), own, 0);
  return { request, response: readHeader(catalog, catalog.header('response'), own, 0) };
}

/** How many bytes of a block have to be known for `headersOf`. */
export function headersReach(catalog: Catalog): number {
  const ends = [catalog.header('request'), catalog.header('response')].flatMap((header) => {
    const plan = catalog.newestPlan(header, 'big');
    return [leafAt(plan, header.role.length), leafAt(plan, header.role.code)].map((leaf) =>
      leaf === undefined ? 0 : leaf.byteOffset + leaf.byteLength,
    );
  });
  return Math.max(...ends);
}

/** What length and header of a block say against a page. */
export function failedPageStart({ own, headers }: Subject): Reason | undefined {
  const { length, code } = headers.request;
  if (length === undefined || code === undefined) return () => `${own.length} bytes are too few for a request`;
  if (length < clpHeaderSize || length % 8 !== 0) return () => `a request of ${length} bytes cannot be`;
  if (own.length < length + clpHeaderSize) return () => `no response follows a request of ${length} bytes`;
  return undefined;
}

/** What else speaks against it: no response follows the request. */
export function failedPage({ catalog, own, headers }: Subject): Reason | undefined {
  const { length = 0, code = 0 } = headers.request;
  const answer = answerCode(catalog, own, length);
  if (answer === undefined || responseCode(catalog, answer) === undefined)
    return () => `${hexNumber(answer ?? 0, 4)} at ${hexNumber(length + 2, 2)} is no response code`;
  const header = catalog.header('request');
  if (catalog.request(code) !== undefined || firstDirty(matcherOf(catalog, header, 'big'), own) === undefined)
    return undefined;
  return () => `${hexNumber(code, 4)} is no command, and reserved bits of the header are set`;
}

export function pageReason({ catalog, own, headers }: Subject): string {
  const { length = 0, code = 0 } = headers.request;
  return `command ${hexNumber(code, 4)}, then response code ${hexNumber(answerCode(catalog, own, length) ?? 0, 4)}`;
}

/** Code of the response behind a request of `length` bytes. */
function answerCode(catalog: Catalog, own: OwnBytes, length: number): number | undefined {
  return readHeader(catalog, catalog.header('response'), own, length).code;
}

/** What length and header of a block say against a request; there are no other tests. */
export function failedRequest(layout: LayoutOf<'clp-request'>, { own, headers }: Subject): Reason | undefined {
  const { length, code } = headers.request;
  if (code !== layout.role.command)
    return () => `command is ${hexNumber(code ?? 0, 4)}, not ${hexNumber(layout.role.command, 4)}`;
  if (length !== layout.size) return () => `length is ${length ?? 0}, not ${layout.size}`;
  return own.length === layout.size ? undefined : () => `${own.length} bytes, a request has ${layout.size}`;
}

/** What the header of a block says against a response. */
export function failedResponseStart(layout: LayoutOf<'clp-response'>, subject: Subject): Reason | undefined {
  const { role } = layout;
  const { length, code } = subject.headers.response;
  const entry = code === undefined ? undefined : responseCode(subject.catalog, code);
  if (length === undefined || code === undefined || entry === undefined)
    return () => `${hexNumber(code ?? 0, 4)} is no response code`;
  if (code === role.ok) return hasKnownLength(layout, length) ? undefined : () => lengthText(layout, length);
  if (entry.commands === undefined)
    return () => `an answer with ${hexNumber(code, 4)} does not say which command it belongs to`;
  if (!entry.commands.includes(role.command)) return () => `${hexNumber(code, 4)} is an answer to another command`;
  const isOpen = role.entries === undefined && entry.commands.length > 1 && !role.lengths.includes(length);
  return isOpen ? () => lengthText(layout, length) : undefined;
}

/** True when the response says that it is done: only then it has a body to be tested. */
export function isDone(layout: LayoutOf<'clp-response'>, { headers }: Subject): boolean {
  return headers.response.code === layout.role.ok;
}

export function responseReason(layout: LayoutOf<'clp-response'>, subject: Subject): string {
  const { length = 0, code = 0 } = subject.headers.response;
  return isDone(layout, subject)
    ? `response of ${length} bytes`
    : `response code ${hexNumber(code, 4)} belongs to this command`;
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

function readHeader(catalog: Catalog, header: LayoutOf<'clp-header'>, own: OwnBytes, at: number): Header {
  const plan = catalog.newestPlan(header, 'big');
  return { length: peek(plan, header.role.length, own, at), code: peek(plan, header.role.code, own, at) };
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
