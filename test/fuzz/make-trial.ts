import type { Corpus } from './corpus.js';
import type { Random } from './random.js';
import type { Maker, Trial } from './trial.js';
import { archiveTrial } from './trials/archive.js';
import { blockTrial } from './trials/block.js';
import { caseTrial } from './trials/case.js';
import { corpusTrial } from './trials/corpus.js';
import { jsonTrial } from './trials/json.js';
import { kernelTrial } from './trials/kernel.js';
import { tablesTrial } from './trials/tables.js';
import { textTrial } from './trials/text.js';
import { viewsTrial } from './trials/views.js';

const makers: readonly (readonly [weight: number, make: Maker])[] = [
  [10, blockTrial],
  [6, textTrial],
  [2, jsonTrial],
  [3, tablesTrial],
  [2, caseTrial],
  [3, viewsTrial],
  [2, archiveTrial],
  [3, corpusTrial],
  [2, kernelTrial],
];

/** One trial; the kinds have their weights. */
export function makeTrial(corpus: Corpus, random: Random): Trial {
  let left = random.below(makers.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, make] of makers) {
    if (left < weight) return make(corpus, random);
    left -= weight;
  }
  throw new Error('no kind of trial');
}
