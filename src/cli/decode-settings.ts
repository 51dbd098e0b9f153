import type { ReadingOptions } from '../load/blocks.js';
import type { FailOn } from '../model/severity.js';
import type { BlockFormat } from '../render/formats.js';
import type { OutputOptions } from './output.js';
import type { SelectOptions } from './select.js';
import type { TableOptions } from './tables.js';

/** The options of `decode` as commander gives them. */
export interface DecodeCliOptions extends OutputOptions, ReadingOptions, TableOptions, SelectOptions {
  readonly format: BlockFormat;
  readonly split?: string;
  readonly jobs?: string;
  readonly failOn: FailOn;
}
