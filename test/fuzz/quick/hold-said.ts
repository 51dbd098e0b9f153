import { ToolError } from '../../../src/index.js';
import { Finding, hold } from '../finding.js';

/** False for what JavaScript and the library of schemas say where a value was forgotten. */
export function isSaid(text: string): boolean {
  return !/\bNaN\b|\bundefined\b|\[object |Invalid (?:type|key)/.test(text);
}

/**
 * What is called gives a result, or refuses its input in words: one line, then details. Any other error is a finding.
 * @returns undefined for what was refused.
 */
export function resultOf<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    holdRefusal(error);
    return undefined;
  }
}

/** The same for what is awaited. */
export async function awaitedResult<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    holdRefusal(error);
    return undefined;
  }
}

/** @throws Finding for anything but an error that says of the input what is wrong with it. */
export function holdRefusal(error: unknown): asserts error is ToolError {
  if (!(error instanceof ToolError)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    throw new Finding(
      `crash ${stack
        .split('\n')
        .slice(0, 2)
        .join(' ')
        .replace(/\(.*[\\/]/, '(')
        .slice(0, 160)}`,
      stack,
    );
  }
  const { message, details } = error;
  hold(message !== '', 'refused-untold', () => 'an error without words');
  hold([message, ...details].every(isSaid), 'refused-nonsense', () => [message, ...details].join('\n'));
}

/** A result is plain data: it is the same when it was JSON, so no number is NaN and nothing is lost. @throws Finding. */
export function holdPlain(result: unknown, key: string): void {
  const problem = problemIn(result, '');
  hold(problem === undefined, key, () => problem ?? '');
}

function problemIn(value: unknown, path: string): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${path} is ${value}`;
  if (typeof value === 'string') return isSaid(value) ? undefined : `${path}: ${value}`;
  if (typeof value === 'bigint' || typeof value === 'function') return `${path} is a ${typeof value}`;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const problem = problemIn(inner, `${path}.${key}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
