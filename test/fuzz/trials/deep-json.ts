import { runChecked } from '../checked-run.js';
import { inFolder } from '../in-folder.js';
import type { Maker } from '../trial.js';

/** JSON inside JSON, thousands deep, in every place where the program reads some. */
export const deepJsonTrial: Maker = (corpus, random) => {
  const from = random.pick(corpus.cases.filter((one) => one.files.size < 20));
  const names = [...from.files.keys()].filter((file) => file.endsWith('.json'));
  const name = random.pick(names);
  const depth = random.pick([10, 65, 1000, 5000, 20_000, 100_000]);
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['{"fields":[', ']}'],
    ['{"__proto__":', '}'],
  ] as const);
  const nest = open.repeat(depth) + random.pick(['1', '""', '{}']) + (random.once(6) ? '' : close.repeat(depth));
  const text = Buffer.from(from.files.get(name) ?? new Uint8Array()).toString('utf8');
  const values = [...text.matchAll(/: ?("[^"]*"|\d+|true|null)/g)];
  const at = random.once(4) || values.length === 0 ? undefined : random.pick(values);
  const changed = at === undefined ? nest : `${text.slice(0, at.index)}: ${nest}${text.slice(at.index + at[0].length)}`;
  const commands = [
    ['check', 'c'],
    ['decode', 'c', '-q'],
    ['encode', `c/${name}`],
    ['decode', `c/${name}`],
    ['fields', random.pick(['--layouts', '--views']), `c/${name}`],
    ['diff', 'c', '-q'],
  ];
  return {
    kind: 'deep-json',
    about: `${from.name}/${name}, ${depth} of ${open}`,
    mutations: [],
    target: `c/${name}`,
    files: new Map([...inFolder(from, 'c'), [`c/${name}`, Buffer.from(changed)]]),
    plan: commands,
    real: random.pick(commands),
    judge: async (files) => {
      for (const argv of commands) await runChecked(argv, files);
    },
  };
};
