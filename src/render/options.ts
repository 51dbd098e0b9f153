import type { ExposureDetail } from '../model/exposure-detail.js';
import type { BlockGuide } from '../model/guide.js';
import type { ExposureClass } from '../model/interface.js';

/** Colour depth as chalk counts it: 0 is none. */
export type ColorLevel = 0 | 1 | 2 | 3;

/** The run that a result is of, for results that are kept and passed on. */
export interface About {
  /** Versions of the tool and of its tables. */
  readonly tool: string;
  readonly tables: string;
  /** The command line, without the folders of absolute paths. */
  readonly command: string;
  /** What was read, asked for when everything was; absent where nobody remembers it. */
  readonly inputs?: (() => readonly ReadInput[]) | undefined;
}

/** A file that was read, by its name without the folders of absolute paths. */
export interface ReadInput {
  readonly source: string;
  readonly sha256: string;
  /** Whether identifiers in it were replaced, as the capture said; undefined where nobody says. */
  readonly redacted: boolean | undefined;
}

export interface RenderOptions {
  /** Columns that a line may have. */
  readonly width: number;
  readonly color: ColorLevel;
  /** Also reserved fields, raw bytes, offsets and sources. */
  readonly verbose: boolean;
  /** Result without explanations. */
  readonly quiet: boolean;
  readonly only?: ExposureClass;
  /** How much of the tables JSON repeats for each field; absent: what is usual for the format. */
  readonly exposure?: ExposureDetail | undefined;
  /** Interfaces that have a column even where no block speaks of them; absent: those that occur. */
  readonly interfaces?: readonly string[];
  readonly about?: About | undefined;
  /** Blocks beyond those that a page takes. */
  readonly left?: number | undefined;
  /** What of a block matters; absent: nothing is known of it. */
  readonly guide?: BlockGuide | undefined;
}
