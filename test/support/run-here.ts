/**
 * The program on real files, in the process of the test: what a process of its own costs is more than most commands do.
 * Streams, signals, exit of a process and the built bundle are what `run` of `run.ts` is for.
 */
import { main } from '../../src/cli/main.js';
import { readUpTo } from '../../src/io/node-files.js';
import { nodeIo } from '../../src/io/node-io.js';
import { openStream } from '../../src/io/open-input.js';
import type { Io } from '../../src/model/ports.js';
import { type Run, type RunOptions, root } from './run.js';

/** The working folder belongs to the process: one run after the other. */
let last: Promise<unknown> = Promise.resolve();

/** As `run`, without a process. */
export function runHere(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const next = last.then(() => runNow(args, options));
  last = next.catch(() => undefined);
  return next;
}

async function runNow(args: readonly string[], { cwd = root, input = '', env = {} }: RunOptions): Promise<Run> {
  const before = process.cwd();
  const out: Uint8Array[] = [];
  let stderr = '';
  const stdin = typeof input === 'string' ? Buffer.from(input) : input;
  const node = nodeIo();
  const io: Io = {
    ...node,
    open: (path, first, bytesIf) =>
      path === '-' ? openStream(once(stdin), 'standard input', bytesIf) : node.open(path, first, bytesIf),
    stdin: (limit) => readUpTo(once(stdin), 'standard input', limit),
    stdout: async (text) => {
      out.push(Uint8Array.from(Buffer.from(text)));
      return true;
    },
    stderr: (text) => {
      stderr += text;
    },
    expectStream: () => Promise.resolve(),
    env: { PATH: process.env['PATH'] ?? '', COLUMNS: '100', ...env },
    columns: undefined,
    stdinIsTerminal: false,
    stderrIsTerminal: false,
  };
  process.chdir(cwd);
  try {
    const status = await main(args, io);
    return { status, stdout: Buffer.concat(out).toString('utf8'), stderr };
  } finally {
    process.chdir(before);
  }
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}
