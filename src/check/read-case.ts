/**
 * One case as the tables of today see it: blocks decoded, views compared.
 */
import type { Catalog } from '../catalog/catalog.js';
import { isType } from '../decode/choose-type.js';
import { type DecodedBlock, decodeBlock } from '../decode/decode-block.js';
import { type DiffInput, diffFunctions } from '../diff/diff.js';
import { type Case, type CaseBlock, sysfsFile } from '../load/load-case.js';
import type { ManifestBlock, OwnTables } from '../load/manifest.js';
import { isVariant, type SideName, sideOf } from '../load/side-of.js';
import type { TextLines } from '../model/check.js';
import type { DiffReport } from '../model/diff.js';
import { ToolError } from '../model/errors.js';
import type { BlockLines } from './compare-decode.js';
import { type DecodeExpectation, expectDecode, formatDecode } from './decode-expectation.js';
import { type DiffExpectation, expectDiff, formatDiff } from './diff-expectation.js';

/** Tables, and how text dumps are read. */
export interface Reading {
  readonly catalog: Catalog;
  /**
   * The blocks in the bytes of a file, which may be a text dump.
   * @throws ToolError when the file is damaged, or its text is no dump.
   */
  readonly dumped: (bytes: Uint8Array, listed: ManifestBlock) => readonly DumpedBlock[];
  /** The functions in a text of sysfs attributes; none in any other text. */
  readonly sysfs: (bytes: Uint8Array, source: string) => NonNullable<DiffInput['sysfs']>;
  /**
   * The catalog with the tables of these paths over it.
   * @throws ToolError when they are no valid tables.
   */
  readonly withTables: (catalog: Catalog, paths: OwnTables) => Promise<Catalog>;
}

/**
 * How a case with tables of its own is read.
 * @throws ToolError when they are no valid tables.
 */
export async function readingFor(dir: string, { layouts, views }: OwnTables, reading: Reading): Promise<Reading> {
  if (layouts === undefined && views === undefined) return reading;
  const paths = {
    ...(layouts === undefined ? {} : { layouts: `${dir}/${layouts}` }),
    ...(views === undefined ? {} : { views: `${dir}/${views}` }),
  };
  return { ...reading, catalog: await reading.withTables(reading.catalog, paths) };
}

export interface DumpedBlock {
  readonly bytes: Uint8Array;
  /** Lines of the text that it stood in; null for a file that is the block. */
  readonly lines: TextLines | null;
}

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
export function readCase(one: Case, reading: Reading): Today {
  const lines = new Map<string, TextLines>();
  const decoded = one.blocks.map((block) => ({ block, list: decodeFileOf(one, block, reading, lines) }));
  const named = decoded.flatMap(({ block: { listed }, list }) =>
    list.map((block, i) => ({ name: nameOf(listed.file, i), block })),
  );
  const decode = expectDecode(reading.catalog, named);
  const compared = compareViews(one, decoded, reading);
  const diff = compared === null ? null : expectDiff(compared);
  return {
    blocks: new Map(decoded.map(({ block, list }) => [block.listed.file, list])),
    lines,
    decode,
    decodeText: formatDecode(decode),
    reports: compared === null || typeof compared === 'string' ? [] : compared,
    diff,
    diffText: diff === null ? null : formatDiff(diff),
  };
}

/** The first block of a file has its name, the second `file#2`. */
function nameOf(file: string, index: number): string {
  return index === 0 ? file : `${file}#${index + 1}`;
}

/** Every block of a file; `lines` gets the places of those that stand in a text. */
function decodeFileOf(
  one: Case,
  { listed, bytes }: CaseBlock,
  { catalog, dumped }: Reading,
  lines: Map<string, TextLines>,
): DecodedBlock[] {
  const { type, endian, file } = listed;
  const linux = one.manifest.interfaces?.linux;
  const options = {
    type,
    catalog,
    ...(endian === undefined ? {} : { endian }),
    ...(linux === undefined ? {} : { linux }),
  };
  try {
    if (!isType(catalog, type)) throw new ToolError(`unknown type ${type}; zpci-inspect fields lists the types`);
    return dumped(bytes, listed).map((part, i) => {
      if (part.lines !== null) lines.set(nameOf(file, i), part.lines);
      return decodeBlock(part.bytes, options).with({ source: file });
    });
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw new ToolError(`${one.dir}/${file}: ${error.message}`, [...error.details, ...inManifest(error)]);
  }
}

/** What options of commands are called in a manifest. */
function inManifest({ message, details }: ToolError): string[] {
  const isAdvice = [message, ...details].some((text) => /--(?:word|input)\b/.test(text));
  return isAdvice ? ['in the manifest these are "word", "wordEndian" and "input" of the block'] : [];
}

type Decoded = readonly { readonly block: CaseBlock; readonly list: readonly DecodedBlock[] }[];

/** Reports, why there is none, or null when the case does not hold two sides. */
function compareViews(one: Case, decoded: Decoded, { catalog, sysfs }: Reading): readonly DiffReport[] | string | null {
  const all = one.blocks.map(({ listed }) => listed);
  const compared = decoded.filter(({ block }) => !isVariant(block.listed, all));
  const side = (name: SideName): DecodedBlock[] =>
    compared.flatMap(({ block, list }) => (sideOf(block.listed.role) === name ? list : []));
  const sides = { firmware: side('firmware'), vfio: side('vfio'), guest: side('guest') };
  if (sides.firmware.length === 0 || sides.vfio.length + sides.guest.length === 0) return null;
  const { linux, qemu, mode } = one.manifest.interfaces ?? {};
  try {
    const texts = one.sysfs === null ? [] : sysfs(one.sysfs, sysfsFile);
    return diffFunctions({ ...sides, sysfs: texts, options: { catalog, recordedLinux: linux, qemu, mode } });
  } catch (error) {
    if (error instanceof ToolError) return error.message;
    throw error;
  }
}
