/** Starts the processes of the fuzzer, watches them, and says what they found. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from './settings.js';
import { add, type Counts, countsText, lineOf, noCounts, sumOf, tableOf } from './tally.js';
import type { Order } from './worker.js';

/** Milliseconds of a single input that hangs. */
const longest = 180_000;
/** Megabytes that a process may hold: no input needs so many. */
const mostMemory = 700;
const sayEvery = 30_000;

/** Runs until the time is over. Returns the exit code: 1 after a finding. */
export async function supervise(set: Settings, worker: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'zpci-inspect-fuzzer-'));
  const started = Date.now();
  const all: Counts[] = [];
  const seconds = (): number => (Date.now() - started) / 1000;
  const say = setInterval(() => console.log(lineOf(sumOf(all), seconds())), sayEvery);
  const jobs = Array.from({ length: set.jobs }, (_, job) => {
    const progress = join(folder, String(job));
    writeFileSync(progress, new Uint8Array(8));
    const until = started + set.minutes * 60_000;
    return runJob({ set, first: (set.only ?? 0) + job, step: set.jobs, until, progress }, worker, all);
  });
  const codes = await Promise.all(jobs);
  clearInterval(say);
  rmSync(folder, { recursive: true });
  const sum = sumOf(all);
  console.log(`mutations: ${countsText(sum.mutations)}`);
  console.log(tableOf(sum));
  for (const [key, count] of sum.findings) console.log(`finding, ${count} times: ${key}`);
  console.log(`seed ${set.seed}: ${lineOf(sum, seconds())}`);
  return Math.max(...codes, sum.findings.size === 0 ? 0 : 1);
}

/** A process, and another one behind the input that ends it. */
async function runJob(order: Order, worker: string, all: Counts[]): Promise<number> {
  const { code, signal } = await runProcess(order, worker, all);
  if (code === 0) return 0;
  const number = runningIn(order.progress);
  const own = noCounts();
  add(own.findings, `ended by ${signal ?? code}`);
  all.push(own);
  console.log(
    `FINDING ended by ${signal ?? code}: input ${number} of seed ${order.set.seed}; --only ${number} does it again`,
  );
  return order.set.only === undefined ? runJob({ ...order, first: number + order.step }, worker, all) : 1;
}

function runProcess(
  order: Order,
  worker: string,
  all: Counts[],
): Promise<{ code: number | null; signal: string | null }> {
  const execArgv = [
    ...process.execArgv,
    '--expose-gc',
    `--max-old-space-size=${mostMemory}`,
    '--max-semi-space-size=64',
  ];
  const child = fork(worker, [], { execArgv, serialization: 'advanced' });
  const place = all.push(noCounts()) - 1;
  child.on('message', (counts: Counts) => {
    all[place] = counts;
  });
  const watch = watchHang(child, order);
  child.send(order);
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      resolve({ code, signal });
    });
  });
}

function watchHang(child: ChildProcess, { progress }: Order): NodeJS.Timeout {
  let [number, since] = [-1, Date.now()];
  return setInterval(() => {
    const now = runningIn(progress);
    if (now !== number) [number, since] = [now, Date.now()];
    else if (Date.now() - since > longest) child.kill('SIGKILL');
  }, 1000);
}

/** The number of the input that runs. */
function runningIn(progress: string): number {
  return new Float64Array(Uint8Array.from(readFileSync(progress)).buffer)[0] ?? 0;
}
