/**
 * One case, from its files to what is not as expected.
 */
import type * as v from 'valibot';
import type { Catalog } from '../catalog/catalog.js';
import { catalogFor } from '../load/decode-case.js';
import { type Case, loadCaseBlocks, loadManifest, refuseForeign } from '../load/load-case.js';
import type { Difference, Update } from '../model/check.js';
import type { CaseFiles } from '../model/ports.js';
import { compareDecode } from './compare-decode.js';
import { compareDiff } from './compare-diff.js';
import { compareKernel } from './compare-kernel.js';
import { compareManifest } from './compare-manifest.js';
import { decodeExpectation } from './decode-expectation.js';
import { diffExpectation } from './diff-expectation.js';
import { difference } from './difference.js';
import { decodeFile, diffFile, isUnknownExpectation } from './expectation-files.js';
import type { CasePlace } from './find-cases.js';
import { readCase, type Today } from './read-case.js';
import { readExpectation, type Stored } from './read-expectation.js';
import { updateCase } from './update-case.js';

export interface CaseFindings {
  readonly interfaces: Case['manifest']['interfaces'];
  /** Why the case was not judged; null when it was. */
  readonly skipped: string | null;
  readonly differences: readonly Difference[];
  readonly updates: readonly Update[];
  /** Its expectations have exposures still, which were not compared. */
  readonly hasExposures: boolean;
}

/**
 * Checks a case, unless its manifest says that it is to be skipped. With `update` its expectations become what the
 * tables of today say; what a person typed into the manifest is judged all the same.
 * @throws ToolError when the case cannot be judged: no valid manifest, a block that is missing or no block.
 */
export async function checkCase(
  files: CaseFiles,
  place: CasePlace,
  catalog: Catalog,
  update: boolean,
): Promise<CaseFindings> {
  const { dir, entries } = place;
  const manifest = await loadManifest(files, dir, entries);
  const { interfaces, skip = null, layouts, views } = manifest;
  if (skip !== null) return { interfaces, skipped: skip, differences: [], updates: [], hasExposures: false };
  for (const table of [layouts, views]) if (table !== undefined) refuseForeign(entries, dir, table);
  const one = await loadCaseBlocks(files, dir, manifest, entries);
  const kernel = await compareKernel(files, place, manifest.interfaces?.linux, catalog);
  const today = await readCase(one, await catalogFor(dir, manifest, catalog, files));
  const decode = await readExpectation(files, place, decodeFile, decodeExpectation, today.decodeText);
  const diff = await readExpectation(files, place, diffFile, diffExpectation, today.diffText ?? '');
  const recorded = [...changedBytes(one), ...againstDecode(decode, today), ...againstDiff(diff, today)];
  const exit = today.diff?.exit ?? 0;
  const typed = [
    ...compareManifest(manifest.expect, { blocks: today.blocks, reports: today.reports, exit }),
    ...kernel,
    ...unknownFiles(place),
  ];
  const updates = update ? await updateCase(files, one, today, { decode, diff }, recorded) : [];
  const differences = update ? typed : [...recorded, ...typed];
  const hasExposures = !update && 'hasExposures' in decode && decode.hasExposures;
  return { interfaces, skipped: null, differences, updates, hasExposures };
}

/** Blocks whose hash is not that of the manifest; what they hold is compared like any other. */
function changedBytes(one: Case): Difference[] {
  return one.blocks
    .filter((block) => block.isChanged)
    .map(({ listed, sha256, bytes }) =>
      difference({
        kind: 'bytes',
        file: listed.file,
        expected: `sha256 ${listed.sha256}`,
        got: `sha256 ${sha256}`,
        byteOffset: 0,
        byteLength: bytes.length,
      }),
    );
}

function againstDecode(stored: Stored<v.InferOutput<typeof decodeExpectation>>, today: Today): Difference[] {
  if (stored.state === 'same') return [];
  if (stored.state !== 'other') return [unusable(decodeFile, stored)];
  const found = compareDecode(stored.value, today.decode, today.lines);
  return found.length > 0 ? found : [unexplained(decodeFile)];
}

function againstDiff(stored: Stored<v.InferOutput<typeof diffExpectation>>, today: Today): Difference[] {
  if (today.diff === null) {
    if (stored.state === 'missing') return [];
    const why = 'obsolete: the case no longer has blocks of firmware and of a user to compare; --update takes it away';
    return [difference({ kind: 'expectation', file: diffFile, expected: null, got: diffFile, why })];
  }
  if (stored.state === 'same') return [];
  if (stored.state !== 'other') return [unusable(diffFile, stored)];
  const found = compareDiff(stored.value, today.diff, today.reports).map((one) => ({
    ...one,
    lines: today.lines.get(one.file ?? '') ?? null,
  }));
  return found.length > 0 ? found : [unexplained(diffFile)];
}

function unusable(file: string, stored: Exclude<Stored<never>, { state: 'other' | 'same' }>): Difference {
  const why =
    stored.state === 'missing'
      ? 'there is no expectation; --update writes it'
      : `obsolete: ${stored.why}; --update writes it anew`;
  return difference({ kind: 'expectation', file, expected: file, got: null, why });
}

/** The file says more, less or something in another order than any block shows. */
function unexplained(file: string): Difference {
  const why = 'obsolete: it holds entries that belong to no block, or twice; --update writes it anew';
  return difference({ kind: 'expectation', file, expected: file, got: null, why });
}

function unknownFiles(place: CasePlace): Difference[] {
  const why = `orphaned: nothing reads a file of that name; expectations are ${decodeFile} and ${diffFile}`;
  return place.entries
    .filter(({ name }) => isUnknownExpectation(name))
    .map(({ name }) => difference({ kind: 'expectation', file: name, expected: null, got: name, why }));
}
