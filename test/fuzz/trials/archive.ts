import { runChecked } from '../checked-run.js';
import { holdBlocks } from '../hold-blocks.js';
import { mutateBytes } from '../mutate-bytes.js';
import { judgeMachineQuick } from '../quick/quick-machine.js';
import { tarGzOf, tarOf } from '../tar-writer.js';
import type { Maker } from '../trial.js';

/** A folder of captures as a tar or a tar.gz, damaged. */
export const archiveTrial: Maker = (corpus, random) => {
  const from = random.pick(corpus.cases.filter((one) => one.files.size < 40));
  const isGz = random.once(3);
  const bytes = (isGz ? tarGzOf : tarOf)(from.files);
  const whole = { name: from.name, type: 'tar', endian: 'big', bytes, steering: headsOf(bytes) } as const;
  const mutant = mutateBytes(whole, random, corpus.blocks);
  const name = isGz ? 'bundle.tgz' : 'bundle.tar';
  const commands = [
    ['decode', name, '--format', 'json', '--fail-on', 'warning'],
    random.once(2) ? ['diff', name, '--format', 'json'] : ['decode', name, '--format', 'table'],
  ];
  return {
    kind: 'archive',
    about: from.name,
    mutations: mutant.done,
    target: name,
    files: new Map([[name, mutant.bytes]]),
    plan: commands,
    real: ['decode', name, '--format', 'json'],
    quick: (files) => judgeMachineQuick(name, files),
    judge: async (files) => {
      for (const argv of commands) {
        const run = await runChecked(argv, files);
        if (argv[0] === 'decode' && argv.includes('json') && run.text !== '') holdBlocks(run.text);
      }
    },
  };
};

/** Places in the heads of a tar that are worth damaging: name, size, kind, sum, magic. */
function headsOf(bytes: Uint8Array): { at: number; size: number }[] {
  const heads: { at: number; size: number }[] = [];
  for (let at = 0; at < bytes.length && heads.length < 2000; at += 512)
    for (const field of [0, 4, 100, 124, 130, 134, 148, 152, 156, 257, 345]) heads.push({ at: at + field, size: 4 });
  return heads;
}
