/**
 * From arguments to decoded blocks: reading, text formats, types. Shared by the commands that take blocks.
 */
import { basename } from 'node:path';
import type { CodePage } from '../bytes/ebcdic.js';
import { builtInCatalog, type Catalog } from '../catalog/catalog.js';
import { type DecodedBlock, decodeBlock, isType } from '../decode/decode-block.js';
import { type InputFormat, inputFormats, readInput } from '../input/read-input.js';
import { ToolError } from '../model/errors.js';
import type { Endian } from '../model/layout.js';
import type { Io } from '../model/ports.js';
import { safe } from '../render/safe.js';

/** Most bytes that are read from one input: a text dump of a block is far smaller. */
export const inputLimit = 64 * 1024 * 1024;

/** Options that say how bytes are read, as commander gives them. */
export interface ReadingOptions {
  readonly type?: string;
  readonly endian?: Endian;
  readonly input?: string;
  readonly codepage: CodePage;
  readonly linux?: string;
  readonly word?: '2' | '4' | '8';
  readonly wordEndian?: Endian;
  readonly partial?: true;
  readonly verbose?: true;
  /** Tables to use instead of the built-in ones. */
  readonly catalog?: Catalog;
}

export interface ReadBlock {
  readonly block: DecodedBlock;
  /** Base name of the file, or `-`. */
  readonly source: string;
  /** Lines of the text that it stood in. */
  readonly lines: { readonly first: number; readonly last: number } | null;
}

const wordSizes = { '2': 2, '4': 4, '8': 8 } as const;

/** `TYPE:FILE` when the part before the colon is exactly a type; otherwise all of it is a file name. */
export function typedArgument(
  argument: string,
  type: string | undefined,
  catalog: Catalog = builtInCatalog(),
): { path: string; type: string | undefined } {
  const colon = argument.indexOf(':');
  const prefix = argument.slice(0, Math.max(0, colon));
  return colon > 0 && isType(catalog, prefix)
    ? { path: argument.slice(colon + 1), type: prefix }
    : { path: argument, type };
}

/** Every block of one argument. @throws ToolError when it cannot be read or recognised. */
export async function readBlocks(argument: string, options: ReadingOptions, io: Io): Promise<ReadBlock[]> {
  const { path, type } = typedArgument(argument, options.type, options.catalog);
  const bytes = path === '-' ? await io.stdin(inputLimit) : await io.files.read(path, inputLimit);
  const say = (note: string): void => io.stderr(`zpci-inspect: ${safe(note)}\n`);
  const source = path === '-' ? '-' : basename(path);
  try {
    return decodeBytes(bytes, source, type, options, say);
  } catch (error) {
    throw error instanceof ToolError ? new ToolError(`${source}: ${error.message}`, error.details) : error;
  }
}

/** Every block in the bytes of one source; `say` gets what was noticed on the way, with -v or --partial. @throws ToolError when the bytes are no dump or no block. */
export function decodeBytes(
  bytes: Uint8Array,
  source: string,
  type: string | undefined,
  options: ReadingOptions,
  say: (note: string) => void,
): ReadBlock[] {
  const format = inputFormat(options.input);
  const reading = readInput(bytes, {
    ...(format === undefined ? {} : { format }),
    ...(options.partial === undefined ? {} : { partial: options.partial }),
    ...(options.word === undefined ? {} : { word: wordSizes[options.word] }),
    ...(options.wordEndian === undefined ? {} : { wordEndian: options.wordEndian }),
  });
  if (options.verbose === true || options.partial === true) {
    if (reading.format !== 'binary') say(`${source}: read as ${reading.format}: ${reading.why}`);
    for (const note of reading.notes) say(`${source}: ${note}`);
  }
  return reading.blocks.map((input) => {
    const block = decodeBlock(input.bytes, {
      codepage: options.codepage,
      ...(type === undefined ? {} : { type }),
      ...(options.endian === undefined ? {} : { endian: options.endian }),
      ...(options.linux === undefined ? {} : { linux: options.linux }),
      ...(options.catalog === undefined ? {} : { catalog: options.catalog }),
    });
    return { block, source, lines: input.lines };
  });
}

/** The input format named, or undefined. @throws ToolError when the name is none. */
export function inputFormat(name: string | undefined): InputFormat | undefined {
  if (name === undefined) return undefined;
  const format = inputFormats.find((one) => one === name);
  if (format === undefined) throw new ToolError(`unknown input format ${name}; one of ${inputFormats.join(', ')}`);
  return format;
}
