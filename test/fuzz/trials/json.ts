import { decodeBlock, describeBlock } from '../../../src/index.js';
import { decodeSchema } from '../../../src/model/result.js';
import { runChecked } from '../checked-run.js';
import type { CorpusBlock } from '../corpus.js';
import { judgeBlock } from '../judge-block.js';
import { mutateJson } from '../mutate-json.js';
import { judgeJsonQuick } from '../quick/quick-json.js';
import type { Maker } from '../trial.js';

/** What `decode` says of a block as JSON, edited: refused, or encoded to bytes that are held as a block. */
export const jsonTrial: Maker = (corpus, random) => {
  const from = random.pick(corpus.smallBlocks);
  const { type, endian } = from;
  const { text, done } = mutateJson(jsonOf(from), random);
  return {
    kind: 'json',
    about: from.name,
    mutations: done,
    target: 'a.json',
    files: new Map([['a.json', Buffer.from(text)]]),
    plan: { type, endian },
    real: ['encode', 'a.json'],
    quick: (files) => judgeJsonQuick(Buffer.from(files.get('a.json') ?? []).toString('utf8'), { type, endian }),
    judge: async (files) => {
      const encoded = await runChecked(['encode', 'a.json', '-v'], files);
      if (encoded.code !== 0 || encoded.stdout.length === 0) return;
      await judgeBlock({ bytes: encoded.stdout, options: { type, endian }, more: [] });
    },
  };
};

const texts = new WeakMap<CorpusBlock, string>();

/** Without exposures, which `encode` does not read. */
function jsonOf(block: CorpusBlock): string {
  const text = texts.get(block) ?? newJson(block);
  texts.set(block, text);
  return text;
}

function newJson({ bytes, type, endian }: CorpusBlock): string {
  const blocks = [describeBlock(decodeBlock(bytes, { type, endian }))];
  return JSON.stringify({ schema: decodeSchema, blocks }, (key, value) => (key === 'exposure' ? {} : value));
}
