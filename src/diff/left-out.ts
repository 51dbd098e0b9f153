import type { DiffReport } from '../model/diff.js';
import type { LeftOut } from './pair/pair.js';

const shown = 3;

/** A report of the blocks that are compared with nothing, those with one reason in one line; none when there are none. */
export function leftOutReport(left: readonly LeftOut[]): DiffReport[] {
  const reasons = [...new Set(left.map(({ why }) => why))];
  const facts = reasons.map((why) => {
    const names = left.filter((one) => one.why === why).map(({ name }) => name);
    const more = names.length - shown;
    return { name: `${names.slice(0, shown).join(', ')}${more > 0 ? ` and ${more} more` : ''}`, text: why };
  });
  return facts.length === 0
    ? []
    : [{ kind: 'left out', title: 'not compared', sides: [], rows: [], checks: [], facts, summary: {} }];
}
