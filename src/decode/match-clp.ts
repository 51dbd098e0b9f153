/**
 * Can a block be this CLP request, this response, or a page of both?
 */
import { hexNumber } from '../bytes/hex.js';
import { type Catalog, fixedShape, type LayoutOf } from '../catalog/catalog.js';
import type { Code } from '../model/layout.js';
import { clpHeaderSize } from './clp.js';
import { type Fit, failedTest, no, Probe, yes } from './match-layout.js';
import { peek } from './read-struct.js';

interface Header {
  readonly length: number | undefined;
  readonly code: number | undefined;
}

/** A block, and how it begins if it is a request, or a response. */
export interface Subject {
  readonly catalog: Catalog;
  readonly view: DataView;
  readonly request: Header;
  readonly response: Header;
}

/** The whole block that `view` shows. */
export function subjectOf(catalog: Catalog, view: DataView): Subject {
  const request = readHeader(catalog, catalog.header('request'), view, 0);
  return { catalog, view, request, response: readHeader(catalog, catalog.header('response'), view, 0) };
}

/** A request that is followed by a response. */
export function fitPage({ catalog, view, request }: Subject): Fit {
  const { length, code } = request;
  if (length === undefined || code === undefined) return no(() => `${view.byteLength} bytes are too few for a request`);
  if (length < clpHeaderSize || length % 8 !== 0) return no(() => `a request of ${length} bytes cannot be`);
  if (view.byteLength < length + clpHeaderSize) return no(() => `no response follows a request of ${length} bytes`);
  const response = readHeader(catalog, catalog.header('response'), view, length);
  if (response.code === undefined || responseCode(catalog, response.code) === undefined) {
    return no(() => `${hexNumber(response.code ?? 0, 4)} at ${hexNumber(length + 2, 2)} is no response code`);
  }
  if (
    catalog.request(code) === undefined &&
    new Probe(catalog, catalog.header('request'), view, 'big').firstDirty() !== undefined
  ) {
    return no(() => `${hexNumber(code, 4)} is no command, and reserved bits of the header are set`);
  }
  const answer = response.code;
  return yes(() => `command ${hexNumber(code, 4)}, then response code ${hexNumber(answer, 4)}`);
}

export function fitRequest(layout: LayoutOf<'clp-request'>, { view, request }: Subject): Fit {
  const { length, code } = request;
  if (code !== layout.role.command)
    return no(() => `command is ${hexNumber(code ?? 0, 4)}, not ${hexNumber(layout.role.command, 4)}`);
  if (length !== layout.size) return no(() => `length is ${length ?? 0}, not ${layout.size}`);
  if (view.byteLength !== layout.size) return no(() => `${view.byteLength} bytes, a request has ${layout.size}`);
  return yes(() => `command ${hexNumber(code, 4)}`);
}

export function fitResponse(layout: LayoutOf<'clp-response'>, { catalog, view, response }: Subject): Fit {
  const { role } = layout;
  const { length, code } = response;
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
  if (!hasKnownLength(layout, length)) return no(() => lengthText(layout, length));
  const failed = failedTest(layout, new Probe(catalog, layout, view, 'big'));
  return failed === undefined ? yes(() => `response of ${length} bytes`) : no(failed);
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

function readHeader(catalog: Catalog, header: LayoutOf<'clp-header'>, view: DataView, at: number): Header {
  const plan = catalog.plan(header, fixedShape(header.size, 'big', null));
  return { length: peek(plan, header.role.length, view, at), code: peek(plan, header.role.code, view, at) };
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
