/**
 * From bytes to decoded blocks: text formats, types.
 */
import type { CodePage } from '../bytes/ebcdic.js';
import { type Catalog, typeName } from '../catalog/catalog.js';
import type { DecodeOptions } from '../decode/context.js';
import { type DecodedBlock, decodeBlock } from '../decode/decode-block.js';
import { readBytes } from '../input/read-bytes.js';
import type { Input } from '../input/recognise-text.js';
import type { Endian, Layout } from '../model/layout.js';
import type { OwnTables } from './manifest.js';

/** How bytes are read. What an argument or a manifest says of a file goes before it. */
export interface ReadingOptions extends OwnTables {
  readonly catalog: Catalog;
  readonly codepage?: CodePage | undefined;
  /** As `--type` takes it; absent: recognised. */
  readonly type?: string | undefined;
  /** Byte order of VFIO buffers. */
  readonly endian?: Endian | undefined;
  /** Name of a text format, or `binary`; absent: recognised. */
  readonly input?: string | undefined;
  /** Linux that filled the VFIO buffers, where their bytes do not tell. */
  readonly linux?: string | undefined;
  /** Bytes of a word of a word-grouped dump, and the byte order of its words. */
  readonly word?: 2 | 4 | 8 | undefined;
  readonly wordEndian?: Endian | undefined;
  /** Go on where a damaged text allows it. */
  readonly partial?: boolean | undefined;
  /** Note how each text was read. */
  readonly verbose?: boolean | undefined;
  /** One of many files, of which nobody said that it is a dump. */
  readonly isAmongOthers?: boolean | undefined;
}

/** Where a block was found. */
export interface Origin {
  /** Base name of the file, `-`, or the path below the folder or tar. */
  readonly source: string;
  /** Bytes from the start of the source. */
  readonly sourceOffset: number;
  /** Lines of the text that it was read from; null for bytes. */
  readonly lines: { readonly first: number; readonly last: number } | null;
}

export interface ReadBlock extends Origin {
  readonly block: DecodedBlock;
  /** The text that it was read from says what it is. */
  readonly isLogged?: true | undefined;
}

/**
 * Every block in the bytes of one source; `note` gets what was noticed on the way, with `verbose` or `partial`.
 * @throws ToolError when the bytes are no dump or no block.
 */
export async function decodeInput(
  input: Input,
  source: string,
  options: ReadingOptions,
  note: (text: string) => void,
): Promise<ReadBlock[]> {
  const { word, wordEndian, partial, isAmongOthers } = options;
  const reading = await readBytes(input, { format: options.input, word, wordEndian, partial, isAmongOthers });
  if (options.verbose === true || partial === true) {
    if (reading.format !== 'binary') note(`${source}: read as ${reading.format}: ${reading.why}`);
    for (const text of reading.notes) note(`${source}: ${text}`);
  }
  const how = decodeOptions(options);
  return reading.blocks.map(({ bytes, lines, announced }) => {
    const logged = announced === undefined ? undefined : loggedLayout(options.catalog, announced);
    const isLogged = logged === undefined ? undefined : true;
    const block = decodeBlock(bytes, logged === undefined ? how : { type: typeName(logged), ...given(how) });
    return { block, source, sourceOffset: 0, lines, isLogged };
  });
}

/** Options without those that are undefined: what is given goes before what a text says. */
function given(options: DecodeOptions): DecodeOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function loggedLayout(catalog: Catalog, words: string): Layout | undefined {
  return catalog.layouts().find(({ logged }) => logged?.as === words);
}

/** What the options say to the decoder. */
export function decodeOptions({ codepage, type, endian, linux, catalog }: ReadingOptions): DecodeOptions {
  return { codepage, type, endian, linux, catalog };
}

/** The block, which says itself what it was read from. */
export function withSource({ block, source }: ReadBlock): DecodedBlock {
  return block.with({ source });
}
