/**
 * What a block can be, with the test of each. Most fall to the length of the block and its first bytes. What these leave
 * is remembered for blocks that are equally long and begin alike: the tests of the rest of a block are made each time.
 */

import { hexNumber, toHex } from '../bytes/hex.js';
import type { OwnBytes } from '../bytes/own-bytes.js';
import { type Catalog, hasRole, type LayoutOf, typeName } from '../catalog/catalog.js';
import type { Endian, Layout } from '../model/layout.js';
import { failedTest, type Matcher, matcherOf, passedTests, type Reason } from './detect-tests.js';
import {
  failedPage,
  failedPageStart,
  failedRequest,
  failedResponseStart,
  type Headers,
  headersOf,
  headersReach,
  isDone,
  pageReason,
  responseReason,
  type Subject,
} from './match-clp.js';
import { failedSize, passesStart, startSize, startTests } from './match-layout.js';

/** Type of a page that holds a request and its response. */
export const pageType = 'clp-page';

export interface Candidate {
  /** As `--type` takes it. */
  readonly type: string;
  readonly endian: Endian;
  /** Null for a page. */
  readonly layout: Layout | null;
  /** What its length and, for CLP, its header say against it; looks at nothing but the first `startSize` bytes. */
  readonly failedStart: (subject: Subject) => Reason | undefined;
  /** False when another test of these bytes fails. */
  readonly passesStart?: (subject: Subject) => boolean;
  /** What else speaks against it. */
  readonly failed: (subject: Subject) => Reason | undefined;
  /** What speaks for it when nothing speaks against it. */
  readonly reason: (subject: Subject) => string;
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

/** Of the last block: those of a stream are mostly alike. */
let last: { readonly catalog: Catalog; readonly key: number; readonly start: Start } | undefined;

/** What length and first bytes of a block tell. */
export function startOf(catalog: Catalog, own: OwnBytes): Start {
  const first = own.length < startSize ? Number.parseInt(toHex(own.bytes), 16) : own.view.getUint32(own.start);
  const key = own.length * 2 ** 32 + first;
  if (last?.key === key && last.catalog === catalog) return last.start;
  const { starts, isKept } = indexOf(catalog);
  if (!isKept || own.length >= long) return makeStart(catalog, own);
  let start = starts.get(key);
  if (start === undefined) {
    start = makeStart(catalog, own);
    if (starts.size === mostStarts) starts.clear();
    starts.set(key, start);
  }
  last = { catalog, key, start };
  return start;
}

function makeStart(catalog: Catalog, own: OwnBytes): Start {
  const headers = headersOf(catalog, own);
  const subject = { catalog, own, headers };
  return { headers, candidates: allCandidates(catalog).filter((one) => couldBe(one, subject)) };
}

function couldBe({ failedStart, passesStart = () => true }: Candidate, subject: Subject): boolean {
  return failedStart(subject) === undefined && passesStart(subject);
}

const page: Candidate = {
  type: pageType,
  endian: 'big',
  layout: null,
  failedStart: failedPageStart,
  failed: failedPage,
  reason: pageReason,
};

export const byteOrders = ['big', 'little'] as const;

/** None for a layout that is only part of others; two where the byte order is that of the machine. */
function candidatesFor(layout: Layout): Candidate[] {
  const type = typeName(layout);
  if (hasRole(layout, 'clp-request')) {
    const reason = (): string => `command ${hexNumber(layout.role.command, 4)}`;
    const failedStart = (subject: Subject): Reason | undefined => failedRequest(layout, subject);
    return [{ type, endian: 'big', layout, failedStart, failed: () => undefined, reason }];
  }
  if (hasRole(layout, 'clp-response')) return [responseCandidate(layout)];
  if (!hasRole(layout, 'info')) return [];
  const orders = layout.byteOrder === 'host' ? byteOrders : [layout.byteOrder];
  return orders.map((endian) => infoCandidate(layout, endian));
}

function responseCandidate(layout: LayoutOf<'clp-response'>): Candidate {
  const matcher = lazyMatcher(layout, 'big');
  return {
    type: typeName(layout),
    endian: 'big',
    layout,
    failedStart: (subject) => failedResponseStart(layout, subject),
    failed: (subject) =>
      layout.detect === undefined || !isDone(layout, subject)
        ? undefined
        : failedTest(matcher(subject.catalog), subject.own),
    reason: (subject) => responseReason(layout, subject),
  };
}

function infoCandidate(layout: LayoutOf<'info'>, endian: Endian): Candidate {
  const matcher = lazyMatcher(layout, endian);
  let start: ReturnType<typeof startTests> | undefined;
  return {
    type: typeName(layout),
    endian,
    layout,
    failedStart: ({ own }) => failedSize(layout, own.length),
    passesStart: ({ own }) => {
      start ??= startTests(layout, endian);
      return passesStart(start, own);
    },
    failed: (subject) => failedTest(matcher(subject.catalog), subject.own),
    reason: (subject) => passedTests(matcher(subject.catalog), subject.own),
  };
}

/** The matcher, made when a block first needs it. */
function lazyMatcher(layout: Layout, endian: Endian): (catalog: Catalog) => Matcher {
  let matcher: Matcher | undefined;
  return (catalog) => {
    matcher ??= matcherOf(catalog, layout, endian);
    return matcher;
  };
}
