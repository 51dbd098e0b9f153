/**
 * From sources to decoded blocks.
 */
import { basename } from 'node:path';
import { sha256 } from '../bytes/sha256.js';
import { packedAdvice } from '../bytes/sniff.js';
import { builtInCatalog } from '../catalog/catalog.js';
import { readSysfs } from '../input/sysfs.js';
import { decodeText } from '../input/text-lines.js';
import { DamagedContainerError, NoBlockError, ToolError } from '../model/errors.js';
import type { Io } from '../model/ports.js';
import { decodeBytes, type ReadBlock, type ReadingOptions } from './blocks.js';
import { guessType } from './guess-type.js';
import type { Source, SourceHead } from './source.js';
import { type SourceReport, strictReport } from './source-report.js';
import { openSource } from './sources.js';

/** Options for one source: what its argument or its manifest says of it goes before what holds for all. */
export function optionsFor<Options extends ReadingOptions>(source: SourceHead, options: Options): Options {
  const type = source.type ?? source.listed?.block.type ?? options.type;
  const linux = options.linux ?? source.listed?.interfaces.linux;
  const { endian, input, word, wordEndian } = source.listed?.block ?? {};
  return {
    ...options,
    ...(type === undefined ? {} : { type }),
    ...(linux === undefined ? {} : { linux }),
    ...(endian === undefined ? {} : { endian }),
    ...(input === undefined ? {} : { input }),
    ...(word === undefined ? {} : { word: `${word}` }),
    ...(wordEndian === undefined ? {} : { wordEndian }),
  };
}

/** What else a text may be good for. */
export interface TextReaders {
  /** Takes a text whatever else it could be; true when it did. */
  readonly before?: (text: string) => boolean;
  /** The same for a text that holds no block. */
  readonly instead?: (text: string) => boolean;
}

/**
 * Every block of a source. One that cannot be read or recognised is reported and has none; a file of a folder or tar
 * that holds no block is left out.
 */
export async function readSource(
  source: Source,
  options: ReadingOptions,
  report: SourceReport,
  texts: TextReaders = {},
): Promise<readonly ReadBlock[]> {
  try {
    return await decodeSource(source, await source.bytes(), options, report, texts);
  } catch (error) {
    if (error instanceof DamagedContainerError) return [];
    if (!(error instanceof ToolError)) throw error;
    report.trouble(error);
    return [];
  }
}

/** The same for a source whose bytes were read. */
export async function decodeSource(
  source: SourceHead,
  bytes: Uint8Array,
  options: ReadingOptions,
  report: SourceReport,
  texts: TextReaders = {},
): Promise<readonly ReadBlock[]> {
  try {
    if (isTaken(bytes, texts.before)) return taken(source, report);
    compareHash(source, bytes, report);
    const blocks = await blocksIn(source, bytes, options, report.note);
    report.add(source.container, blocks.length);
    return blocks;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    if (error instanceof NoBlockError && isTaken(bytes, texts.instead)) return taken(source, report);
    if (isHarmless(error, source)) report.skip(source.container ?? '', source.place, whyNoBlock(error, bytes));
    else report.trouble(troubleOf(error, source, bytes));
    return [];
  }
}

/**
 * The blocks in the bytes of a source. Where the bytes of a file in a folder or tar fit several types, its name may say
 * which.
 * @throws ToolError when the bytes are no dump or no block.
 */
async function blocksIn(
  source: SourceHead,
  bytes: Uint8Array,
  options: ReadingOptions,
  say: (note: string) => void,
): Promise<ReadBlock[]> {
  const own = optionsFor(source, options);
  try {
    return await decodeBytes(bytes, source.name, own.type, own, say);
  } catch (error) {
    const isOpen = error instanceof ToolError && !(error instanceof NoBlockError) && own.type === undefined;
    const isBinary = isOpen && source.container !== undefined && decodeText(bytes) === null;
    const type = isBinary ? guessType(own.catalog ?? builtInCatalog(), bytes, basename(source.name)) : undefined;
    if (type === undefined) throw error;
    const why = 'the bytes fit several types, the file name says which';
    const blocks = await decodeBytes(bytes, source.name, type, own, say);
    return blocks.map((read) => ({ ...read, block: read.block.with({ why }) }));
  }
}

/** A text that was taken is as good as a block. */
function taken(source: SourceHead, report: SourceReport): readonly ReadBlock[] {
  report.add(source.container, 1);
  return [];
}

function isTaken(bytes: Uint8Array, take: ((text: string) => boolean) | undefined): boolean {
  if (take === undefined) return false;
  const text = decodeText(bytes);
  return text !== null && take(text);
}

/** True when a file of a folder or tar holds no block and nobody said that it does. */
export function isHarmless(error: ToolError, source: SourceHead): boolean {
  return error instanceof NoBlockError && source.container !== undefined && source.listed === undefined;
}

function troubleOf(error: ToolError, { place }: SourceHead, bytes: Uint8Array): ToolError {
  const advice = error instanceof NoBlockError ? packedAdvice(bytes) : undefined;
  return advice === undefined
    ? new ToolError(`${place}: ${error.message}`, error.details)
    : new ToolError(`${place}: ${advice}`);
}

/** Why a file is no block, in a few words. */
export function whyNoBlock(error: ToolError, bytes: Uint8Array): string {
  const text = decodeText(bytes);
  if (text === null) return packedAdvice(bytes) ?? error.message;
  if (/^\s*\{/.test(text)) return 'JSON';
  return readSysfs(text) === null ? error.message : 'sysfs text, which diff reads';
}

/** Bytes that are others than those of the manifest are read all the same, and said to be so. */
function compareHash({ listed, place }: SourceHead, bytes: Uint8Array, report: SourceReport): void {
  if (listed === undefined || listed.block.sha256 === sha256(bytes)) return;
  report.note(`${place}: not the bytes that manifest.json was written for (sha256 differs)`);
}

/**
 * Every block of an argument.
 * @throws ToolError when anything of it cannot be read or recognised, other than files that hold no block.
 */
export async function readBlocks(
  argument: string,
  options: ReadingOptions,
  io: Io,
  lenient: SourceReport,
): Promise<ReadBlock[]> {
  const report = strictReport(lenient);
  const blocks: ReadBlock[] = [];
  for await (const source of openSource(argument, options, io, report)) {
    blocks.push(...(await readSource(source, options, report)));
  }
  if (blocks.length === 0) throw new ToolError(`${argument}: holds no block`);
  return blocks;
}
