import type { Mode } from '../model/interface.js';
import type { FailOn } from '../model/severity.js';
import type { OutputOptions } from './output.js';
import type { TableOptions } from './tables.js';

/** Options of `check` as commander gives them. */
export interface CheckCliOptions extends OutputOptions, TableOptions {
  readonly filter?: string;
  readonly list?: true;
  readonly reporter?: readonly string[];
  readonly update?: true;
  readonly force?: true;
  readonly failOn: FailOn;
  readonly init?: string;
  readonly title?: string;
  readonly how?: string;
  readonly synthetic?: true;
  readonly linux?: string;
  readonly qemu?: string;
  readonly mode?: Mode;
  readonly input?: string;
  readonly word?: '2' | '4' | '8';
  readonly wordEndian?: 'big' | 'little';
}
