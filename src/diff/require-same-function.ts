import { hexNumber } from '../bytes/hex.js';
import type { DiffRow, FactValue } from '../model/diff.js';
import { ToolError } from '../model/errors.js';
import type { View } from '../model/interface.js';
import { own } from '../model/own.js';
import { isZero } from '../rules/facts.js';
import type { Evidence } from './evidence.js';

/** Facts that say which function, and which machine, a block is about. */
const identity = ['groupId', 'physicalChannel', 'virtualFunction', 'path'] as const;

/**
 * Refuses blocks of different functions or machines: all that both sides know differs.
 * One difference among agreements is a finding, not another function.
 *
 * @throws ToolError naming what each side says.
 */
export function requireSameFunction(evidence: Evidence, from: View, to: View): void {
  const known = identity.flatMap((role) => {
    if (role === 'groupId' && to === 'guest') return [];
    const one = evidence.fact(from, role);
    const other = evidence.fact(to, role);
    const [a, b] = [one?.value ?? null, other?.value ?? null];
    // Old versions of QEMU lose what VFIO tells: 0 on the guest's side says nothing.
    const isUnknown = a === null || b === null || (isZero(a) && isZero(b)) || (to === 'guest' && isZero(b));
    return isUnknown ? [] : [{ role, a, b, isSame: a === b || (other?.swapped !== null && other?.swapped === a) }];
  });
  if (known.length < 2 || known.some(({ isSame }) => isSame)) return;
  const say = (side: 'a' | 'b'): string => known.map((one) => `${labels[one.role]} ${text(one[side])}`).join(', ');
  throw new ToolError(`these blocks do not belong together: ${from} has ${say('a')}; ${to} has ${say('b')}`, [
    'compare blocks of one function of one machine, taken at the same time',
  ]);
}

/** Facts of one function alone; many have the same group. */
const ownIdentity = ['functionId', 'physicalChannel', 'virtualFunction', 'path'] as const;

/**
 * Refuses the dump of a proposal that is of another function: two or more of the facts that identify it are passed on,
 * and all of them differ.
 *
 * @throws ToolError naming what each side says.
 */
export function requireSameProposal(evidence: Evidence, rows: readonly DiffRow[], key: string): void {
  const paths = ownIdentity.map((role) => evidence.path('firmware', role));
  const known = rows.filter(
    (row) => paths.includes(`${row.struct}.${row.attribute}`) && isAlike(row.firmware, own(row.others, key) ?? null),
  );
  if (known.length < 2 || known.some((row) => own(row.verdicts, key) !== 'mismatch')) return;
  const say = (side: (row: DiffRow) => string | undefined): string =>
    known.map((row) => `${row.attribute} ${side(row)}`).join(', ');
  const [ours, theirs] = [say((row) => row.firmware?.text), say((row) => own(row.others, key)?.text)];
  throw new ToolError(`these blocks do not belong together: firmware has ${ours}; ${key} has ${theirs}`, [
    'compare blocks of one function of one machine, taken at the same time',
  ]);
}

/** Two values of one kind; a copy of a whole answer is none. */
function isAlike(one: FactValue | null, other: FactValue | null): boolean {
  if (one === null || other === null || typeof one.value !== typeof other.value) return false;
  return typeof one.value === 'number' || String(one.value).length === String(other.value).length;
}

const labels: Readonly<Record<(typeof identity)[number], string>> = {
  groupId: 'group',
  physicalChannel: 'physical channel',
  virtualFunction: 'virtual function',
  path: 'path',
};

function text(value: bigint | string): string {
  return typeof value === 'bigint' ? hexNumber(value) : value;
}
