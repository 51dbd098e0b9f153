import type { Container, Mode } from '../model/interface.js';
import type { ListFormat } from '../render/formats.js';
import type { OutputOptions } from './output.js';
import type { ReadingCliOptions } from './reading-options.js';

/** The options of `list` as commander gives them. */
export interface ListCliOptions extends OutputOptions, ReadingCliOptions {
  readonly format: ListFormat;
  readonly columns?: string;
  readonly listColumns?: true;
  readonly headings: boolean;
  readonly where?: readonly string[];
  readonly sort?: string;
  readonly base?: string;
  readonly config?: readonly string[];
  readonly qemu?: string;
  readonly mode?: Mode;
  readonly container?: Container;
}
