import type { MemoryFiles } from '../support/memory-io.js';
import type { Corpus } from './corpus.js';
import type { Random } from './random.js';

/**
 * What is damaged, and which command lines meet it. A trial follows from the numbers that it is made with, and its
 * `target` is the file that a finding is made smaller in.
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
  /** What the real program is given, where it is not `decode` of the target as lines. */
  readonly real?: readonly string[];
  /** @throws Finding. */
  readonly judge: (files: MemoryFiles) => Promise<void>;
}

export type Maker = (corpus: Corpus, random: Random) => Trial;
