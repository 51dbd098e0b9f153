/**
 * Reads one fixture case: its manifest and its blocks.
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { ToolError } from '../model/errors.js';
import type { Files } from '../model/ports.js';
import type { Manifest, ManifestBlock } from './manifest.js';
import { manifest, manifestFile, manifestProblems } from './manifest.js';

const manifestLimit = 1 << 20;
const blockLimit = 1 << 26;

export interface CaseBlock {
  /** What the manifest says of it. */
  readonly listed: ManifestBlock;
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes as they are. */
  readonly sha256: string;
  /** The bytes are no longer those of the manifest: a failed case, but the block can be compared still. */
  readonly isChanged: boolean;
}

export interface Case {
  /** Last part of the folder's path. */
  readonly name: string;
  readonly dir: string;
  readonly manifest: Manifest;
  /** In the order of the manifest. */
  readonly blocks: readonly CaseBlock[];
}

/**
 * Reads `manifest.json` of a case folder and every block that it lists. A block whose hash differs is
 * returned with `isChanged`, because the caller names the fields that differ too.
 * @throws ToolError when the manifest is missing, no JSON, or not as the schema wants it, or when a block cannot be read.
 */
export async function loadCase(files: Files, dir: string): Promise<Case> {
  const path = `${dir}/${manifestFile}`;
  const parsed = parseManifest(await files.read(path, manifestLimit), path);
  const blocks: CaseBlock[] = [];
  for (const listed of parsed.blocks) blocks.push(await loadBlock(files, dir, listed));
  const name =
    dir
      .split(/[/\\]/)
      .filter((part) => part !== '')
      .at(-1) ?? dir;
  return { name, dir, manifest: parsed, blocks };
}

/**
 * The manifest in these bytes.
 * @throws ToolError with one line for each problem.
 */
export function parseManifest(bytes: Uint8Array, path: string): Manifest {
  const value = parseJson(bytes, path);
  const problems = manifestProblems(value);
  if (problems.length > 0) {
    throw new ToolError(`${path}: not a valid manifest`, [
      ...problems,
      'Mend these lines; fixtures/README.md shows a manifest.',
    ]);
  }
  return v.parse(manifest, value);
}

function parseJson(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ToolError(`${path}: not JSON: ${reason}`, ['A manifest is one JSON object in UTF-8.']);
  }
}

async function loadBlock(files: Files, dir: string, listed: ManifestBlock): Promise<CaseBlock> {
  const path = `${dir}/${listed.file}`;
  const bytes = await readBlock(files, path, listed);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { listed, bytes, sha256, isChanged: sha256 !== listed.sha256 };
}

async function readBlock(files: Files, path: string, listed: ManifestBlock): Promise<Uint8Array> {
  try {
    return await files.read(path, blockLimit);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    const todo = `${manifestFile} lists it as role "${listed.role}": add the file, or take the entry out.`;
    throw new ToolError(error.message, [...error.details, todo]);
  }
}
