/**
 * One captured file: which block it is, and which part it plays in its case.
 */
import { pageType } from '../decode/candidates.js';
import { layoutOf } from '../decode/choose-type.js';
import { decodeBlock } from '../decode/decode-block.js';
import { guessType } from '../load/guess-type.js';
import type { DumpReading, ManifestBlock } from '../load/manifest.js';
import { roleFromName } from '../load/side-of.js';
import { ToolError } from '../model/errors.js';
import type { Reading } from './read-case.js';

export interface InitFile {
  readonly path: string;
  /** Base name: the name in the case. */
  readonly name: string;
  /** Type given by the caller. */
  readonly type?: string | undefined;
  /** Given by the caller for texts that do not tell it. */
  readonly dump: DumpReading;
  /** What is in it, when it was read already. */
  readonly bytes?: Uint8Array;
  /** What the manifest that it came with says of it. */
  readonly listed?: ManifestBlock;
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
export function recognise(
  source: InitFile,
  bytes: Uint8Array,
  sha256: string,
  reading: Reading,
  others: readonly Recognised[],
): Recognised {
  const taken = others.map((one) => one.listed.role);
  const role = freeRole(source.listed?.role ?? roleFromName(source.name), taken);
  const dump = dumpOf(source);
  const parts = reading.dumped(bytes, { role, file: source.name, type: source.type ?? '', sha256, ...dump });
  const found = parts.map((part) => find(part.bytes, source, reading));
  const [first, ...more] = found;
  if (first === undefined) throw new ToolError('holds no block');
  const other = more.find((one) => one.type !== first.type || one.endian !== first.endian);
  if (other !== undefined) {
    throw new ToolError(`holds a ${first.type} and a ${other.type}: a file of a case holds one kind, split it`);
  }
  const isHostOrder = first.type !== pageType && layoutOf(reading.catalog, first.type).byteOrder === 'host';
  const listed: ManifestBlock = {
    role,
    file: source.name,
    type: first.type,
    ...(isHostOrder ? { endian: first.endian } : {}),
    ...(parts.some(({ lines }) => lines !== null) ? dump : {}),
    sha256,
    ...(source.listed?.note === undefined ? {} : { note: source.listed.note }),
    ...(first.isGuess ? { note: 'the bytes fit several types or none; the type was taken from the file name' } : {}),
  };
  return { listed, bytes, why: first.why };
}

/** How a dump is read: as its manifest says, else as the caller does. */
function dumpOf({ dump, listed }: InitFile): DumpReading {
  if (listed === undefined) return dump;
  const { input, word, wordEndian } = listed;
  return {
    ...(input === undefined ? {} : { input }),
    ...(word === undefined ? {} : { word }),
    ...(wordEndian === undefined ? {} : { wordEndian }),
  };
}

function find(bytes: Uint8Array, { type, name, listed }: InitFile, { catalog }: Reading): Found {
  if (listed !== undefined && type === undefined) {
    const pinned = { type: listed.type, ...(listed.endian === undefined ? {} : { endian: listed.endian }) };
    const { endian } = decodeBlock(bytes, { catalog, ...pinned });
    return { type: listed.type, endian, why: 'as the manifest says', isGuess: false };
  }
  try {
    const { endian, type: decided, why } = decodeBlock(bytes, { catalog, ...(type === undefined ? {} : { type }) });
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
