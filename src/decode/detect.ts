/**
 * Which struct is this? Every candidate gets its reason; exactly one must fit.
 */
import { hexNumber } from '../bytes/hex.js';
import { type Catalog, fixedShape, hasRole, type LayoutOf, typeName } from '../catalog/catalog.js';
import { NoBlockError, ToolError } from '../model/errors.js';
import type { Endian } from '../model/layout.js';
import { clpHeaderSize } from './clp.js';
import { type Fit, failedTest, Probe } from './fit.js';
import { peek } from './read-struct.js';

/** Type of a page that holds a request and its response. */
export const pageType = 'clp-page';

export interface Candidate extends Fit {
  /** As `--type` takes it. */
  readonly type: string;
  readonly endian: Endian;
}

const byteOrders = ['big', 'little'] as const;

/** Every type that a whole block can have, each with its reason. */
export function candidatesOf(bytes: Uint8Array, catalog: Catalog, endian: Endian | undefined): readonly Candidate[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const all: Candidate[] = [{ type: pageType, endian: 'big', ...fitPage(catalog, view) }];
  for (const layout of catalog.layouts()) {
    const type = typeName(layout);
    if (hasRole(layout, 'clp-request')) all.push({ type, endian: 'big', ...fitRequest(catalog, layout, view) });
    if (hasRole(layout, 'clp-response')) all.push({ type, endian: 'big', ...fitResponse(catalog, layout, view) });
    if (hasRole(layout, 'info')) {
      for (const order of byteOrders) {
        if (endian === undefined || order === endian)
          all.push({ type, endian: order, ...fitInfo(catalog, layout, view, order) });
      }
    }
  }
  return settleByReserved(all, catalog, view);
}

/**
 * The one type that fits.
 * @throws ToolError with all candidates and their reasons when none or several fit.
 */
export function detect(bytes: Uint8Array, catalog: Catalog, endian: Endian | undefined): Candidate {
  const candidates = candidatesOf(bytes, catalog, endian);
  const fitting = candidates.filter((candidate) => candidate.fits);
  const [only, ...others] = fitting;
  if (only !== undefined && others.length === 0) return only;
  const say = (candidate: Candidate): string => `${nameOf(candidate, candidates)}: ${candidate.reason}`;
  if (only === undefined) {
    throw new NoBlockError(
      `not a block that this tool knows (${bytes.length} bytes, first ones ${firstBytes(bytes)}); give --type if you know what it is`,
      candidates.map(say),
    );
  }
  throw new ToolError(`${fitting.length} types fit these ${bytes.length} bytes; give --type`, fitting.map(say));
}

function nameOf(candidate: Candidate, all: readonly Candidate[]): string {
  const hasBoth = all.some((other) => other.type === candidate.type && other.endian !== candidate.endian);
  return hasBoth ? `${candidate.type} (${candidate.endian}-endian)` : candidate.type;
}

