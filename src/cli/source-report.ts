import type { SourceReport } from '../load/source-report.js';
import { ToolError } from '../model/errors.js';
import { safe } from '../render/safe.js';
import { exitCodes } from './exit-codes.js';
import { printError } from './print-error.js';
import type { Session } from './session.js';

/** A report to the session. */
export function sourceReport(
  session: Session,
  { verbose, quiet }: { readonly verbose?: true; readonly quiet?: true },
): SourceReport {
  const { io, found } = session;
  const counts = new Map<string, { blocks: number; left: number }>();
  let isTrouble = false;
  const say = (text: string): void => io.stderr(`zpci-inspect: ${safe(text)}\n`);
  const countOf = (container: string): { blocks: number; left: number } => {
    const count = counts.get(container) ?? { blocks: 0, left: 0 };
    counts.set(container, count);
    return count;
  };
  const trouble = (error: ToolError): void => {
    isTrouble = true;
    found(exitCodes.trouble);
    printError(io, error);
  };
  return {
    trouble,
    note: say,
    open: (container) => void countOf(container),
    add: (container, blocks) => {
      if (container !== undefined) countOf(container).blocks += blocks;
    },
    skip: (container, place, reason) => {
      countOf(container).left++;
      if (verbose === true) say(`${place}: left out: ${reason}`);
    },
    finish: () => {
      for (const [container, { blocks, left }] of counts) {
        const files = left === 0 ? 'no file in it' : `${left} file${left === 1 ? '' : 's'}`;
        if (blocks === 0 && !isTrouble) trouble(new ToolError(`${container}: holds no block (${files}; -v says why)`));
        else if (left > 0 && verbose !== true && quiet !== true) say(`${container}: ${files} left out (-v says why)`);
      }
    },
  };
}
