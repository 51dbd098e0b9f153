import { runChecked } from '../checked-run.js';
import { inFolder } from '../in-folder.js';
import { mutateJson } from '../mutate-json.js';
import { mutateText } from '../mutate-text.js';
import { judgeCaseQuick } from '../quick/quick-case.js';
import type { Maker } from '../trial.js';

const reporters = ['pretty', 'json', 'junit', 'ktap', 'github', 'sarif'];

export const caseTrial: Maker = (corpus, random) => {
  const from = random.pick(corpus.cases.filter((one) => one.files.size < 20));
  const name = random.pick([...from.files.keys()].filter((file) => file.endsWith('.json') || file.endsWith('.bin')));
  const bytes = from.files.get(name) ?? new Uint8Array();
  const isJson = name.endsWith('.json') && !random.once(8);
  const changed = isJson
    ? mutateJson(Buffer.from(bytes).toString('utf8'), random)
    : { ...mutateText(Buffer.from(bytes).toString('latin1'), random) };
  const now = Buffer.from(changed.text, isJson ? 'utf8' : 'latin1');
  const commands = [
    ['check', 'c', '--reporter', random.pick(reporters)],
    ['check', 'c', '--reporter', random.pick(reporters), ...(random.once(2) ? ['-v'] : ['--update'])],
  ];
  return {
    kind: 'case',
    about: `${from.name}/${name}`,
    mutations: changed.done,
    target: `c/${name}`,
    files: new Map([...inFolder(from, 'c'), [`c/${name}`, now]]),
    plan: commands,
    real: commands[0] ?? [],
    quick: (files) => judgeCaseQuick(`c/${name}`, files.get(`c/${name}`) ?? now),
    judge: async (files) => {
      for (const argv of commands) await runChecked(argv, files, { env: { GITHUB_ACTIONS: 'true' } });
    },
  };
};
