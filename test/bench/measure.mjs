/** Times of processes, and of two things in turn. */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Certificates that the environment adds. To read them takes Node 20 longer than all else at its start, which would make
 * everything look close to `node -e 0`: nothing here is measured with them unless it says so.
 */
export const certificates = process.env.NODE_EXTRA_CA_CERTS;
delete process.env.NODE_EXTRA_CA_CERTS;

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const program = join(root, 'bin/zpci-inspect.cjs');

export function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Runs two actions in turn, A B, B A, A B and so on, so that what else the machine does hits both. Each returns its
 * time. `ratio` is the median of B / A of the pairs, `ofMinima` that of the shortest times.
 */
export async function pair(first, second, rounds, warmUps = 1) {
  const times = [[], []];
  for (let round = -warmUps; round < rounds; round += 1) {
    const order = round % 2 === 0 ? [0, 1] : [1, 0];
    for (const which of order) {
      const time = await [first, second][which]();
      if (round >= 0) times[which].push(time);
    }
  }
  const [ours, theirs] = times;
  return {
    ratio: median(theirs.map((time, i) => time / ours[i])),
    ofMinima: Math.min(...theirs) / Math.min(...ours),
    medians: times.map(median),
  };
}

/** Milliseconds that a process takes, its output thrown away. `accept` are the exit codes that are well. */
export function timeCommand(command, args, { accept = [0], env = {} } = {}) {
  const start = process.hrtime.bigint();
  const run = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const time = Number(process.hrtime.bigint() - start) / 1e6;
  if (run.error !== undefined) throw run.error;
  if (!accept.includes(run.status))
    throw new Error(`${command} ${args.join(' ').slice(0, 200)}: exit ${run.status ?? run.signal}\n${run.stderr}`);
  return time;
}

/**
 * The program, with the most memory that it had in MiB, `null` when the system does not tell. `feed`, when given, writes
 * its standard input. With workers the memory is that of all of them.
 */
export async function runProgram(args, { work, feed, accept = [0] }) {
  const file = join(work, 'memory');
  rmSync(file, { force: true });
  const start = process.hrtime.bigint();
  const child = spawn(process.execPath, ['--require', join(root, 'test/bench/memory.cjs'), program, ...args], {
    cwd: root,
    env: { ...process.env, BENCH_MEMORY: file },
    stdio: [feed === undefined ? 'ignore' : 'pipe', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve(status ?? signal));
  });
  if (feed !== undefined) await feed(child.stdin);
  const status = await ended;
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  if (!accept.includes(status)) throw new Error(`${args.join(' ')}: exit ${status}\n${stderr.slice(0, 2000)}`);
  const said = readFileSync(file, 'utf8');
  return { ms, mebibytes: said === '' ? null : Number(said) };
}

/** True when a program is there. */
export function isInstalled(name) {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** @throws Error when `decode` does not know one of the options. */
export function requireOptions(...names) {
  const { stdout } = spawnSync(process.execPath, [program, 'decode', '--help'], { encoding: 'utf8' });
  const missing = names.filter((name) => !new RegExp(`^ .*${name}\\b`, 'm').test(stdout));
  if (missing.length > 0) throw new Error(`decode does not know ${missing.join(', ')}`);
}
