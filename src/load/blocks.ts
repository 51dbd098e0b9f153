/**
 * From bytes to decoded blocks: text formats, types. Shared by the commands that take blocks.
 */
import type { CodePage } from '../bytes/ebcdic.js';
import type { Catalog } from '../catalog/catalog.js';
import type { DecodeOptions } from '../decode/context.js';
import { type DecodedBlock, decodeBlock } from '../decode/decode-block.js';
import { readBytes } from '../input/read-bytes.js';
import type { Endian } from '../model/layout.js';

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
  /** Base name of the file, `-`, or the path below the folder or tar. */
  readonly source: string;
  /** Lines of the text that it stood in. */
  readonly lines: { readonly first: number; readonly last: number } | null;
}

const wordSizes = { '2': 2, '4': 4, '8': 8 } as const;

/** Every block in the bytes of one source; `say` gets what was noticed on the way, with -v or --partial. @throws ToolError when the bytes are no dump or no block. */
export async function decodeBytes(
  bytes: Uint8Array,
  source: string,
  type: string | undefined,
  options: ReadingOptions,
  say: (note: string) => void,
): Promise<ReadBlock[]> {
  const reading = await readBytes(bytes, {
    ...(options.input === undefined ? {} : { format: options.input }),
    ...(options.partial === undefined ? {} : { partial: options.partial }),
    ...(options.word === undefined ? {} : { word: wordSizes[options.word] }),
    ...(options.wordEndian === undefined ? {} : { wordEndian: options.wordEndian }),
  });
  if (options.verbose === true || options.partial === true) {
    if (reading.format !== 'binary') say(`${source}: read as ${reading.format}: ${reading.why}`);
    for (const note of reading.notes) say(`${source}: ${note}`);
  }
  return reading.blocks.map((input) => {
    const { type: _, ...others } = decodeOptions(options);
    const block = decodeBlock(input.bytes, type === undefined ? others : { ...others, type });
    return { block, source, lines: input.lines };
  });
}

/** What the options say to the decoder. */
export function decodeOptions({ codepage, type, endian, linux, catalog }: ReadingOptions): DecodeOptions {
  return {
    codepage,
    ...(type === undefined ? {} : { type }),
    ...(endian === undefined ? {} : { endian }),
    ...(linux === undefined ? {} : { linux }),
    ...(catalog === undefined ? {} : { catalog }),
  };
}
