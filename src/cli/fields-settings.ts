import type { ExposureClass } from '../model/interface.js';
import type { ReportFormat } from '../render/formats.js';
import type { ConditionOptions } from './conditions.js';
import type { OutputOptions } from './output.js';
import type { TableOptions } from './tables.js';

export interface FieldsCliOptions extends OutputOptions, TableOptions, ConditionOptions {
  readonly format: ReportFormat;
  readonly matrix?: true;
  readonly only?: ExposureClass;
  /** With a name, as older command lines have it, or without. */
  readonly export?: string | true;
  readonly btf?: readonly string[];
  readonly capVersion?: string;
  readonly union?: readonly string[];
}
