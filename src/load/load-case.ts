/**
 * Reads one fixture case: its manifest and its blocks.
 */
import * as v from 'valibot';
import { sha256 } from '../bytes/sha256.js';
import { ToolError } from '../model/errors.js';
import type { Entry, Files } from '../model/ports.js';
import { inputLimit, manifestFile, manifestLimit, sysfsFile, sysfsLimit } from './files.js';
import { parseJson } from './json-file.js';
import type { Manifest, ManifestBlock } from './manifest.js';
import { manifest, manifestProblems } from './manifest.js';

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
  /** The text of the host's sysfs that lies beside them; null when there is none. */
  readonly sysfs: Uint8Array | null;
}

/**
 * Reads `manifest.json` of a case folder and every block that it lists. A block whose hash differs is
 * returned with `isChanged`, because the caller names the fields that differ too. With `entries` of the folder,
 * links, pipes and devices are refused: a case holds its own bytes.
 * @throws ToolError when the manifest is missing, no JSON, or not as the schema wants it, or when a block cannot be read.
 */
export async function loadCase(files: Files, dir: string, entries: readonly Entry[] = []): Promise<Case> {
  return loadCaseBlocks(files, dir, await loadManifest(files, dir, entries), entries);
}

/**
 * The manifest alone.
 * @throws ToolError as `loadCase`.
 */
export async function loadManifest(files: Files, dir: string, entries: readonly Entry[] = []): Promise<Manifest> {
  const path = `${dir}/${manifestFile}`;
  refuseForeign(entries, dir, manifestFile);
  return parseManifest(await files.read(path, manifestLimit), path);
}

/**
 * The blocks that a manifest lists.
 * @throws ToolError when one cannot be read.
 */
export async function loadCaseBlocks(
  files: Files,
  dir: string,
  parsed: Manifest,
  entries: readonly Entry[] = [],
): Promise<Case> {
  for (const { file } of parsed.blocks) refuseForeign(entries, dir, file);
  const blocks: CaseBlock[] = [];
  for (const listed of parsed.blocks) blocks.push(await loadBlock(files, dir, listed));
  const name =
    dir
      .split(/[/\\]/)
      .filter((part) => part !== '')
      .at(-1) ?? dir;
  return { name, dir, manifest: parsed, blocks, sysfs: await loadSysfs(files, dir, entries) };
}

/**
 * The host's sysfs text in a case folder; null when there is none.
 * @throws ToolError when it is a link or has more than `sysfsLimit` bytes.
 */
export async function loadSysfs(files: Files, dir: string, entries: readonly Entry[]): Promise<Uint8Array | null> {
  const paths = entries.length > 0 ? entries.map(({ name }) => name) : ((await files.list(dir)) ?? []);
  if (!paths.some((path) => path.split(/[/\\]/).at(-1) === sysfsFile)) return null;
  refuseForeign(entries, dir, sysfsFile);
  return files.read(`${dir}/${sysfsFile}`, sysfsLimit);
}

/**
 * The manifest in these bytes.
 * @throws ToolError with one line for each problem.
 */
export function parseManifest(bytes: Uint8Array, path: string): Manifest {
  const value = parseJson(bytes, path, 'A manifest is one JSON object in UTF-8.');
  const result = v.safeParse(manifest, value);
  if (result.success) return result.output;
  throw new ToolError(`${path}: not a valid manifest`, [
    ...manifestProblems(value),
    'Mend these lines; fixtures/README.md shows a manifest.',
  ]);
}

/** True for JSON that says of itself that it is a manifest of any version; another program may use the name too. */
export function isOurs(bytes: Uint8Array): boolean {
  return /"schema"\s*:\s*"zpci-inspect\/manifest@/.test(Buffer.from(bytes.subarray(0, 1 << 16)).toString('latin1'));
}

/**
 * Why a file is not read: what a link leads to can lie anywhere and is in no repository, a pipe or device may never
 * end. Null for every other file.
 */
export function foreignProblem(entries: readonly Entry[], dir: string, file: string): ToolError | null {
  const kind = entries.find(({ name }) => name === file)?.kind;
  if (kind === 'link') {
    return new ToolError(`${dir}/${file}: is a symbolic link; a case holds its own files: put a copy there`);
  }
  return kind === 'other' ? new ToolError(`${dir}/${file}: is no regular file`) : null;
}

/** @throws ToolError for a link, a pipe or a device. */
export function refuseForeign(entries: readonly Entry[], dir: string, file: string): void {
  const problem = foreignProblem(entries, dir, file);
  if (problem !== null) throw problem;
}

async function loadBlock(files: Files, dir: string, listed: ManifestBlock): Promise<CaseBlock> {
  const path = `${dir}/${listed.file}`;
  const bytes = await readBlock(files, path, listed);
  const hash = sha256(bytes);
  return { listed, bytes, sha256: hash, isChanged: hash !== listed.sha256 };
}

async function readBlock(files: Files, path: string, listed: ManifestBlock): Promise<Uint8Array> {
  try {
    return await files.read(path, inputLimit);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    const todo = `${manifestFile} lists it as role "${listed.role}": add the file, or take the entry out.`;
    throw new ToolError(error.message, [...error.details, todo]);
  }
}
