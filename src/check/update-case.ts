/**
 * Makes the expectations of a case what the tables of today say. Each file is written whole or not at all.
 */

import { manifestFile, manifestLimit } from '../load/files.js';
import { type Case, parseManifest } from '../load/load-case.js';
import type { Difference, Update } from '../model/check.js';
import { ToolError } from '../model/errors.js';
import type { CaseFiles } from '../model/ports.js';
import { decodeFile, diffFile } from './expectation-files.js';
import type { Today } from './read-case.js';
import type { Stored } from './read-expectation.js';

interface StoredFiles {
  readonly decode: Stored<unknown>;
  readonly diff: Stored<unknown>;
}

/** Writes what differs, and says what changed in it. */
export async function updateCase(
  files: CaseFiles,
  one: Case,
  today: Today,
  stored: StoredFiles,
  differences: readonly Difference[],
): Promise<Update[]> {
  const updates: Update[] = [];
  const write = async (file: string, text: string | null, before: Stored<unknown>): Promise<void> => {
    const path = `${one.dir}/${file}`;
    if (text === null) {
      if (before.state === 'missing') return;
      await files.remove(path);
      updates.push({ file, what: 'taken away: nothing to compare' });
    } else if (before.state !== 'same' || before.hasExposures) {
      await files.write(path, text);
      updates.push({ file, what: whatChanged(file, before, differences) });
    }
  };
  await write(decodeFile, today.decodeText, stored.decode);
  await write(diffFile, today.diffText, stored.diff);
  const changed = one.blocks.filter((block) => block.isChanged).map((block) => block.listed.file);
  if (changed.length > 0) {
    await updateHashes(files, one);
    updates.push({ file: manifestFile, what: `sha256 of ${changed.join(', ')}` });
  }
  return updates;
}

/** How many paths are named. */
const named = 4;

function whatChanged(file: string, before: Stored<unknown>, differences: readonly Difference[]): string {
  if (before.state === 'missing') return 'new';
  const isDiff = (one: Difference): boolean =>
    one.file === diffFile || ['verdict', 'side', 'crossCheck', 'fact'].includes(one.kind);
  const mine = differences.filter((one) => isDiff(one) === (file === diffFile) && one.kind !== 'bytes');
  const old = 'hasExposures' in before && before.hasExposures ? ['exposures (no longer kept)'] : [];
  const paths = [...new Set([...old, ...mine.map((one) => one.path || one.file || one.kind)])];
  const rest = paths.length > named ? ` and ${paths.length - named} more` : '';
  return `${paths.slice(0, named).join(', ')}${rest}`;
}

/**
 * The manifest with the hashes of today. A person laid its text out, so only the digits are replaced.
 * @throws ToolError when the manifest cannot be written.
 */
async function updateHashes(files: CaseFiles, one: Case): Promise<void> {
  const path = `${one.dir}/${manifestFile}`;
  const text = new TextDecoder().decode(await files.read(path, manifestLimit));
  const hashes = one.blocks.map((block) => block.sha256);
  const replaced = withHashes(text, hashes);
  const written = parseManifest(new TextEncoder().encode(replaced), path).blocks.map((block) => block.sha256);
  if (written.join() !== hashes.join()) {
    throw new ToolError(`${path}: the hashes do not stand in the order of the blocks; enter them by hand`, hashes);
  }
  await files.write(path, replaced);
}

function withHashes(text: string, hashes: readonly string[]): string {
  let next = 0;
  return text.replace(/("sha256"\s*:\s*")[0-9a-f]{64}(?=")/g, (whole, start: string) => {
    const hash = hashes[next++];
    return hash === undefined ? whole : `${start}${hash}`;
  });
}
