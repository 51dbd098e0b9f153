/**
 * One command line, and what holds for each: no crash, an exit code that is known, nothing but text in what is
 * printed, an end in time, and the same again.
 */
import { dangerousIn } from '../render/results.js';
import { type MemoryFiles, type MemoryOptions, type MemoryRun, runInMemory } from '../support/memory-io.js';
import { Finding, hold } from './finding.js';

/** Milliseconds of processor time that a command may take for inputs of this size, however loaded the machine is. */
const mostTime = 3000;
const repeats = 3;

export interface CheckedRun extends MemoryRun {
  /** Standard output as text. */
  readonly text: string;
}

/** Runs a command line. @throws Finding. */
export async function runChecked(
  argv: readonly string[],
  files: MemoryFiles,
  options: MemoryOptions = {},
): Promise<CheckedRun> {
  const { run, time } = await timedRun(argv, files, options);
  const shown = argv.join(' ');
  const text = run.stdout.toString('utf8');
  if (run.code === 70 || ![0, 1, 2].includes(run.code)) {
    throw new Finding(`crash ${crashPlace(run.stderr)}`, `${shown}: exit ${run.code}\n${run.stderr}`);
  }
  hold(run.code !== 2 || run.stderr !== '' || text !== '', 'silent-trouble', () => `${shown}: exit 2 without a word`);
  holdInert(run.stderr, `stderr of ${argv[0]}`, shown);
  if (!writesBytes(argv)) holdInert(text.replaceAll('\r\n', '\n'), `stdout of ${argv[0]} ${formatOf(argv)}`, shown);
  if (time > mostTime) await holdQuick(argv, files, options, time);
  return { ...run, text };
}

/** The same command line gives the same again. @throws Finding. */
export async function holdSame(
  argv: readonly string[],
  files: MemoryFiles,
  first: MemoryRun,
  options: MemoryOptions = {},
): Promise<void> {
  const again = await runInMemory(argv, files, options);
  const isSame = again.code === first.code && again.stderr === first.stderr && again.stdout.equals(first.stdout);
  hold(isSame, `not-the-same ${argv[0]}`, () => `${argv.join(' ')}: another output the second time`);
}

async function timedRun(
  argv: readonly string[],
  files: MemoryFiles,
  options: MemoryOptions,
): Promise<{ run: MemoryRun; time: number }> {
  const before = process.cpuUsage();
  const run = await runInMemory(argv, files, options);
  const { user, system } = process.cpuUsage(before);
  return { run, time: (user + system) / 1000 };
}

async function holdQuick(
  argv: readonly string[],
  files: MemoryFiles,
  options: MemoryOptions,
  first: number,
): Promise<void> {
  let best = first;
  for (let i = 0; i < repeats; i++) best = Math.min(best, (await timedRun(argv, files, options)).time);
  hold(best <= mostTime, `slow ${argv[0]} ${formatOf(argv)}`, () => `${argv.join(' ')}: ${Math.round(best)} ms`);
}

/** Most texts are; the others are looked at character by character. */
const isPlain = /^[\n -~]*$/;

function holdInert(text: string, where: string, argv: string): void {
  if (isPlain.test(text)) return;
  const found = dangerousIn(text);
  hold(found.length === 0, `not-inert ${where}`, () => `${argv}: ${[...new Set(found)].join(' ')}`);
}

function writesBytes(argv: readonly string[]): boolean {
  return argv[0] === 'encode';
}

function formatOf(argv: readonly string[]): string {
  const at = argv.findIndex((word) => word === '--format' || word === '--reporter');
  return at < 0 ? 'table' : (argv[at + 1] ?? '');
}

/** The first line of a stack that names a place. */
function crashPlace(stderr: string): string {
  const error = stderr.split('\n').find((line) => /Error/.test(line)) ?? '';
  const place = stderr.split('\n').find((line) => /^ +at /.test(line)) ?? '';
  return `${error.slice(0, 60)} ${place.trim().replace(/\(.*[\\/]/, '(')}`;
}
