import { runInMemory } from '../../support/memory-io.js';
import { hold } from '../finding.js';
import { inFolder } from '../in-folder.js';
import type { Maker } from '../trial.js';

const commandsWith = (format: string): readonly (readonly string[])[] => [
  ['decode', 'c', '--format', format],
  ['decode', 'c/manifest.json'],
  ['diff', 'c', '--format', format],
  ['list', 'c', '--format', format],
  ['compare', 'c', 'c', '--format', format],
  ['check', 'c'],
  ['check', 'c', '--reporter', 'json'],
  ['fields', '--format', format],
  ['explain', 'fid'],
  ['audit', 'vfio-zdev', '--format', format],
  ['help', 'formats'],
  ['capture'],
  ['completion', 'bash'],
  ['--help'],
  ['--version'],
];

/** Standard output that takes some pieces and then no more: a full disk is told with exit code 2, a closed pipe is not. */
export const outputTrial: Maker = (corpus, random) => {
  const from = random.pick(corpus.cases.filter((one) => one.files.size < 20));
  const argv = random.pick(commandsWith(random.pick(['json', 'table', 'markdown', 'csv'])));
  const after = random.small(6);
  const how = random.pick(['full', 'closed'] as const);
  return {
    kind: 'output',
    about: `${how} after ${after} pieces`,
    mutations: [argv[0] ?? ''],
    target: 'c/manifest.json',
    files: new Map(inFolder(from, 'c')),
    plan: argv,
    real: argv,
    realOutput: how,
    judge: async (files) => {
      const whole = await runInMemory(argv, files);
      const run = await runInMemory(argv, files, { output: { after, how } });
      const shown = `${argv.join(' ')}: exit ${run.code}, ${whole.code} where all is taken\n${run.stderr}`;
      hold([0, 1, 2].includes(run.code), `output-crash ${argv[0]}`, () => shown);
      const isCut = run.pieces > after;
      if (how === 'full' && isCut) {
        hold(run.code === 2, `output-lost ${argv[0]}`, () => shown);
        hold(run.stderr.includes('no space left'), `output-untold ${argv[0]}`, () => shown);
      }
      if (how === 'closed') hold(run.pieces <= after + 2, `output-goes-on ${argv[0]}`, () => `${run.pieces} pieces`);
    },
  };
};
