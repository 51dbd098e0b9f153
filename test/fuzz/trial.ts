import type { MemoryFiles } from '../support/memory-io.js';
import type { Corpus } from './corpus.js';
import type { Random } from './random.js';

/** @throws Finding. */
export type Judge = (files: MemoryFiles) => void | Promise<void>;

/**
 * What is damaged, and who judges it. A trial follows from the numbers that it is made with, and its `target` is the
 * file that a finding is made smaller in.
 */
export interface Trial {
  readonly kind: string;
  /** What was mutated, and how. */
  readonly about: string;
  readonly mutations: readonly string[];
  readonly target: string;
  readonly files: MemoryFiles;
  /** The command lines, or a word for a set of them; enough to do it again. */
  readonly plan: unknown;
  /** Every input: functions of the library. A kind without it has whole commands alone. */
  readonly quick?: Judge;
  /** A sample: whole commands in memory. */
  readonly judge: Judge;
  /** A smaller sample: what the real program is given. */
  readonly real: readonly string[];
  /** Where the real program writes: to a disk that is full, or for a reader who is gone; else to one that reads all. */
  readonly realOutput?: 'full' | 'closed';
}

export type Maker = (corpus: Corpus, random: Random) => Trial;
