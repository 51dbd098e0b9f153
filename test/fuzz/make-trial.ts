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

/** How far an input goes: functions of the library, whole commands in memory too, a process of its own too. */
export type Level = 'quick' | 'whole' | 'real';

/** One input in so many is given to whole commands. */
const wholeEvery = 100;
/** One of those in so many is given to the real program. */
const realEvery = 10;

export function levelOf(number: number): Level {
  if (number % wholeEvery !== 0) return 'quick';
  return number % (wholeEvery * realEvery) === 0 ? 'real' : 'whole';
}

interface Kind {
  readonly make: Maker;
  /** Weight among all inputs; 0 for a kind that only whole commands judge. */
  readonly quick: number;
  /** Weight among those that whole commands judge. */
  readonly whole: number;
}

const kinds: Readonly<Record<string, Kind>> = {
  block: { make: blockTrial, quick: 400, whole: 10 },
  text: { make: textTrial, quick: 200, whole: 6 },
  json: { make: jsonTrial, quick: 80, whole: 2 },
  tables: { make: tablesTrial, quick: 4, whole: 3 },
  case: { make: caseTrial, quick: 40, whole: 2 },
  views: { make: viewsTrial, quick: 6, whole: 3 },
  archive: { make: archiveTrial, quick: 6, whole: 2 },
  corpus: { make: corpusTrial, quick: 30, whole: 3 },
  kernel: { make: kernelTrial, quick: 20, whole: 2 },
  log: { make: logTrial, quick: 100, whole: 4 },
  'sysfs-tree': { make: sysfsTreeTrial, quick: 60, whole: 3 },
  names: { make: namesTrial, quick: 0, whole: 1 },
  'deep-json': { make: deepJsonTrial, quick: 0, whole: 1 },
  'long-line': { make: longLineTrial, quick: 0, whole: 1 },
  many: { make: manyTrial, quick: 0, whole: 1 },
  output: { make: outputTrial, quick: 0, whole: 3 },
  'own-tables': { make: ownTablesTrial, quick: 12, whole: 3 },
};

/** What makes trials of the kinds that are named, of all without a name. */
export function trialMaker(names: readonly string[]): (level: Level) => Maker {
  const unknown = names.find((name) => !Object.hasOwn(kinds, name));
  if (unknown !== undefined) throw new Error(`no kind of trial is ${unknown}: ${Object.keys(kinds).join(', ')}`);
  const chosen = Object.entries(kinds).flatMap(([name, kind]) =>
    names.length === 0 || names.includes(name) ? [kind] : [],
  );
  const whole = pickBy(chosen, (kind) => kind.whole);
  const quick = chosen.some((kind) => kind.quick > 0) ? pickBy(chosen, (kind) => kind.quick) : whole;
  return (level) => (level === 'quick' ? quick : whole);
}

function pickBy(all: readonly Kind[], weightOf: (kind: Kind) => number): Maker {
  const sum = all.reduce((total, kind) => total + weightOf(kind), 0);
  return (corpus, random) => {
    let left = random.below(sum);
    for (const kind of all) {
      if (left < weightOf(kind)) return kind.make(corpus, random);
      left -= weightOf(kind);
    }
    throw new Error('no kind of trial');
  };
}
