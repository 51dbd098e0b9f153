/**
 * One case as the tables of today see it: blocks decoded, views compared.
 */
import type { Catalog } from '../catalog/catalog.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import { diffFunctions } from '../diff/diff.js';
import { type ReadBlock, withSource } from '../load/blocks.js';
import { decodeCaseBlock, sysfsOf } from '../load/decode-case.js';
import type { Case } from '../load/load-case.js';
import type { ManifestBlock } from '../load/manifest.js';
import { sortSides } from '../load/side-of.js';
import type { DiffReport } from '../model/diff.js';
import { ToolError } from '../model/errors.js';
import type { BlockLines } from './compare-decode.js';
import { type DecodeExpectation, expectDecode, formatDecode } from './decode-expectation.js';
import { type DiffExpectation, expectDiff, formatDiff } from './diff-expectation.js';

/** What the expectations of a case would be today. */
export interface Today {
  readonly blocks: ReadonlyMap<string, readonly DecodedBlock[]>;
  readonly lines: BlockLines;
  readonly decode: DecodeExpectation;
  readonly decodeText: string;
  readonly reports: readonly DiffReport[];
  /** Null when the case has nothing to compare. */
  readonly diff: DiffExpectation | null;
  readonly diffText: string | null;
}

/**
 * Decodes every block of a case and compares its views when it has firmware's and a user's.
 * @throws ToolError when a block cannot be read as the manifest says.
 */
export async function readCase(one: Case, catalog: Catalog): Promise<Today> {
  const decoded: DecodedFile[] = [];
  for (const block of one.blocks)
    decoded.push({ ...block.listed, reads: await decodeCaseBlock(one, block, { catalog }) });
  const named = decoded.flatMap(({ file, reads }) => reads.map((read, i) => ({ ...read, name: nameOf(file, i) })));
  const decode = expectDecode(catalog, named);
  const compared = compareSides(one, decoded, catalog);
  const diff = compared === null ? null : expectDiff(compared);
  return {
    blocks: new Map(decoded.map(({ file, reads }) => [file, reads.map(({ block }) => block)])),
    lines: new Map(named.flatMap(({ name, lines }) => (lines === null ? [] : [[name, lines] as const]))),
    decode,
    decodeText: formatDecode(decode),
    reports: compared === null || typeof compared === 'string' ? [] : compared,
    diff,
    diffText: diff === null ? null : formatDiff(diff),
  };
}

/** A file that the manifest lists, and the blocks in it. */
interface DecodedFile extends ManifestBlock {
  readonly reads: readonly ReadBlock[];
}

/** The first block of a file has its name, the second `file#2`. */
function nameOf(file: string, index: number): string {
  return index === 0 ? file : `${file}#${index + 1}`;
}

/** Reports, why there is none, or null when the case does not hold two sides. */
function compareSides(
  one: Case,
  decoded: readonly DecodedFile[],
  catalog: Catalog,
): readonly DiffReport[] | string | null {
  const sorted = sortSides(decoded);
  const blocks = (side: readonly DecodedFile[]): DecodedBlock[] => side.flatMap(({ reads }) => reads.map(withSource));
  const [firmware, vfio, guest] = [blocks(sorted.firmware), blocks(sorted.vfio), blocks(sorted.guest)];
  if (firmware.length === 0 || vfio.length + guest.length === 0) return null;
  const { linux, qemu, mode } = one.manifest.interfaces ?? {};
  try {
    const options = { catalog, recordedLinux: linux, qemu, mode };
    return diffFunctions({ firmware, vfio, guest, sysfs: sysfsOf(one), options });
  } catch (error) {
    if (error instanceof ToolError) return error.message;
    throw error;
  }
}
