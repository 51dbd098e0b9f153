/** The real program in a process of its own, on files that are on a disk. */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type MemoryRun, runInMemory } from '../support/memory-io.js';
import { hold } from './finding.js';
import { onDisk } from './on-disk.js';
import type { Judge, Trial } from './trial.js';

interface RealRun {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Standard output, standard error and exit code are those of the run in memory. Where output fails, a full disk is told
 * with exit code 2 and one line, and a reader who is gone is no error.
 */
export function realJudge({ kind, real, realOutput }: Trial, root: string): Judge {
  return async (given) => {
    const files = onDisk(given);
    const folder = mkdtempSync(join(tmpdir(), 'zpci-inspect-fuzz-'));
    try {
      for (const [name, bytes] of files) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), bytes);
      }
      const run = await runInMemory(real, files);
      const found = await runReal([join(root, 'bin/zpci-inspect.cjs'), ...real], folder, realOutput);
      const shown = `${real.join(' ')}: exit ${found.code} and ${run.code}\n${found.stderr}\n${run.stderr}`;
      if (realOutput === undefined) holdSame(found, run, kind, shown);
      else holdFailure(found, run, realOutput, shown);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
}

function holdSame(found: RealRun, run: MemoryRun, kind: string, shown: string): void {
  hold(found.code === run.code, `real-exit ${kind}`, () => shown);
  hold(found.stdout.equals(run.stdout), `real-output ${kind}`, () => shown);
  hold(found.stderr === run.stderr, `real-stderr ${kind}`, () => shown);
}

function holdFailure(found: RealRun, run: MemoryRun, how: 'full' | 'closed', shown: string): void {
  const isLost = how === 'full' && run.stdout.length > 0;
  if (isLost) {
    hold(found.code === 2, 'real-full-exit', () => shown);
    hold(found.stderr.includes('standard output: no space left'), 'real-full-untold', () => shown);
  } else hold(found.code === run.code || found.code === 0, `real-${how}-exit`, () => shown);
  hold(!/^ {4}at /m.test(found.stderr), `real-${how}-stack`, () => shown);
}

async function runReal(argv: readonly string[], cwd: string, output: 'full' | 'closed' | undefined): Promise<RealRun> {
  const full = output === 'full' ? openSync('/dev/full', 'w') : undefined;
  const child = spawn(process.execPath, argv, {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', COLUMNS: '100' },
    stdio: ['ignore', full ?? 'pipe', 'pipe'],
  });
  if (full !== undefined) closeSync(full);
  if (output === 'closed') child.stdout?.destroy();
  const [stdout, stderr, code] = await Promise.all([
    output === undefined ? all(child.stdout) : Buffer.alloc(0),
    all(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]);
  return { code, stdout, stderr: stderr.toString('utf8') };
}

async function all(stream: NodeJS.ReadableStream | null): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream ?? []) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}
