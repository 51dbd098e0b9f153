/** The process behind the `Io` port. */
import { once } from 'node:events';
import type { Io } from '../model/ports.js';
import { nodeCaseFiles } from './case-files.js';
import { readUpTo } from './node-files.js';

/** Standard streams, environment and files of this process. A closed pipe ends output silently. */
export function nodeIo(): Io {
  let closed = false;
  const onError = (error: NodeJS.ErrnoException): void => {
    closed = true;
    if (error.code !== 'EPIPE') throw error;
  };
  process.stdout.on('error', onError);
  process.stderr.on('error', onError);
  return {
    files: nodeCaseFiles,
    stdin: (limit) => readUpTo(process.stdin, 'standard input', limit),
    stdout: async (text) => {
      if (closed || process.stdout.write(text) || closed) return;
      await Promise.race([once(process.stdout, 'drain'), once(process.stdout, 'close')]).catch(() => undefined);
    },
    stderr: (text) => {
      process.stderr.write(text);
    },
    env: process.env,
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
    stdinIsTerminal: process.stdin.isTTY === true,
    stderrIsTerminal: process.stderr.isTTY === true,
  };
}
