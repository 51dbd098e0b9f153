/**
 * Guest groups that several functions share: whose values they have.
 */
import { hexNumber } from '../bytes/hex.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import type { DiffReport, DiffRow } from '../model/diff.js';
import type { Evidence } from './evidence.js';
import type { Given } from './given.js';

/** A block, and the side of a report that it is on. */
export interface SideBlock {
  readonly side: string;
  readonly block: DecodedBlock;
}

export interface Compared {
  readonly report: DiffReport;
  readonly blocks: readonly SideBlock[];
  readonly evidence: Evidence;
  /** PCI address on the host, where a text says it. */
  readonly address: string | undefined;
  /** What the guest was given of it. */
  readonly given: Given | undefined;
}

/**
 * A report for each guest group of more than one function: who can have created it, and whose values the others
 * inherited. Null when no group is shared.
 */
export function sharedGroups(compared: readonly Compared[]): DiffReport | null {
  const byGroup = new Map<bigint, Compared[]>();
  for (const one of compared) {
    const id = one.evidence.number('guest', 'groupId');
    const members = id === undefined ? undefined : byGroup.get(id);
    if (members !== undefined) members.push(one);
    else if (id !== undefined) byGroup.set(id, [one]);
  }
  const facts = [...byGroup]
    .filter(([, members]) => members.length > 1)
    .flatMap(([id, members]) => groupFacts(id, members));
  if (facts.length === 0) return null;
  return { kind: 'groups', title: 'guest groups', sides: [], rows: [], checks: [], facts, summary: {} };
}

function groupFacts(id: bigint, members: readonly Compared[]): DiffReport['facts'][number][] {
  const fitting = members.filter(({ report }) => groupRows(report).every((row) => row.severity !== 'error'));
  const names = (list: readonly Compared[]): string => list.map(({ report }) => report.title).join(', ');
  const others = members.filter((member) => !fitting.includes(member));
  const creator =
    fitting.length === 0
      ? 'by none of them: no function has all its values'
      : `by ${names(fitting)}${fitting.length > 1 ? ' (all fit; the first one plugged)' : ''}`;
  const inherited = others.map(({ report }) => {
    const rows = groupRows(report).filter((row) => row.severity === 'error');
    return `${report.title} inherits ${rows.map((row) => row.attribute).join(', ')}`;
  });
  const text = [`${members.length} functions share it; created ${creator}`, ...inherited].join('; ');
  return [{ name: `group ${hexNumber(id, 2)}`, text }];
}

/** Rows about facts of the group. */
function groupRows(report: DiffReport): readonly DiffRow[] {
  return report.rows.filter((row) => row.scope === 'group' && row.verdicts['guest'] !== undefined);
}
