/** Every block of the fixtures once: the same bytes under the same type say the same. */
import { type BlockResult, decodeBlock, describeBlock, type Endian } from '../../src/index.js';
import { cases } from '../fixtures/cases.js';

export interface FixtureBlock {
  /** `area/case/file`. */
  readonly name: string;
  readonly type: string;
  /** Byte order as decoded: a cut block must not be read in the other one. */
  readonly endian: Endian;
  readonly linux: string | undefined;
  readonly bytes: Uint8Array;
  readonly full: BlockResult;
}

/** The result of some bytes under the type, byte order and Linux version of a block. */
export function decodeLike(block: Pick<FixtureBlock, 'type' | 'endian' | 'linux'>, bytes: Uint8Array): BlockResult {
  const { type, endian, linux } = block;
  return describeBlock(decodeBlock(bytes, { type, endian, ...(linux === undefined ? {} : { linux }) }));
}

function allBlocks(): FixtureBlock[] {
  const seen = new Set<string>();
  return cases.flatMap((one) =>
    one.blocks.flatMap((block): FixtureBlock[] => {
      const { type, file, endian: listed } = block.listed;
      const linux = one.manifest.interfaces?.linux;
      const { endian } = decodeBlock(block.bytes, { type, ...(listed === undefined ? {} : { endian: listed }) });
      const key = [type, endian, linux, block.sha256].join(' ');
      if (seen.has(key)) return [];
      seen.add(key);
      const start = { name: `${one.path}/${file}`, type, endian, linux, bytes: block.bytes };
      return [{ ...start, full: decodeLike(start, block.bytes) }];
    }),
  );
}

export const fixtureBlocks: readonly FixtureBlock[] = allBlocks();
