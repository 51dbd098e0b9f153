import { runChecked } from '../checked-run.js';
import { inFolder } from '../in-folder.js';
import { mutateText } from '../mutate-text.js';
import { judgeLogQuick } from '../quick/quick-text.js';
import type { Maker } from '../trial.js';

/** A log, a copy of sysfs, or the configuration of a guest, damaged: alone, and beside a capture. */
export const logTrial: Maker = (corpus, random) => {
  const from = random.pick(corpus.logs);
  const { text, done } = mutateText(from.text, random);
  const beside = random.pick(corpus.cases.filter((one) => one.files.size < 20));
  const name = from.name.endsWith('.xml') ? 'guest.xml' : 'guest.log';
  const format = random.pick(['json', 'table', 'markdown']);
  const commands = [
    ['decode', name],
    random.pick([
      ['diff', 'c', name, '--format', format],
      ['diff', 'c', '--config', name, '--format', format],
      ['list', 'c', name, '--format', format],
      ['predict', 'c', '--config', name, '--format', format],
    ]),
  ];
  return {
    kind: 'log',
    about: from.name,
    mutations: done,
    target: name,
    files: new Map([...inFolder(beside, 'c'), [name, Buffer.from(text)]]),
    plan: commands,
    real: random.pick(commands),
    quick: (files) => judgeLogQuick(files.get(name) ?? new Uint8Array()),
    judge: async (files) => {
      for (const argv of commands) {
        const run = await runChecked(argv, files);
        if (argv.includes('json') && run.text !== '') JSON.parse(run.text);
      }
    },
  };
};
