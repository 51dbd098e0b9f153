import { settingsOf } from './settings.js';
import { supervise } from './supervise.js';

/** The fuzzer with the words of its command line; `worker` is the program of its processes. Returns the exit code. */
export function main(args: readonly string[], worker: string): Promise<number> {
  return supervise(settingsOf(args), worker);
}