function firstBytes(bytes: Uint8Array): string {
  return [...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

function fitPage(catalog: Catalog, view: DataView): Fit {
  const header = catalog.header('request');
  const { length, code } = readHeader(catalog, header, view, 0);
  if (length === undefined || code === undefined) return no(`${view.byteLength} bytes are too few for a request`);
  if (length < clpHeaderSize || length % 8 !== 0) return no(`a request of ${length} bytes cannot be`);
  if (view.byteLength < length + clpHeaderSize) return no(`no response follows a request of ${length} bytes`);
  const response = readHeader(catalog, catalog.header('response'), view, length);
  const table = responseTable(catalog);
  if (response.code === undefined || catalog.code(table, response.code) === undefined) {
    return no(`${hexNumber(response.code ?? 0, 4)} at ${hexNumber(length + 2, 2)} is no response code`);
  }
  if (catalog.request(code) === undefined && new Probe(catalog, header, view, 'big').firstDirty() !== undefined) {
    return no(`${hexNumber(code, 4)} is no command, and reserved bits of the header are set`);
  }
  return yes(`command ${hexNumber(code, 4)}, then response code ${hexNumber(response.code, 4)}`);
}

function fitRequest(catalog: Catalog, layout: LayoutOf<'clp-request'>, view: DataView): Fit {
  const { length, code } = readHeader(catalog, catalog.header('request'), view, 0);
  if (code !== layout.role.command)
    return no(`command is ${hexNumber(code ?? 0, 4)}, not ${hexNumber(layout.role.command, 4)}`);
  if (length !== layout.size) return no(`length is ${length ?? 0}, not ${layout.size}`);
  if (view.byteLength !== layout.size) return no(`${view.byteLength} bytes, a request has ${layout.size}`);
  return yes(`command ${hexNumber(code, 4)}`);
}

function fitResponse(catalog: Catalog, layout: LayoutOf<'clp-response'>, view: DataView): Fit {
  const { role } = layout;
  const { length, code } = readHeader(catalog, catalog.header('response'), view, 0);
  const entry = code === undefined ? undefined : catalog.code(responseTable(catalog), code);
  if (length === undefined || code === undefined || entry === undefined)
    return no(`${hexNumber(code ?? 0, 4)} is no response code`);
  if (code !== role.ok) {
    if (entry.commands === undefined)
      return no(`an answer with ${hexNumber(code, 4)} does not say which command it belongs to`);
    if (!entry.commands.includes(role.command)) return no(`${hexNumber(code, 4)} is an answer to another command`);
    if (role.entries === undefined && entry.commands.length > 1 && !role.lengths.includes(length))
      return no(lengthText(layout, length));
    return yes(`response code ${hexNumber(code, 4)} belongs to this command`);
  }
  if (!hasKnownLength(layout, length)) return no(lengthText(layout, length));
  const failed = failedTest(layout, new Probe(catalog, layout, view, 'big'));
  return failed === undefined ? yes(`response of ${length} bytes`) : no(failed);
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

function fitInfo(catalog: Catalog, layout: LayoutOf<'info'>, view: DataView, endian: Endian): Fit {
  if (layout.undetectable !== undefined) return no(layout.undetectable);
  const { exactSize } = layout.role;
  const sizes = exactSize === undefined ? [] : [exactSize].flat();
  if (sizes.length > 0 && !sizes.includes(view.byteLength))
    return no(`${view.byteLength} bytes, it has exactly ${sizes.join(' or ')}`);
  if (view.byteLength < layout.role.minSize)
    return no(`${view.byteLength} bytes, at least ${layout.role.minSize} are needed`);
  const failed = failedTest(layout, new Probe(catalog, layout, view, endian));
  return failed === undefined ? yes(`${(layout.detect ?? []).map((test) => test.why).join(', ')}`) : no(failed);
}

/** Where lengths allow several responses, reserved bits that are set rule a layout out. */
function settleByReserved(all: readonly Candidate[], catalog: Catalog, view: DataView): readonly Candidate[] {
  if (all.filter((candidate) => candidate.fits).length < 2) return all;
  return all.map((candidate) => {
    const layout = catalog.layout(candidate.type);
    if (!candidate.fits || layout === undefined || !hasRole(layout, 'clp-response')) return candidate;
    const dirty = new Probe(catalog, layout, view, 'big').firstDirty();
    return dirty === undefined ? candidate : { ...candidate, ...no(`${dirty.path} is not zero`) };
  });
}

function readHeader(
  catalog: Catalog,
  header: LayoutOf<'clp-header'>,
  view: DataView,
  at: number,
): { length: number | undefined; code: number | undefined } {
  const plan = catalog.plan(header, fixedShape(header.size, 'big', null));
  return { length: peek(plan, header.role.length, view, at), code: peek(plan, header.role.code, view, at) };
}

/** Tag of the table of response codes, as the header names it. */
function responseTable(catalog: Catalog): string {
  const header = catalog.header('response');
  const field = header.fields.find((one) => one.name === header.role.code);
  if (field === undefined || field.type === 'struct' || field.type === 'bytes' || field.format?.kind !== 'codes') {
    throw new Error(`${header.tag} names no table of codes`);
  }
  return field.format.codes;
}

function no(reason: string): Fit {
  return { fits: false, reason };
}

function yes(reason: string): Fit {
  return { fits: true, reason };
}
