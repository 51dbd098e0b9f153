/**
 * First question, measured: does a value of firmware fit at each step into the kernel's own copy and into the struct of
 * the user?
 */
import type { AuditAnswers, MeasuredRow, MeasuredStep, Outcome } from '../model/audit.js';
import type { Rule } from '../model/interface.js';
import { own } from '../model/own.js';
import type { Link } from './pairs.js';
import type { Subject } from './subject.js';
import { count, listText } from './words.js';

/** Bits of a member of a struct in a kernel; undefined when it has none of them. */
export interface MeasuringKernel {
  readonly name: string;
  bitsOf(struct: string, member: string): number | undefined;
}

/** A row for every value that is passed on with its bits; none where the tables name no copy. */
export function measuredRows({ item, links }: Subject, kernel: MeasuringKernel): MeasuredRow[] {
  const copy = item.audit?.kernelCopy;
  if (copy === undefined) return [];
  return links.flatMap((link) => {
    const { firmware, target, user } = link;
    const growth = growthOf(target.rule);
    if (!firmware.offered || user === null || growth === undefined) return [];
    const first = step(kernel, firmware.place.struct, firmware.place.field);
    const between = step(kernel, copy.struct, own(copy.members, firmware.name) ?? firmware.place.field);
    const last = step(kernel, user.place.struct, user.place.field);
    const sizes = [first.bits, between.bits, last.bits];
    const isKnown = sizes.every((bits) => bits !== null);
    const needed = neededBits(first.bits ?? 0, link) + growth;
    // An array without a length takes what there is.
    const holds = isKnown ? [between.bits, last.bits].every((bits) => bits === 0 || (bits ?? 0) >= needed) : null;
    return [{ firmware: first, copy: between, user: last, holds }];
  });
}

function step(kernel: MeasuringKernel, struct: string, member: string): MeasuredStep {
  return { path: `${struct}.${member}`, bits: kernel.bitsOf(struct, member) ?? null };
}

/** Bits that the value has more than firmware's own; undefined for what is no copy of it. */
function growthOf(rule: Rule): number | undefined {
  if (rule.kind === 'times') return Math.ceil(Math.log2(rule.factor));
  return rule.kind === 'present' || rule.kind === 'madeUp' ? undefined : 0;
}

function neededBits(bits: number, { target: { rule } }: Link): number {
  if (rule.kind === 'bit') return 1;
  return rule.kind === 'bits' ? rule.width : bits;
}

interface Verdict {
  readonly outcome: Outcome;
  readonly verdict: string;
}

/** The verdict of the tables, and what was measured. */
export function measuredVerdict(tables: Verdict, measured: AuditAnswers['consistency']['measured']): Verdict {
  if (measured === null) return tables;
  const { kernel, rows } = measured;
  const bad = rows.filter(({ holds }) => holds === false).map(({ firmware }) => firmware.path);
  const unknown = rows.filter(({ holds }) => holds === null).length;
  if (bad.length > 0) {
    return { outcome: 'fault', verdict: `${tables.verdict} In ${kernel} there is no room for ${listText(bad)}.` };
  }
  const known = rows.length - unknown;
  if (known === 0) return { ...tables, verdict: `${tables.verdict} In ${kernel} no value can be followed.` };
  const rest = unknown === 0 ? '' : `; ${count(unknown, 'value')} cannot be followed in it`;
  return {
    ...tables,
    verdict: `${tables.verdict} In ${kernel} ${count(known, 'value')} of ${rows.length} fit at each step${rest}.`,
  };
}
