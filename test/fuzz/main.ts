/**
 * The fuzzer: damages what the fixtures hold, runs the program on it in memory, and stops at nothing until its time
 * is over. Started by run.mjs, which watches it.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runInMemory } from '../support/memory-io.js';
import { type Corpus, readCorpus } from './corpus.js';
import { Finding } from './finding.js';
import { findingOf, smallest } from './judge-trial.js';
import { trialMaker } from './make-trial.js';
import { Random } from './random.js';
import type { Trial } from './trial.js';

/** One input in so many is given to the real program, too. */
const realEvery = 500;

interface Settings {
  readonly root: string;
  readonly seed: number;
  readonly until: number;
  readonly most: number;
  /** The number of one input to do again. */
  readonly only: number | undefined;
  /** Kinds of trials; none means all. */
  readonly kinds: readonly string[];
  readonly out: string;
}

function settings(): Settings {
  const { values } = parseArgs({
    options: {
      root: { type: 'string', default: '.' },
      minutes: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      inputs: { type: 'string' },
      only: { type: 'string' },
      kind: { type: 'string', multiple: true, default: [] },
      out: { type: 'string', default: join(tmpdir(), 'zpci-inspect-fuzz') },
    },
  });
  return {
    root: resolve(values.root),
    seed: Number(values.seed),
    until: Date.now() + Number(values.minutes) * 60_000,
    most: Number(values.inputs ?? Number.POSITIVE_INFINITY),
    only: values.only === undefined ? undefined : Number(values.only),
    kinds: values.kind,
    out: values.out,
  };
}

class Tally {
  readonly started = Date.now();
  inputs = 0;
  real = 0;
  readonly kinds = new Map<string, number>();
  /** Kinds of those that the real program had, too. */
  readonly realKinds = new Map<string, number>();
  readonly mutations = new Map<string, number>();
  readonly findings = new Map<string, number>();

  count(trial: Trial): void {
    this.inputs++;
    add(this.kinds, trial.kind);
    for (const name of trial.mutations) add(this.mutations, name);
  }

  line(): string {
    const seconds = (Date.now() - this.started) / 1000;
    const rate = (this.inputs / Math.max(seconds, 0.001)).toFixed(1);
    return `${this.inputs} inputs in ${Math.round(seconds)} s (${rate}/s), ${this.findings.size} findings`;
  }
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function countsText(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}

async function fuzz(corpus: Corpus, set: Settings): Promise<Tally> {
  const tally = new Tally();
  const makeTrial = trialMaker(set.kinds);
  let lastLine = Date.now();
  for (let number = set.only ?? 0; Date.now() < set.until && tally.inputs < set.most; number++) {
    process.send?.({ number });
    const trial = makeTrial(corpus, new Random(set.seed, number));
    tally.count(trial);
    let finding = await findingOf(trial);
    if (finding === undefined && number % realEvery === 0 && isForReal(trial)) {
      tally.real++;
      add(tally.realKinds, trial.kind);
      finding = await realFinding(trial, set.root);
    }
    if (finding !== undefined) await keep(trial, finding, number, tally, set);
    if (Date.now() - lastLine > 30_000) {
      lastLine = Date.now();
      console.log(tally.line());
    }
    if (set.only !== undefined) break;
  }
  return tally;
}

/** True for trials whose files a disk can hold by their names. */
function isForReal({ kind, real, files }: Trial): boolean {
  if (!['block', 'text', 'corpus'].includes(kind) && real === undefined) return false;
  const names = [...files.keys()];
  // No file may be a folder of another, either.
  if (names.some((name) => names.some((other) => other.startsWith(`${name}/`)))) return false;
  return !names.some((name) => /(?:^|\/)\.{0,2}(?:\/|$)|[\0\ud800-\udfff]|.{200}/.test(name));
}

/** The same in a process of its own: standard output and exit code are those of the run in memory. */
async function realFinding(trial: Trial, root: string): Promise<Finding | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'zpci-inspect-fuzz-'));
  try {
    for (const [name, bytes] of trial.files) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
    const isCorpus = trial.kind === 'corpus';
    const split = isCorpus ? ['--split', '64', '--type', 'clp_rsp_query_pci_grp'] : [];
    const argv = trial.real ?? ['decode', trial.target, ...split, '--format', 'ndjson'];
    const run = await runInMemory(argv, trial.files);
    const more = isCorpus ? ['--jobs', '2'] : [];
    const real = spawnSync(process.execPath, [join(root, 'bin/zpci-inspect.cjs'), ...argv, ...more], {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', COLUMNS: '100' },
      maxBuffer: 2 ** 30,
    });
    const isSame = real.status === run.code && real.stdout.equals(run.stdout);
    return isSame
      ? undefined
      : new Finding('real-differs', `exit ${real.status} and ${run.code}: ${String(real.stderr)}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The first of each kind is made small and written down; the others are counted. */
async function keep(trial: Trial, finding: Finding, number: number, tally: Tally, set: Settings): Promise<void> {
  const isNew = !tally.findings.has(finding.key);
  add(tally.findings, finding.key);
  if (!isNew) return;
  const folder = join(set.out, `seed-${set.seed}`, String(number));
  console.log(
    `FINDING ${finding.key}\n  input ${number} (${trial.kind}, ${trial.about}: ${trial.mutations.join(' ')})`,
  );
  const files = await smallest(trial, finding, () => process.send?.({ number }));
  for (const [name, bytes] of files) {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, bytes);
  }
  const { kind, about, mutations, plan, target } = trial;
  const text = {
    finding: finding.key,
    message: finding.message,
    seed: set.seed,
    number,
    kind,
    about,
    mutations,
    target,
    plan,
  };
  writeFileSync(join(folder, 'finding.json'), `${JSON.stringify(text, null, 2)}\n`);
  console.log(
    `  ${files.get(target)?.length ?? 0} bytes in ${folder}\n  ${finding.message.split('\n').slice(0, 6).join('\n  ')}`,
  );
}

const set = settings();
fuzz(readCorpus(set.root), set).then(
  (tally) => {
    console.log(`kinds: ${countsText(tally.kinds)}`);
    console.log(`through the real program: ${countsText(tally.realKinds)}`);
    console.log(`mutations: ${countsText(tally.mutations)}`);
    for (const [key, count] of tally.findings) console.log(`finding, ${count} times: ${key}`);
    console.log(`seed ${set.seed}: ${tally.line()}, ${tally.real} through the real program`);
    process.exitCode = tally.findings.size === 0 ? 0 : 1;
    process.disconnect?.();
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 2;
    process.disconnect?.();
  },
);
