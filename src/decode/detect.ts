/**
 * Which struct is this? Every candidate gets its reason; exactly one must fit.
 */
import { type Catalog, hasRole } from '../catalog/catalog.js';
import { NoBlockError, ToolError } from '../model/errors.js';
import type { Endian } from '../model/layout.js';
import { allCandidates, type Candidate, startOf } from './candidates.js';
import { probeOf } from './detect-tests.js';
import { headersOf } from './match-clp.js';
import { firstDirty, type Match, no } from './match-layout.js';

/** A candidate with what its test says of a block. */
export type Judged = Pick<Candidate, 'type' | 'endian' | 'layout'> & Match;

/** Every type that a whole block can have, each with its reason. */
export function candidatesOf(bytes: Uint8Array, catalog: Catalog, endian: Endian | undefined): readonly Judged[] {
  const subject = { catalog, bytes, headers: headersOf(catalog, bytes) };
  const asked = allCandidates(catalog).filter((one) => isAsked(one, endian));
  const all = asked.map(({ type, endian: order, layout, match }) => ({
    type,
    endian: order,
    layout,
    ...match(subject),
  }));
  return settleByReserved(all, catalog, bytes);
}

/**
 * The one type that fits.
 * @throws ToolError with all candidates and their reasons when none or several fit.
 */
export function detect(bytes: Uint8Array, catalog: Catalog, endian: Endian | undefined): Judged {
  const [subject, candidates] = startOf(catalog, bytes);
  const left: Judged[] = [];
  for (const candidate of candidates) {
    if (!isAsked(candidate, endian)) continue;
    const { fits, reason } = candidate.match(subject);
    if (fits) left.push({ type: candidate.type, endian: candidate.endian, layout: candidate.layout, fits, reason });
  }
  const [only, ...others] = settleByReserved(left, catalog, bytes).filter((one) => one.fits);
  if (only !== undefined && others.length === 0) return only;
  throw undecided(bytes, candidatesOf(bytes, catalog, endian));
}

/** An order that the caller gave rules out only those that can have both. */
function isAsked({ endian, layout }: Candidate, asked: Endian | undefined): boolean {
  return asked === undefined || endian === asked || layout === null || !hasRole(layout, 'info');
}

function undecided(bytes: Uint8Array, all: readonly Judged[]): ToolError {
  const fitting = all.filter((candidate) => candidate.fits);
  const say = (candidate: Judged): string => `${nameOf(candidate, all)}: ${candidate.reason()}`;
  if (fitting.length > 0)
    return new ToolError(`${fitting.length} types fit these ${bytes.length} bytes; give --type`, fitting.map(say));
  return new NoBlockError(
    `not a block that this tool knows (${bytes.length} bytes, first ones ${firstBytes(bytes)}); give --type if you know what it is`,
    all.map(say),
  );
}

function nameOf(candidate: Judged, all: readonly Judged[]): string {
  const hasBoth = all.some((other) => other.type === candidate.type && other.endian !== candidate.endian);
  return hasBoth ? `${candidate.type} (${candidate.endian}-endian)` : candidate.type;
}

function firstBytes(bytes: Uint8Array): string {
  return [...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/** Where lengths allow several responses, reserved bits that are set rule a layout out. */
function settleByReserved(all: readonly Judged[], catalog: Catalog, bytes: Uint8Array): readonly Judged[] {
  if (all.filter((candidate) => candidate.fits).length < 2) return all;
  return all.map((candidate) => {
    const { layout } = candidate;
    if (!candidate.fits || layout === null || !hasRole(layout, 'clp-response')) return candidate;
    const dirty = firstDirty(probeOf(catalog, layout, bytes, 'big'));
    return dirty === undefined ? candidate : { ...candidate, ...no(() => `${dirty.path} is not zero`) };
  });
}
