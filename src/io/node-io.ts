/** The process behind the `Io` port. */
import { existsSync } from 'node:fs';
import type { Io } from '../model/ports.js';
import { nodeCaseFiles } from './case-files.js';
import { couldBeTerminal, descriptorWriter, isPipeOrFile } from './descriptors.js';
import { readUpTo } from './node-files.js';
import { openEntry, openInput } from './open-input.js';

/**
 * Standard streams, environment and files of this process. A closed pipe ends output silently.
 *
 * Output goes straight to the descriptors, and every question about them waits until it is asked: the
 * stream objects of Node take longer to make than a block to decode.
 */
export function nodeIo(): Io {
  const stderr = descriptorWriter(2, 'standard error', () => process.stderr);
  return {
    files: nodeCaseFiles,
    open: openInput,
    openEntry,
    exists: existsSync,
    randomAccess: async (path) => (await import('./random-access.js')).randomAccess(path),
    stdin: (limit) => readUpTo(process.stdin, 'standard input', limit),
    stdout: descriptorWriter(1, 'standard output', () => process.stdout),
    stderr: (text) => void stderr(text).catch(() => undefined),
    create: async (path) => (await import('./write-file.js')).createWhole(path),
    startWorker: async (name, data) => (await import('./worker.js')).startWorker(name, data),
    expectStream: async () => (await import('./limit-young-heap.js')).limitYoungHeap(),
    env: process.env,
    arch: process.arch,
    get columns() {
      return couldBeTerminal(1) && process.stdout.isTTY ? process.stdout.columns : undefined;
    },
    get stdinIsTerminal() {
      return couldBeTerminal(0) && process.stdin.isTTY === true;
    },
    get stdinIsGiven() {
      return isPipeOrFile(0);
    },
    get stderrIsTerminal() {
      return couldBeTerminal(2) && process.stderr.isTTY === true;
    },
  };
}
