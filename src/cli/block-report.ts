import type { DecodedBlock } from '../decode/decode-block.js';
import { describeBlock } from '../decode/describe.js';
import type { DiffReport } from '../model/diff.js';
import type { BlockReport } from '../render/block-report.js';

/** A report with the plain data of its blocks. */
export function blockReport(
  report: DiffReport,
  blocks: readonly { readonly side: string; readonly block: DecodedBlock }[],
): BlockReport {
  return {
    report,
    blocks: blocks.map(({ side, block }) => ({
      side,
      block: describeBlock(block, block.source === undefined ? {} : { source: block.source }),
    })),
  };
}
