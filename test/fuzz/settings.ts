import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Settings {
  readonly root: string;
  readonly seed: number;
  readonly minutes: number;
  /** How many inputs there are; without it the time ends them. */
  readonly inputs: number;
  /** The number of one input to do again. */
  readonly only: number | undefined;
  /** Kinds of trials; none means all. */
  readonly kinds: readonly string[];
  /** Processes beside each other; which inputs there are does not depend on it. */
  readonly jobs: number;
  /** Where findings are written to. */
  readonly out: string;
}

export function settingsOf(args: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      root: { type: 'string', default: '.' },
      minutes: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      inputs: { type: 'string' },
      only: { type: 'string' },
      kind: { type: 'string', multiple: true, default: [] },
      jobs: { type: 'string', default: String(availableParallelism()) },
      out: { type: 'string', default: join(tmpdir(), 'zpci-inspect-fuzz') },
    },
  });
  return {
    root: resolve(values.root),
    seed: numberOf('seed', values.seed),
    minutes: numberOf('minutes', values.minutes),
    inputs: values.inputs === undefined ? Number.MAX_SAFE_INTEGER : numberOf('inputs', values.inputs),
    only: values.only === undefined ? undefined : numberOf('only', values.only),
    kinds: values.kind,
    jobs: values.only === undefined ? Math.max(1, numberOf('jobs', values.jobs)) : 1,
    out: values.out,
  };
}

function numberOf(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || text === '') throw new Error(`--${name} ${text} is no number`);
  return number;
}
