import type { BlockResult } from '../../../src/index.js';
import { decodeSchema } from '../../../src/model/result.js';
import { runChecked } from '../checked-run.js';
import { hold } from '../finding.js';
import { holdBlocks } from '../hold-blocks.js';
import { mostBytes, mutateBytes } from '../mutate-bytes.js';
import { judgeCorpusQuick } from '../quick/quick-corpus.js';
import type { Maker } from '../trial.js';

/** Blocks one behind the other, some damaged, cut again by --split; in lines, whole and of some fields. */
export const corpusTrial: Maker = (corpus, random) => {
  const isSized = random.once(2);
  const first = random.pick(corpus.smallBlocks);
  const alike = corpus.blocks.filter((block) => block.type === first.type && block.endian === first.endian);
  const done: string[] = [];
  const parts = Array.from({ length: 1 + random.small(30) }, () => {
    const from = random.pick(alike);
    if (random.once(2)) return from.bytes;
    const mutant = mutateBytes(from, random, corpus.blocks);
    done.push(...mutant.done);
    return mutant.bytes;
  });
  const split = isSized ? String(random.pick([first.bytes.length, 24, 192, 384, 4096])) : 'response';
  const argv = [
    'decode',
    'corpus.bin',
    '--input',
    'binary',
    '--type',
    first.type,
    '--endian',
    first.endian,
    '--split',
    split,
  ];
  const fields = random.pick(['argsz,flags', 'fid,fh', 'hdr.len', 'fh_list[0].fid', 'x', 'bar[0],bar[5]']);
  return {
    kind: 'corpus',
    about: first.name,
    mutations: done,
    target: 'corpus.bin',
    files: new Map([['corpus.bin', Uint8Array.from(Buffer.concat(parts)).slice(0, mostBytes)]]),
    plan: argv,
    real: [...argv, '--format', 'ndjson'],
    quick: (files) => judgeCorpusQuick(files.get('corpus.bin') ?? new Uint8Array(), split, first),
    judge: async (files) => {
      const json = await runChecked([...argv, '--format', 'json'], files);
      const lines = await runChecked([...argv, '--format', 'ndjson', '--exposure', 'full'], files);
      hold(
        json.code === lines.code && json.stderr === lines.stderr,
        'lines-change-trouble',
        () => `${json.stderr} / ${lines.stderr}`,
      );
      const blocks: BlockResult[] = json.text === '' ? [] : JSON.parse(json.text).blocks;
      const own = lines.text.split('\n').filter((line) => line !== '');
      hold(own.length === blocks.length, 'lines-count', () => `${own.length} lines, ${blocks.length} blocks`);
      const first = blocks.findIndex(
        (block, i) => JSON.stringify({ schema: decodeSchema, ...block }) !== JSON.stringify(JSON.parse(own[i] ?? '')),
      );
      hold(first < 0, 'line-differs', () => `line ${first}: ${own[first]?.slice(0, 300)}`);
      let end = 0;
      for (const { sourceOffset, length } of blocks) {
        hold(sourceOffset === end, 'split-offset', () => `${sourceOffset} after ${end}`);
        end = sourceOffset + length;
      }
      if (json.text !== '') holdBlocks(json.text);
      const some = await runChecked([...argv, '--format', 'ndjson', '--fields', fields], files);
      hold(
        some.code !== 0 || some.text.split('\n').length === own.length + 1,
        'fields-count',
        () => `${some.text.split('\n').length - 1} lines, ${own.length} blocks`,
      );
      for (const line of some.text.split('\n')) if (line !== '') JSON.parse(line);
    },
  };
};
