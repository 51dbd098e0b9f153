/**
 * The run as `zpci-inspect/check@1`.
 */
import { renderJson } from '../json.js';
import type { CheckedRun } from './run.js';

/** Indented JSON; paths of this machine are not in it. */
export function renderCheckJson({ result }: CheckedRun): string {
  return renderJson(result);
}
