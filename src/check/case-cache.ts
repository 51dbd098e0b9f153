/**
 * Cases that are the same byte for byte are judged once in a run: archives hold the same host many times.
 */

import { createHash } from 'node:crypto';
import type { Catalog } from '../catalog/catalog.js';
import { ToolError } from '../model/errors.js';
import type { CaseFiles } from '../model/ports.js';
import { type CaseFindings, checkCase } from './check-case.js';
import type { CasePlace } from './find-cases.js';

/** A case with more than this in one file, or in all, is not held in memory for it. */
const fileLimit = 1 << 20;
const caseLimit = 1 << 23;
/** Keys that are kept. */
const keptKeys = 100_000;

export class CaseCache {
  /** What was said of cases in which nothing was found, by their keys. */
  readonly #passed = new Map<string, CaseFindings>();

  /**
   * Checks a case. Nothing is decoded when one like it passed before.
   * @throws ToolError as `checkCase`.
   */
  async check(files: CaseFiles, place: CasePlace, catalog: Catalog): Promise<CaseFindings> {
    const whole = await readWhole(files, place);
    const known = whole === null ? undefined : this.#passed.get(whole.key);
    if (known !== undefined) return known;
    const findings = await checkCase(whole?.files ?? files, place, catalog, false);
    const isClean = findings.skipped === null && findings.differences.length === 0;
    if (whole !== null && isClean && this.#passed.size < keptKeys) this.#passed.set(whole.key, findings);
    return findings;
  }
}

/** Everything in the folder of a case. */
interface WholeCase {
  /** The same for the same names and bytes. */
  readonly key: string;
  /** Reads from memory what was read for the key. */
  readonly files: CaseFiles;
}

/** Reads every file of a case; null when one is large, no plain file, or cannot be read. */
async function readWhole(files: CaseFiles, { dir, entries }: CasePlace): Promise<WholeCase | null> {
  const hash = createHash('sha256');
  const contents = new Map<string, Uint8Array>();
  let left = caseLimit;
  for (const { name, kind } of entries) {
    if (kind === 'link' || kind === 'other') return null;
    hash.update(`${kind} ${name}\0`);
    if (kind === 'folder') continue;
    const path = `${dir}/${name}`;
    const bytes = await readSmall(files, path, Math.min(left, fileLimit));
    if (bytes === null) return null;
    left -= bytes.length;
    contents.set(path, bytes);
    hash.update(`${bytes.length}\0`).update(bytes);
  }
  const read = async (path: string, limit: number): Promise<Uint8Array> => {
    const known = contents.get(path);
    return known !== undefined && known.length <= limit ? known : files.read(path, limit);
  };
  return { key: hash.digest('base64'), files: { ...files, read } };
}

async function readSmall(files: CaseFiles, path: string, limit: number): Promise<Uint8Array | null> {
  try {
    return await files.read(path, limit);
  } catch (error) {
    if (error instanceof ToolError) return null;
    throw error;
  }
}
