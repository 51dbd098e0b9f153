import { functionTitle } from '../diff/compare-function.js';
import { columns } from '../list/columns.js';
import type { FunctionOfMachine } from '../list/list-machine.js';
import type { DiffReport } from '../model/diff.js';
import type { BlockReport } from '../render/block-report.js';
import { blockReport } from './block-report.js';

/** What is known of a function beyond its row: what `diff` says of it, or where nothing was compared what each source says. */
export function behindRow(one: FunctionOfMachine): BlockReport {
  return blockReport(one.report ?? uncompared(one), one.sides);
}

function uncompared({ listed }: FunctionOfMachine): DiffReport {
  const known = columns.flatMap(({ name, value, text }) => {
    const own = text === undefined ? value(listed) : text(listed);
    return own === null || own === '' ? [] : [{ name, text: String(own) }];
  });
  return {
    kind: 'function',
    title: functionTitle(listed.fid === null ? undefined : BigInt(listed.fid)),
    sides: [],
    rows: [],
    checks: [],
    facts: known,
    summary: {},
  };
}
