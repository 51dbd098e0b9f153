/**
 * Two blocks of the same kind: two firmware levels, two kernels, two times.
 */
import type { Catalog } from '../catalog/catalog.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import type { DiffReport, DiffRow, Verdict } from '../model/diff.js';
import { ToolError } from '../model/errors.js';
import { type Fact, makeFacts } from '../rules/facts.js';
import { judgement } from '../rules/judge.js';
import { countVerdicts } from './count.js';
import { factValue } from './fact-value.js';

/**
 * Field by field: `same`, `mismatch`, `swapped`, `missing`, `unexpected`, `truncated`. Every struct that either
 * block has is compared; the first block stands in the firmware column, the second in that of its user.
 *
 * @throws ToolError when the blocks are of different kinds.
 */
export function structuralDiff(first: DecodedBlock, second: DecodedBlock, catalog: Catalog): DiffReport {
  if (first.type !== second.type) {
    throw new ToolError(
      `a ${first.type} and a ${second.type} cannot be compared field by field; give one of them with --vfio or --guest`,
    );
  }
  const left = makeFacts(catalog, [first]);
  const right = makeFacts(catalog, [second]);
  const structs = [...new Set([...left.structs, ...right.structs])];
  const rows = structs.flatMap((struct) => {
    const paths = [...new Set([...left.factsOf(struct), ...right.factsOf(struct)].map((fact) => fact.path))];
    return paths.flatMap((path) => rowOf(struct, path, left.find(path), right.find(path)));
  });
  return {
    kind: 'blocks',
    title: `${first.source ?? 'first'} against ${second.source ?? 'second'} (${first.type})`,
    sides: [{ key: 'other', interface: first.type, version: '', why: 'the second block, field by field' }],
    rows,
    checks: [],
    facts: [],
    summary: countVerdicts(rows),
  };
}

function rowOf(struct: string, path: string, left: Fact | undefined, right: Fact | undefined): DiffRow[] {
  const fact = left ?? right;
  if (fact === undefined || fact.leaf?.kind !== 'value') return [];
  const said = compareFacts(left, right);
  return [
    {
      struct,
      attribute: path.slice(struct.length + 1),
      firmware: factValue(left),
      vfio: null,
      guest: null,
      others: { other: factValue(right) },
      verdicts: { other: said.verdict },
      severity: said.severity,
      why: `other: ${said.why}`,
      reasons: { other: said.why },
      need: 'none',
      scope: 'call',
    },
  ];
}

function compareFacts(
  left: Fact | undefined,
  right: Fact | undefined,
): { verdict: Verdict; severity: DiffRow['severity']; why: string } {
  const a = left?.status === 'ok' ? left.value : null;
  const b = right?.status === 'ok' ? right.value : null;
  if (a === null && b === null) return judgement('same', 'neither block has it');
  if (b === null)
    return judgement(right?.status === 'truncated' ? 'truncated' : 'missing', 'only the first block has it');
  if (a === null)
    return judgement(left?.status === 'truncated' ? 'truncated' : 'unexpected', 'only the second block has it');
  if (a === b) return judgement('same', 'equal');
  if (right?.swapped === a) return judgement('swapped', 'equal after a byte swap');
  return judgement('mismatch', 'differs');
}
