import { runChecked } from '../checked-run.js';
import type { Maker } from '../trial.js';

/** What every object has, or what a careless one could be given. */
const inherited = [
  'constructor',
  '__proto__',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
];

/** A case of which a file, and a key of every JSON in it, is called as a property that objects inherit. */
export const namesTrial: Maker = (corpus, random) => {
  const from = random.pick(corpus.cases.filter((one) => one.files.size < 20));
  const name = random.pick([...from.files.keys()].filter((file) => file !== 'manifest.json'));
  const now = random.pick(inherited);
  const keys = /"([a-z_][\w.-]*)":/gi;
  const key = random.pick(inherited);
  const files = [...from.files].map(([file, bytes]): [string, Uint8Array] => {
    if (!file.endsWith('.json')) return [`c/${file === name ? now : file}`, bytes];
    const text = Buffer.from(bytes).toString('utf8').replaceAll(`"${name}"`, `"${now}"`);
    const places = [...text.matchAll(keys)];
    const at = places.length === 0 || random.once(2) ? undefined : random.pick(places);
    const changed =
      at === undefined ? text : `${text.slice(0, at.index)}"${key}":${text.slice(at.index + at[0].length)}`;
    return [`c/${file === name ? now : file}`, Buffer.from(changed)];
  });
  const commands = [
    ['check', 'c', '--reporter', random.pick(['pretty', 'json', 'junit'])],
    random.pick([
      ['decode', 'c'],
      ['diff', 'c'],
      ['list', 'c'],
      ['compare', 'c', 'c'],
      ['check', 'c', '--update'],
    ]),
    ['decode', `c/${now}`, '--format', 'json'],
  ];
  return {
    kind: 'names',
    about: `${from.name}/${name}`,
    mutations: [now, key],
    target: `c/${now}`,
    files: new Map(files),
    plan: commands,
    real: random.pick(commands.filter((argv) => !argv.includes('--update'))),
    judge: async (all) => {
      for (const argv of commands) await runChecked(argv, all);
    },
  };
};
