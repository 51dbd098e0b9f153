import type { MemoryFiles } from '../../support/memory-io.js';
import { judgeBlock } from '../judge-block.js';
import { mutateBytes } from '../mutate-bytes.js';
import { decodeQuick } from '../quick/decode-quick.js';
import type { Maker } from '../trial.js';
import { types } from '../types.js';

export const blockTrial: Maker = (corpus, random) => {
  const from = random.pick(corpus.blocks);
  const mutant = mutateBytes(from, random, corpus.blocks);
  const how = random.below(8);
  const type = how === 0 ? random.pick(types) : how < 3 ? undefined : from.type;
  const endian = random.once(6) ? random.pick(['big', 'little'] as const) : how < 3 ? undefined : from.endian;
  const linux = random.once(8) ? random.pick(['3.6', '5.4', '5.10', '6.1', '7.2', '99.9']) : undefined;
  const options = {
    ...(type === undefined ? {} : { type }),
    ...(endian === undefined ? {} : { endian }),
    ...(linux === undefined ? {} : { linux }),
  };
  const codepage = random.once(4) ? random.pick(['500', '1047'] as const) : undefined;
  const more = [
    ...(codepage === undefined ? [] : ['--codepage', codepage]),
    ...(random.once(4) ? ['-v'] : []),
    ...(random.once(8) ? ['--color', 'never', '-q'] : []),
  ];
  return {
    kind: 'block',
    about: from.name,
    mutations: mutant.done,
    target: 'block.bin',
    files: new Map([['block.bin', mutant.bytes]]),
    plan: { options, more },
    real: ['decode', 'block.bin', '--format', random.pick(['ndjson', 'json', 'table', 'csv', 'markdown', 'html'])],
    quick: (files) => void decodeQuick(bytesOf(files), { ...options, codepage }),
    judge: (files) => judgeBlock({ bytes: bytesOf(files), options, more }),
  };
};

function bytesOf(files: MemoryFiles): Uint8Array {
  return files.get('block.bin') ?? new Uint8Array();
}
