import type { MemoryFiles } from '../support/memory-io.js';
import { Finding, hold } from './finding.js';
import { shrink } from './shrink.js';
import type { Judge, Trial } from './trial.js';

/** Milliseconds that functions of the library may take for an input, and more for each byte of it. */
const mostTime = 50;
const timeForByte = 0.001;
/** How often a slow input is tried again: its best time counts, whatever else the machine does. */
const repeats = 4;

/** What a judge shows that must not be; an error of the fuzzer itself counts too. */
export async function findingOf(judge: Judge, files: MemoryFiles): Promise<Finding | undefined> {
  try {
    await judge(files);
    return undefined;
  } catch (error) {
    if (error instanceof Finding) return error;
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return new Finding(`check failed: ${stack.split('\n')[0]}`, stack);
  }
}

/** The judge of every input, which also holds that it ends in time and that no byte given to it was changed. */
export function boundedJudge(quick: Judge, { kind, target }: Trial): Judge {
  return async (files) => {
    const before = Buffer.from(files.get(target) ?? new Uint8Array());
    const start = performance.now();
    await quick(files);
    const time = performance.now() - start;
    hold(before.equals(files.get(target) ?? before), `argument-changed ${kind}`, () => `${target} is another now`);
    const size = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
    const most = mostTime + size * timeForByte;
    if (time > most) await holdQuick(quick, files, most, kind);
  };
}

/** Processor time of the best of several tries. */
async function holdQuick(quick: Judge, files: MemoryFiles, most: number, kind: string): Promise<void> {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < repeats && best > most; i++) {
    const before = process.cpuUsage();
    await quick(files);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  hold(best <= most, `slow ${kind}`, () => `${best.toFixed(1)} ms, at most ${most.toFixed(1)}`);
}

/** The files of a trial with the damaged one as small as the same finding allows, after so many tries. */
export async function smallest(trial: Trial, judge: Judge, finding: Finding, tries: number): Promise<MemoryFiles> {
  const bytes = trial.files.get(trial.target);
  if (bytes === undefined) return trial.files;
  const withTarget = (changed: Uint8Array): MemoryFiles => new Map([...trial.files, [trial.target, changed]]);
  const isSame = async (changed: Uint8Array): Promise<boolean> =>
    (await findingOf(judge, withTarget(changed)))?.key === finding.key;
  const isText = !/\.(bin|tar|tgz)$/.test(trial.target);
  return withTarget(await shrink(bytes, isText, isSame, tries));
}
