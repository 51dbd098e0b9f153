import type { CodePage } from '../bytes/ebcdic.js';
import type { ReadingOptions } from '../load/blocks.js';
import type { Endian } from '../model/layout.js';
import type { Io } from '../model/ports.js';
import { checkVersion } from './check-version.js';
import { catalogOf, type TableOptions } from './tables.js';

/** Options that say how bytes are read, as commander gives them. */
export interface ReadingCliOptions extends TableOptions {
  readonly type?: string | undefined;
  readonly endian?: Endian | undefined;
  readonly input?: string | undefined;
  readonly codepage?: CodePage | undefined;
  readonly linux?: string | undefined;
  readonly word?: keyof typeof wordSizes | undefined;
  readonly wordEndian?: Endian | undefined;
  readonly partial?: true | undefined;
  readonly verbose?: true | undefined;
}

/** Choices of `--word`, and the bytes that each means. */
export const wordSizes = { '2': 2, '4': 4, '8': 8 } as const;

/** How bytes are read, with the tables that the options name. @throws ToolError when these, or a version, are not valid. */
export async function readingOptions(options: ReadingCliOptions, io: Io): Promise<ReadingOptions> {
  const { word, linux } = options;
  checkVersion('--linux', linux);
  return { ...options, word: word === undefined ? word : wordSizes[word], catalog: await catalogOf(options, io) };
}
