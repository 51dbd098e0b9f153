import type { MemoryFiles } from '../support/memory-io.js';
import { Finding } from './finding.js';
import { shrink } from './shrink.js';
import type { Trial } from './trial.js';

/** What a trial shows that must not be; an error of the fuzzer itself counts too. */
export async function findingOf(trial: Trial, files: MemoryFiles = trial.files): Promise<Finding | undefined> {
  try {
    await trial.judge(files);
    return undefined;
  } catch (error) {
    if (error instanceof Finding) return error;
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return new Finding(`check failed: ${stack.split('\n')[0]}`, stack);
  }
}

/** The files of a trial with the damaged one as small as the same finding allows; `alive` is called before each try. */
export async function smallest(trial: Trial, finding: Finding, alive: () => void): Promise<MemoryFiles> {
  const bytes = trial.files.get(trial.target);
  if (bytes === undefined) return trial.files;
  const withTarget = (changed: Uint8Array): MemoryFiles => new Map([...trial.files, [trial.target, changed]]);
  const isSame = async (changed: Uint8Array): Promise<boolean> => {
    alive();
    return (await findingOf(trial, withTarget(changed)))?.key === finding.key;
  };
  const isText = !/\.(bin|tar|tgz)$/.test(trial.target);
  return withTarget(await shrink(bytes, isText, isSame));
}
