import type { DiffReport } from '../model/diff.js';
import type { BlockResult } from '../model/result.js';

/** A block, and the side that it is on. */
export interface SideBlock {
  readonly side: string;
  readonly block: BlockResult;
}

/** A report with the blocks that it is about. */
export interface BlockReport {
  readonly report: DiffReport;
  readonly blocks: readonly SideBlock[];
}
