/**
 * Which struct is this? Every candidate gets its reason; exactly one must fit.
 */
import { type Catalog, hasRole } from '../catalog/catalog.js';
import { NoBlockError, ToolError } from '../model/errors.js';
import type { Endian } from '../model/layout.js';
import { suspectsOf } from './candidates.js';
import { subjectOf } from './match-clp.js';
import { type Fit, no, Probe } from './match-layout.js';

export { pageType } from './candidates.js';

export interface Candidate extends Fit {
  /** As `--type` takes it. */
  readonly type: string;
  readonly endian: Endian;
}

/** Every type that a whole block can have, each with its reason. */
export function candidatesOf(bytes: Uint8Array, catalog: Catalog, endian: Endian | undefined): readonly Candidate[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const subject = subjectOf(catalog, view);
  const all: Candidate[] = [];
  for (const suspect of suspectsOf(catalog)) {
    if (endian !== undefined && suspect.isHost && suspect.endian !== endian) continue;
    const { fits, reason } = suspect.fit(subject);
    all.push({ type: suspect.type, endian: suspect.endian, fits, reason });
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
  const say = (candidate: Candidate): string => `${nameOf(candidate, candidates)}: ${candidate.reason()}`;
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

/** Where lengths allow several responses, reserved bits that are set rule a layout out. */
function settleByReserved(all: readonly Candidate[], catalog: Catalog, view: DataView): readonly Candidate[] {
  if (all.filter((candidate) => candidate.fits).length < 2) return all;
  return all.map((candidate) => {
    const layout = catalog.layout(candidate.type);
    if (!candidate.fits || layout === undefined || !hasRole(layout, 'clp-response')) return candidate;
    const dirty = new Probe(catalog, layout, view, 'big').firstDirty();
    return dirty === undefined ? candidate : { ...candidate, ...no(() => `${dirty.path} is not zero`) };
  });
}
