/**
 * Which struct is this? Every candidate gets its reason; exactly one must fit.
 */
import { OwnBytes } from '../bytes/own-bytes.js';
import { type Catalog, hasRole } from '../catalog/catalog.js';
import { NoBlockError, ToolError } from '../model/errors.js';
import type { Endian, Layout } from '../model/layout.js';
import { allCandidates, type Candidate, startOf } from './candidates.js';
import { matcherOf, type Reason } from './detect-tests.js';
import { headersOf, type Subject } from './match-clp.js';
import { firstDirty } from './match-layout.js';
import { areResponses } from './split.js';

/** A candidate with what its tests say of a block. */
export interface Judged {
  readonly type: string;
  readonly endian: Endian;
  readonly layout: Layout | null;
  readonly fits: boolean;
  /** Why it does not fit, or what speaks for it. */
  readonly reason: Reason;
}

function judged({ type, endian, layout, reason }: Candidate, subject: Subject, failed: Reason | undefined): Judged {
  return { type, endian, layout, fits: failed === undefined, reason: failed ?? (() => reason(subject)) };
}

/** Every type that a whole block can have, each with its reason. */
export function candidatesOf(bytes: Uint8Array, catalog: Catalog): readonly Judged[] {
  return judgeAll(new OwnBytes(bytes), catalog, undefined);
}

function judgeAll(own: OwnBytes, catalog: Catalog, endian: Endian | undefined): readonly Judged[] {
  const subject = { catalog, own, headers: headersOf(catalog, own) };
  const asked = allCandidates(catalog).filter((one) => isAsked(one, endian));
  const all = asked.map((one) => judged(one, subject, one.failedStart(subject) ?? one.failed(subject)));
  return settleByReserved(all, catalog, own);
}

/**
 * The one type that fits.
 * @throws ToolError with all candidates and their reasons when none or several fit.
 */
export function detect(own: OwnBytes, catalog: Catalog, endian: Endian | undefined): Judged {
  const { headers, candidates } = startOf(catalog, own);
  const subject = { catalog, own, headers };
  const fits = (one: Candidate): boolean => isAsked(one, endian) && one.failed(subject) === undefined;
  let only: Candidate | undefined;
  let isAlone = true;
  for (const one of candidates) {
    if (!fits(one)) continue;
    isAlone = only === undefined;
    only = one;
  }
  if (only !== undefined && isAlone) return judged(only, subject, undefined);
  const fitting = candidates.filter(fits).map((one) => judged(one, subject, undefined));
  const [settled, ...others] = settleByReserved(fitting, catalog, own).filter((one) => one.fits);
  if (settled !== undefined && others.length === 0) return settled;
  throw undecided(own, catalog, judgeAll(own, catalog, endian));
}

/** An order that the caller gave rules out only those that can have both. */
function isAsked({ endian, layout }: Candidate, asked: Endian | undefined): boolean {
  return asked === undefined || endian === asked || layout === null || !hasRole(layout, 'info');
}

function undecided(own: OwnBytes, catalog: Catalog, all: readonly Judged[]): ToolError {
  const fitting = all.filter((candidate) => candidate.fits);
  const say = (candidate: Judged): string => `${nameOf(candidate, all)}: ${candidate.reason()}`;
  const several = areResponses(own.bytes, catalog) ? ['several responses, one behind the other: --split response'] : [];
  if (fitting.length > 0)
    return new ToolError(`${fitting.length} types fit these ${own.length} bytes; give --type`, [
      ...fitting.map(say),
      ...several,
    ]);
  return new NoBlockError(
    `not a block that this tool knows (${own.length} bytes, first ones ${firstBytes(own)}); give --type if you know what it is`,
    [...all.map(say), ...several],
  );
}

/** Types that bytes behind a block fit: another block may begin there. */
export function typesBehind(bytes: Uint8Array, catalog: Catalog): readonly string[] {
  return [...new Set(candidatesOf(bytes, catalog).flatMap(({ fits, type }) => (fits ? [type] : [])))];
}

function nameOf(candidate: Judged, all: readonly Judged[]): string {
  const hasBoth = all.some((other) => other.type === candidate.type && other.endian !== candidate.endian);
  return hasBoth ? `${candidate.type} (${candidate.endian}-endian)` : candidate.type;
}

function firstBytes(own: OwnBytes): string {
  return [...own.bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/** Where lengths allow several responses, reserved bits that are set rule a layout out. */
function settleByReserved(all: readonly Judged[], catalog: Catalog, own: OwnBytes): readonly Judged[] {
  if (all.filter((candidate) => candidate.fits).length < 2) return all;
  return all.map((candidate) => {
    const { layout } = candidate;
    if (!candidate.fits || layout === null || !hasRole(layout, 'clp-response')) return candidate;
    const dirty = firstDirty(matcherOf(catalog, layout, 'big'), own);
    return dirty === undefined ? candidate : { ...candidate, fits: false, reason: () => `${dirty.path} is not zero` };
  });
}
