import { runChecked } from '../checked-run.js';
import { holdBlocks } from '../hold-blocks.js';
import { mutateJson } from '../mutate-json.js';
import { mutateText } from '../mutate-text.js';
import { judgeTablesQuick } from '../quick/quick-tables.js';
import type { Maker } from '../trial.js';

const commandsOfTables: readonly (readonly string[])[] = [
  ['decode', 'block.bin', '--format', 'json'],
  ['decode', 'block.bin', '--format', 'table', '-v'],
  ['decode', 'block.bin', '--format', 'markdown'],
  ['decode', 'block.bin', '--format', 'csv'],
  ['decode', 'block.bin', '--format', 'hex'],
  ['fields'],
  ['fields', '--matrix'],
  ['fields', '--format', 'json'],
  ['fields', '--matrix', '--format', 'markdown'],
  ['explain', 'vfio_device_info'],
  ['explain', 'fid'],
  ['audit', 'vfio-zdev'],
  ['audit', 'vfio-zdev', '--format', 'json'],
  ['audit', 'vfio-zdev', '--format', 'markdown'],
  ['predict', '--vfio', 'block.bin', '--format', 'json'],
  ['diff', '--vfio', 'block.bin', '--format', 'markdown'],
];

export const tablesTrial: Maker = (corpus, random) => {
  const from = random.pick(corpus.tables);
  const { text, done } = random.once(5) ? mutateText(from.text, random) : mutateJson(from.text, random);
  const block = random.pick(corpus.blocks);
  const option = from.name.endsWith('views.json') ? '--views' : '--layouts';
  const names = option === '--views' ? { views: 'tables.json' } : { layouts: 'tables.json' };
  const commands = [0, 1, 2].map(() => [...random.pick(commandsOfTables), option, 'tables.json']);
  return {
    kind: 'tables',
    about: from.name,
    mutations: done,
    target: 'tables.json',
    files: new Map([
      ['tables.json', Buffer.from(text)],
      ['block.bin', block.bytes],
    ]),
    plan: commands,
    real: commands[0] ?? [],
    quick: (files) => judgeTablesQuick(names, files, block.bytes, block.endian),
    judge: async (files) => {
      for (const argv of commands) {
        const run = await runChecked(argv, files);
        if (argv[0] === 'decode' && argv.includes('json') && run.text !== '') holdBlocks(run.text);
      }
    },
  };
};
