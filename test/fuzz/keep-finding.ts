import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from './finding.js';
import { smallest } from './judge-trial.js';
import type { Level } from './make-trial.js';
import { onDisk } from './on-disk.js';
import type { Settings } from './settings.js';
import type { Judge, Trial } from './trial.js';

/** Who found what in which input. */
export interface Kept {
  readonly trial: Trial;
  readonly judge: Judge;
  readonly level: Level;
  readonly finding: Finding;
  readonly number: number;
}

/** Tries to make it smaller: a process takes a thousand times as long as a function. */
const tries: Readonly<Record<Level, number>> = { quick: 400, whole: 200, real: 20 };

/** Says what was found, and writes the input down, made small. */
export async function keepFinding(
  { trial, judge, level, finding, number }: Kept,
  { out, seed }: Settings,
): Promise<void> {
  const { kind, about, mutations, plan, target } = trial;
  const { key, message } = finding;
  console.log(`FINDING ${key}\n  input ${number} (${kind}, ${about}: ${mutations.join(' ')})`);
  const folder = join(out, `seed-${seed}`, String(number));
  const files = await smallest(trial, judge, finding, tries[level]);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of onDisk(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  const text = { finding: key, message, seed, number, kind, about, mutations, target, plan };
  writeFileSync(join(folder, 'finding.json'), `${JSON.stringify(text, null, 2)}\n`);
  const size = files.get(target)?.length ?? 0;
  console.log(`  ${size} bytes in ${folder}\n  ${message.split('\n').slice(0, 6).join('\n  ')}`);
}
