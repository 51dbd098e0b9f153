import { runChecked } from '../checked-run.js';
import { inFolder } from '../in-folder.js';
import { mutateBytes } from '../mutate-bytes.js';
import { mutateText } from '../mutate-text.js';
import { judgeViewsQuick } from '../quick/quick-views.js';
import type { Maker } from '../trial.js';

/** Three views of which one file is damaged. */
export const viewsTrial: Maker = (corpus, random) => {
  const from = random.pick(corpus.cases.filter((one) => one.files.has('vfio-device-info.bin')));
  const names = [...from.files.keys()].filter((name) => /\.bin$|sysfs\.txt$/.test(name));
  const name = random.pick(names);
  const block = corpus.blocks.find((one) => one.name === `${from.name}/${name}`);
  const changed =
    block === undefined
      ? mutateText(Buffer.from(from.files.get(name) ?? new Uint8Array()).toString('utf8'), random)
      : mutateBytes(block, random, corpus.blocks);
  const now = 'text' in changed ? Buffer.from(changed.text) : changed.bytes;
  const commands = [
    ['diff', 'c', '--format', random.pick(['json', 'table', 'markdown'])],
    ['diff', 'c', '--format', 'json'],
    [
      'predict',
      '--vfio',
      'c/vfio-device-info.bin',
      'c/vfio-iommu-info.bin',
      '--format',
      random.pick(['json', 'table', 'markdown', 'csv', 'hex']),
    ],
    ['audit', 'vfio-zdev', '--block', 'c/vfio-device-info.bin', '--format', random.pick(['json', 'table', 'markdown'])],
  ];
  return {
    kind: 'views',
    about: `${from.name}/${name}`,
    mutations: changed.done,
    target: `c/${name}`,
    files: new Map([...inFolder(from, 'c'), [`c/${name}`, now]]),
    plan: commands,
    real: random.pick(commands),
    quick: (files) => judgeViewsQuick('c', files),
    judge: async (files) => {
      for (const argv of commands) {
        const run = await runChecked(argv, files);
        if (argv.includes('json') && run.text !== '') JSON.parse(run.text);
      }
    },
  };
};
