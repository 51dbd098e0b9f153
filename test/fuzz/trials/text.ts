import type { Reading } from '../../../src/index.js';
import { runChecked } from '../checked-run.js';
import { dumpText } from '../dump-texts.js';
import { hold } from '../finding.js';
import { holdBlocks } from '../hold-blocks.js';
import { mutateText } from '../mutate-text.js';
import { judgeTextQuick } from '../quick/quick-text.js';
import type { Maker } from '../trial.js';
import { types } from '../types.js';

export const textTrial: Maker = (corpus, random) => {
  const sample = random.once(3) && corpus.texts.length > 0 ? random.pick(corpus.texts) : undefined;
  const from = random.once(8) ? random.pick(corpus.blocks) : random.pick(corpus.smallBlocks);
  const dump = sample === undefined ? dumpText(from.bytes, random) : { format: sample.name, text: sample.text };
  const isWhole = sample === undefined && random.once(10);
  const { text, done } = isWhole ? { text: dump.text, done: [] } : mutateText(dump.text, random);
  const type = random.once(2) ? (random.once(4) ? random.pick(types) : from.type) : undefined;
  const partial = random.once(3);
  const word = random.once(6) ? random.pick([2, 4, 8] as const) : undefined;
  const wordEndian = word === undefined ? undefined : random.pick(['big', 'little'] as const);
  const words = [
    ...(type === undefined ? [] : ['--type', type]),
    ...(partial ? ['--partial'] : []),
    ...(word === undefined || wordEndian === undefined ? [] : ['--word', String(word), '--word-endian', wordEndian]),
    ...(random.once(4) ? ['-v'] : []),
  ];
  const argv = ['decode', 'dump.txt', ...words];
  return {
    kind: 'text',
    about: dump.format,
    mutations: done,
    target: 'dump.txt',
    files: new Map([['dump.txt', Buffer.from(text)]]),
    plan: argv,
    real: argv,
    quick: (files) => {
      const given = files.get('dump.txt') ?? new Uint8Array();
      const reading = judgeTextQuick(given, { partial, word, wordEndian }, type);
      const isStill = isWhole && Buffer.from(text).equals(given);
      if (isStill && word === undefined) holdRead(reading, from.bytes, dump.format);
    },
    judge: async (files) => {
      const json = await runChecked([...argv, '--format', 'json'], files);
      const table = await runChecked([...argv, '--format', 'table'], files);
      hold(
        json.code === table.code && json.stderr === table.stderr,
        'format-changes-trouble',
        () => `${json.stderr} / ${table.stderr}`,
      );
      if (json.text !== '') holdBlocks(json.text);
    },
  };
};

/** A dump that nobody damaged gives the bytes that it was made of. */
function holdRead(reading: Reading | undefined, bytes: Uint8Array, format: string): void {
  const read = reading?.blocks.map((block) => Buffer.from(block.bytes).toString('hex'));
  const wanted = Buffer.from(bytes).toString('hex');
  hold(read?.length === 1 && read[0] === wanted, `dump ${format}`, () => `${read ?? 'refused'}, not ${wanted}`);
}
