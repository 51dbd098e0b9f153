/**
 * What a block can be, with the test of each. Most fall to the length of the block and its first bytes. What these leave
 * is remembered for blocks that are equally long and begin alike: the tests of the rest of a block are made each time.
 */
import { type Catalog, hasRole, typeName } from '../catalog/catalog.js';
import type { Endian, Layout } from '../model/layout.js';
import {
  type Headers,
  headersOf,
  headersReach,
  matchPage,
  matchPageStart,
  matchRequest,
  matchResponse,
  matchResponseStart,
  type Subject,
} from './match-clp.js';
import { couldBeInfo, type Match, matchInfo, startSize } from './match-layout.js';

/** Type of a page that holds a request and its response. */
export const pageType = 'clp-page';

export interface Candidate {
  /** As `--type` takes it. */
  readonly type: string;
  readonly endian: Endian;
  /** Null for a page. */
  readonly layout: Layout | null;
  /** False when the length and the first `startSize` bytes rule it out. Looks at nothing else. */
  readonly couldBe: (subject: Subject) => boolean;
  readonly match: (subject: Subject) => Match;
}

/** What is the same for all blocks of one length and with the same first bytes. */
interface Start {
  readonly headers: Headers;
  /** Those that are not ruled out, in the order of the tables. */
  readonly candidates: readonly Candidate[];
}

interface Index {
  readonly all: readonly Candidate[];
  readonly starts: Map<number, Start>;
  /** False when the tables have CLP headers that reach beyond the first bytes. */
  readonly isKept: boolean;
}

/** Different starts that are remembered. */
const mostStarts = 1024;
/** From this length on nothing is remembered: length and first bytes have to fit into one exact number. */
const long = 2 ** 20;

const known = new WeakMap<Catalog, Index>();

function indexOf(catalog: Catalog): Index {
  let index = known.get(catalog);
  if (index === undefined) {
    const all = [page, ...catalog.layouts().flatMap(candidatesFor)];
    index = { all, starts: new Map(), isKept: headersReach(catalog) <= startSize };
    known.set(catalog, index);
  }
  return index;
}

/** Every type that a whole block can have, in both byte orders where it can. */
export function allCandidates(catalog: Catalog): readonly Candidate[] {
  return indexOf(catalog).all;
}

/** The candidates that length and first bytes of a block leave, and what their tests have to know of it. */
export function startOf(catalog: Catalog, bytes: Uint8Array): readonly [Subject, readonly Candidate[]] {
  const { all, starts, isKept } = indexOf(catalog);
  const first = ((bytes[0] ?? 0) << 24) | ((bytes[1] ?? 0) << 16) | ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0);
  const key = bytes.length * 2 ** 32 + (first >>> 0);
  const start = isKept && bytes.length < long ? starts.get(key) : undefined;
  if (start !== undefined) return [{ catalog, bytes, headers: start.headers }, start.candidates];
  const headers = headersOf(catalog, bytes);
  const subject = { catalog, bytes, headers };
  const candidates = all.filter((one) => one.couldBe(subject));
  if (starts.size === mostStarts) starts.clear();
  if (isKept && bytes.length < long) starts.set(key, { headers, candidates });
  return [subject, candidates];
}

const page: Candidate = {
  type: pageType,
  endian: 'big',
  layout: null,
  couldBe: (subject) => matchPageStart(subject).fits,
  match: matchPage,
};

export const byteOrders = ['big', 'little'] as const;

/** None for a layout that is only part of others; two where the byte order is that of the machine. */
function candidatesFor(layout: Layout): Candidate[] {
  const clp = { type: typeName(layout), endian: 'big', layout } as const;
  if (hasRole(layout, 'clp-request')) {
    const match = (subject: Subject): Match => matchRequest(layout, subject);
    return [{ ...clp, couldBe: (subject) => match(subject).fits, match }];
  }
  if (hasRole(layout, 'clp-response')) {
    const couldBe = (subject: Subject): boolean => matchResponseStart(layout, subject).fits;
    return [{ ...clp, couldBe, match: (subject) => matchResponse(layout, subject) }];
  }
  if (!hasRole(layout, 'info')) return [];
  const orders = layout.byteOrder === 'host' ? byteOrders : [layout.byteOrder];
  return orders.map((endian) => ({
    type: typeName(layout),
    endian,
    layout,
    couldBe: ({ catalog, bytes }) => couldBeInfo(catalog, layout, bytes, endian),
    match: ({ catalog, bytes }) => matchInfo(catalog, layout, bytes, endian),
  }));
}
