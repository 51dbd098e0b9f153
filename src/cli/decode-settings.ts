import type { ExposureDetail } from '../model/exposure-detail.js';
import type { FailOn } from '../model/severity.js';
import type { BlockFormat } from '../render/formats.js';
import type { OutputOptions } from './output.js';
import type { ReadingCliOptions } from './reading-options.js';
import type { SelectOptions } from './select.js';

/** The options of `decode` as commander gives them. */
export interface DecodeCliOptions extends OutputOptions, ReadingCliOptions, SelectOptions {
  readonly format: BlockFormat;
  readonly split?: string;
  readonly jobs?: string;
  readonly failOn: FailOn;
  readonly exposure?: ExposureDetail;
}
