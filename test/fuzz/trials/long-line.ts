import { runChecked } from '../checked-run.js';
import { hostile } from '../mutate-text.js';
import type { Maker } from '../trial.js';

/** Characters of a line, so that a step that is quadratic in it does not pass for one that is not. */
const length = 400_000;
const signs = [
  '00 ',
  '0x00, ',
  '{',
  '{1,',
  '"',
  '\\x00',
  'A',
  '> ',
  '[1, ',
  '$1 = {',
  '/*',
  ': 00',
  ' | ',
  '-device ',
  '<',
];

/** A line of a text that is repeated until it is very long, a character of it, or nothing but one sign. */
export const longLineTrial: Maker = (corpus, random) => {
  const from = random.pick([...corpus.texts, ...corpus.logs]);
  const lines = from.text.split('\n');
  const at = random.below(lines.length);
  const line = lines[at] ?? '';
  const start = random.below(line.length + 1);
  const piece =
    random.pick([line, line.slice(start, start + 1 + random.small(12)), ...signs, random.pick(hostile)]) || ' ';
  const long = piece.repeat(Math.ceil(length / piece.length));
  lines.splice(at, 1, random.once(2) ? line.slice(0, start) + long + line.slice(start) : long);
  const commands = [
    ['decode', 'long.txt', ...(random.once(3) ? ['--partial'] : [])],
    random.pick([
      ['diff', 'long.txt'],
      ['list', 'long.txt'],
      ['predict', '--config', 'long.txt'],
    ]),
  ];
  return {
    kind: 'long-line',
    about: `${from.name}, line ${at + 1} of ${JSON.stringify(piece.slice(0, 24)).replace(/[^ -~]/g, '?')}`,
    mutations: [],
    target: 'long.txt',
    files: new Map([['long.txt', Buffer.from(lines.join('\n'))]]),
    plan: commands,
    real: ['decode', 'long.txt', '--format', 'ndjson'],
    judge: async (files) => {
      for (const argv of commands) await runChecked(argv, files);
    },
  };
};
