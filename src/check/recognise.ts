/**
 * One captured file: which block it is, and which part it plays in its case.
 */
import { sha256 } from '../bytes/sha256.js';
import type { Catalog } from '../catalog/catalog.js';
import { pageType } from '../decode/candidates.js';
import { layoutOf } from '../decode/choose-type.js';
import { decodeBlock } from '../decode/decode-block.js';
import { readBytes } from '../input/read-bytes.js';
import type { Input } from '../input/recognise-text.js';
import type { ReadingOptions } from '../load/blocks.js';
import { guessType } from '../load/guess-type.js';
import type { ManifestBlock } from '../load/manifest.js';
import { roleFromName } from '../load/side-of.js';
import { ToolError } from '../model/errors.js';

export interface InitFile {
  readonly path: string;
  /** Base name: the name in the case. */
  readonly name: string;
  /** Type given by the caller. */
  readonly type?: string | undefined;
  /** What is in it, when it was read already. */
  readonly input?: Input;
  /** What the manifest that it came with says of it. */
  readonly listed?: ManifestBlock | undefined;
}

export interface Recognised {
  readonly listed: ManifestBlock;
  readonly bytes: Uint8Array;
  /** How the type was found. */
  readonly why: string;
}

interface Found {
  readonly type: string;
  readonly endian: 'big' | 'little';
  readonly why: string;
  readonly isGuess: boolean;
}

/**
 * The entry of a file in a new manifest.
 * @throws ToolError when the type is neither given nor told by bytes or name, or when a dump holds several.
 */
export async function recognise(
  source: InitFile,
  input: Input,
  options: ReadingOptions,
  others: readonly Recognised[],
): Promise<Recognised> {
  const taken = others.map((one) => one.listed.role);
  const role = freeRole(source.listed?.role ?? roleFromName(source.name), taken);
  // A dump is read as its manifest says, else as the caller does.
  const { input: format, word, wordEndian } = source.listed ?? options;
  const { blocks } = await readBytes(input, { format, word, wordEndian });
  const [first, ...more] = blocks.map((block) => find(block.bytes, source, options.catalog));
  if (first === undefined) throw new ToolError('holds no block');
  const other = more.find((one) => one.type !== first.type || one.endian !== first.endian);
  if (other !== undefined) {
    throw new ToolError(`holds a ${first.type} and a ${other.type}: a file of a case holds one kind, split it`);
  }
  const isHostOrder = first.type !== pageType && layoutOf(options.catalog, first.type).byteOrder === 'host';
  const isText = blocks.some(({ lines }) => lines !== null);
  const listed: ManifestBlock = {
    role,
    file: source.name,
    type: first.type,
    endian: isHostOrder ? first.endian : undefined,
    ...(isText ? { input: format, word, wordEndian } : {}),
    sha256: sha256(input.bytes),
    note: first.isGuess
      ? 'the bytes fit several types or none; the type was taken from the file name'
      : source.listed?.note,
  };
  return { listed, bytes: input.bytes, why: first.why };
}

function find(bytes: Uint8Array, { type, name, listed }: InitFile, catalog: Catalog): Found {
  if (listed !== undefined && type === undefined) {
    const { endian } = decodeBlock(bytes, { catalog, type: listed.type, endian: listed.endian });
    return { type: listed.type, endian, why: 'as the manifest says', isGuess: false };
  }
  try {
    const { endian, type: decided, why } = decodeBlock(bytes, { catalog, type });
    return { type: decided, endian, why, isGuess: false };
  } catch (error) {
    const guess = error instanceof ToolError && type === undefined ? guessType(catalog, bytes, name) : undefined;
    if (guess === undefined) throw error;
    const { endian } = decodeBlock(bytes, { catalog, type: guess });
    return { type: guess, endian, why: 'the file name says so', isGuess: true };
  }
}

/** The role, numbered when it is taken. */
function freeRole(role: string, taken: readonly string[]): string {
  if (!taken.includes(role)) return role;
  let number = 2;
  while (taken.includes(`${role}-${number}`)) number++;
  return `${role}-${number}`;
}
