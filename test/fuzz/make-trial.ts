import type { Maker } from './trial.js';
import { archiveTrial } from './trials/archive.js';
import { blockTrial } from './trials/block.js';
import { caseTrial } from './trials/case.js';
import { corpusTrial } from './trials/corpus.js';
import { deepJsonTrial } from './trials/deep-json.js';
import { jsonTrial } from './trials/json.js';
import { kernelTrial } from './trials/kernel.js';
import { logTrial } from './trials/log.js';
import { longLineTrial } from './trials/long-line.js';
import { manyTrial } from './trials/many.js';
import { namesTrial } from './trials/names.js';
import { outputTrial } from './trials/output.js';
import { ownTablesTrial } from './trials/own-tables.js';
import { sysfsTreeTrial } from './trials/sysfs-tree.js';
import { tablesTrial } from './trials/tables.js';
import { textTrial } from './trials/text.js';
import { viewsTrial } from './trials/views.js';

/** Each kind with its weight. */
const kinds: Readonly<Record<string, readonly [weight: number, make: Maker]>> = {
  block: [10, blockTrial],
  text: [6, textTrial],
  json: [2, jsonTrial],
  tables: [3, tablesTrial],
  case: [2, caseTrial],
  views: [3, viewsTrial],
  archive: [2, archiveTrial],
  corpus: [3, corpusTrial],
  kernel: [2, kernelTrial],
  log: [4, logTrial],
  'sysfs-tree': [3, sysfsTreeTrial],
  names: [1, namesTrial],
  'deep-json': [1, deepJsonTrial],
  'long-line': [1, longLineTrial],
  many: [1, manyTrial],
  output: [3, outputTrial],
  'own-tables': [3, ownTablesTrial],
};

/** What makes trials of the kinds that are named, of all without a name. */
export function trialMaker(names: readonly string[]): Maker {
  const unknown = names.find((name) => !Object.hasOwn(kinds, name));
  if (unknown !== undefined) throw new Error(`no kind of trial is ${unknown}: ${Object.keys(kinds).join(', ')}`);
  const makers = Object.entries(kinds).flatMap(([name, one]) =>
    names.length === 0 || names.includes(name) ? [one] : [],
  );
  const all = makers.reduce((sum, [weight]) => sum + weight, 0);
  return (corpus, random) => {
    let left = random.below(all);
    for (const [weight, make] of makers) {
      if (left < weight) return make(corpus, random);
      left -= weight;
    }
    throw new Error('no kind of trial');
  };
}
