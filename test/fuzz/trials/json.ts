import { runChecked } from '../checked-run.js';
import { judgeBlock } from '../judge-block.js';
import { mutateJson } from '../mutate-json.js';
import { Random } from '../random.js';
import type { Maker } from '../trial.js';

export const jsonTrial: Maker = (corpus, random) => {
  const from = random.pick(corpus.blocks.filter((block) => block.bytes.length <= 1024));
  const seed = random.next();
  return {
    kind: 'json',
    about: from.name,
    mutations: [],
    target: 'block.bin',
    files: new Map([['block.bin', from.bytes]]),
    plan: { type: from.type, endian: from.endian, seed },
    judge: async (files) => {
      const argv = ['decode', 'block.bin', '--input', 'binary', '--type', from.type, '--endian', from.endian];
      const whole = (await runChecked([...argv, '--format', 'json'], files)).text;
      const changed = mutateJson(whole, new Random(seed, 0)).text;
      const encoded = await runChecked(['encode', 'a.json', '-v'], new Map([['a.json', Buffer.from(changed)]]));
      if (encoded.code !== 0 || encoded.stdout.length === 0) return;
      await judgeBlock({ bytes: encoded.stdout, options: { type: from.type, endian: from.endian }, more: [] });
    },
  };
};
