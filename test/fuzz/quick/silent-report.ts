import type { SourceReport } from '../../../src/load/source-report.js';
import { holdRefusal } from './hold-said.js';

/** Nobody reads what became of sources; trouble must be said well all the same. */
export const silent: SourceReport = {
  trouble: holdRefusal,
  open: () => undefined,
  add: () => undefined,
  note: () => undefined,
  skip: () => undefined,
  finish: () => undefined,
};
