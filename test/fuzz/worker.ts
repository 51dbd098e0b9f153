/**
 * One of the processes of the fuzzer: makes inputs, judges them, and stops at nothing until the time is over. Started by
 * supervise.ts, which watches it.
 */
import { openSync, writeSync } from 'node:fs';
import { type Corpus, readCorpus } from './corpus.js';
import { boundedJudge, findingOf } from './judge-trial.js';
import { keepFinding } from './keep-finding.js';
import { type Level, levelOf, trialMaker } from './make-trial.js';
import { Random } from './random.js';
import { realJudge } from './real-program.js';
import type { Settings } from './settings.js';
import { add, type Counts, countsOf, noCounts } from './tally.js';
import type { Judge, Trial } from './trial.js';

/** What a process is told to do. */
export interface Order {
  readonly set: Settings;
  /** The first of its inputs; the next is `step` further. */
  readonly first: number;
  readonly step: number;
  /** Time in milliseconds since 1970. */
  readonly until: number;
  /** A file for the number of the input that runs, 8 bytes. */
  readonly progress: string;
}

/** Milliseconds between two reports. */
const reportEvery = 2000;

async function fuzz(corpus: Corpus, { set, first, step, until, progress }: Order): Promise<void> {
  const counts = noCounts();
  const running = openSync(progress, 'r+');
  const number8 = new Float64Array(1);
  const makerOf = trialMaker(set.kinds);
  let reported = 0;
  for (let number = first; Date.now() < until && number < set.inputs; number += step) {
    number8[0] = number;
    writeSync(running, number8, 0, 8, 0);
    const level = levelOf(number);
    const start = performance.now();
    const trial = makerOf(level)(corpus, new Random(set.seed, number));
    await judgeAll(trial, level, number, counts, set);
    countsOf(counts, trial.kind).time += performance.now() - start;
    if (Date.now() - reported > reportEvery) {
      reported = Date.now();
      sendCounts(counts);
    }
    if (set.only !== undefined) break;
  }
  sendCounts(counts);
}

function sendCounts(counts: Counts): void {
  const { user, system } = process.cpuUsage();
  counts.cpuSeconds = (user + system) / 1e6;
  process.send?.(counts);
}

/** The judges of one input in their order, until one finds something. */
async function judgeAll(trial: Trial, level: Level, number: number, counts: Counts, set: Settings): Promise<void> {
  const own = countsOf(counts, trial.kind);
  own.inputs++;
  for (const name of trial.mutations) add(counts.mutations, name);
  for (const { name, judge } of judgesOf(trial, level, set.root)) {
    const start = performance.now();
    const finding = await findingOf(judge, trial.files);
    if (name !== 'quick') {
      own[name]++;
      own[`${name}Time`] += performance.now() - start;
    }
    if (finding === undefined) continue;
    own.findings++;
    add(counts.findings, finding.key);
    // The first of its key is kept; the others are counted.
    if (counts.findings.get(finding.key) === 1) await keepFinding({ trial, judge, level: name, finding, number }, set);
    break;
  }
}

function judgesOf(trial: Trial, level: Level, root: string): { readonly name: Level; readonly judge: Judge }[] {
  const { quick } = trial;
  const isWhole = level !== 'quick' || quick === undefined;
  return [
    ...(quick === undefined ? [] : [{ name: 'quick' as const, judge: boundedJudge(quick, trial) }]),
    ...(isWhole ? [{ name: 'whole' as const, judge: trial.judge }] : []),
    ...(level === 'real' ? [{ name: 'real' as const, judge: realJudge(trial, root) }] : []),
  ];
}

process.once('message', (order: Order) => {
  fuzz(readCorpus(order.set.root), order).then(
    () => process.disconnect(),
    (error: unknown) => {
      console.error(error);
      process.exitCode = 2;
      process.disconnect();
    },
  );
});
