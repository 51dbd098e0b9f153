import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { progressLine } from '../../src/cli/progress.js';
import type { Io } from '../../src/model/ports.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** What a run writes that reports its progress at these milliseconds. */
function written(stderrIsTerminal: boolean, times: readonly number[]): string[] {
  const texts: string[] = [];
  const nothing = (): never => {
    throw new Error('not used');
  };
  const io: Io = {
    files: {
      read: nothing,
      list: nothing,
      write: nothing,
      entries: nothing,
      isFile: nothing,
      makeFolder: nothing,
      append: nothing,
      remove: nothing,
    },
    open: nothing,
    openEntry: nothing,
    exists: () => false,
    randomAccess: nothing,
    create: nothing,
    startWorker: nothing,
    expectStream: nothing,
    stdin: nothing,
    stdout: nothing,
    stderr: (text) => texts.push(text),
    env: {},
    arch: 'x64',
    columns: undefined,
    stdinIsTerminal: false,
    stdinIsGiven: false,
    stderrIsTerminal,
  };
  const line = progressLine(io);
  let now = 0;
  for (const [i, time] of times.entries()) {
    vi.advanceTimersByTime(time - now);
    now = time;
    line.show(() => `${i + 1} of ${times.length} cases, ${i} failed`);
  }
  line.clear();
  return texts;
}

test('nothing for a run of a second, nor where nobody looks', () => {
  expect(written(true, [10, 500, 999])).toEqual([]);
  expect(written(false, [10, 500, 5000])).toEqual([]);
});

test('then a line, at most ten times a second, gone in the end', () => {
  expect(written(true, [10, 1100, 1150, 1250])).toEqual([
    '\r2 of 4 cases, 1 failed\x1b[K',
    '\r4 of 4 cases, 3 failed\x1b[K',
    '\r\x1b[K',
  ]);
});
