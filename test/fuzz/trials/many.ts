import { runChecked } from '../checked-run.js';
import { readCsv } from '../csv-reader.js';
import { hold } from '../finding.js';
import type { Maker } from '../trial.js';

const formats = ['json', 'ndjson', 'csv', 'table', 'markdown', 'hex'];

/** Thousands of blocks in one file: each of them comes out, whatever the format. */
export const manyTrial: Maker = (corpus, random) => {
  const from = random.pick(corpus.blocks.filter(({ bytes }) => bytes.length <= 512));
  const format = random.pick(formats);
  const count = format.endsWith('json') ? 500 + random.below(2500) : 100 + random.below(500);
  const split = ['--split', String(from.bytes.length), '--type', from.type, '--endian', from.endian];
  const exposure = format.endsWith('json') ? ['--exposure', random.pick(['full', 'none'])] : [];
  const argv = ['decode', 'many.bin', '--input', 'binary', ...split, '--format', format, ...exposure];
  return {
    kind: 'many',
    about: `${count} of ${from.name} as ${format}`,
    mutations: [],
    target: 'many.bin',
    files: new Map([['many.bin', Buffer.concat(Array.from({ length: count }, () => from.bytes))]]),
    plan: argv,
    real: argv,
    judge: async (files) => {
      const size = files.get('many.bin')?.length ?? 0;
      const blocks = Math.ceil(size / from.bytes.length);
      const { text, code } = await runChecked(argv, files);
      hold(code === 0, 'many-refused', () => `exit ${code}`);
      const found = countIn(format, text);
      hold(found === undefined || found === blocks, 'many-count', () => `${found} of ${blocks} as ${format}`);
    },
  };
};

/** Blocks in a result; undefined where they are not counted. */
function countIn(format: string, text: string): number | undefined {
  if (format === 'json') return JSON.parse(text).blocks.length;
  if (format === 'ndjson') return text.split('\n').filter((line) => line !== '' && JSON.parse(line)).length;
  if (format !== 'csv') return undefined;
  const [heads = [], ...rows] = readCsv(text);
  const at = heads.indexOf('sourceOffset');
  return at < 0 ? undefined : new Set(rows.map((row) => row[at])).size;
}
