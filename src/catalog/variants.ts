/**
 * What a row says under other conditions.
 */
import { type ExposureRow, type Interface, ruleText, type Target, type Variant } from '../model/interface.js';
import type { TargetSummary, VariantSummary } from '../model/tables.js';
import { reasonOf } from './exposure.js';

/** Places with their rules. */
export function targetsOf(to: readonly Target[] = []): readonly TargetSummary[] {
  return to.map(({ field, rule, since }) => ({ field, rule: ruleText(rule), since: since ?? null }));
}

/** The variants of a row in their order, each with all that it says, inherited or not. */
export function variantsOf(item: Interface, row: ExposureRow): readonly VariantSummary[] {
  const variants = row.variants ?? [];
  return variants.map((one, i) => ({
    when: effectiveWhen(item, one, variants.slice(0, i)),
    class: one.class ?? row.class,
    to: targetsOf(one.to ?? row.to),
    why: reasonOf(item, one.why),
    source: one.source,
    unsure: one.unsure ?? row.unsure ?? null,
  }));
}

/** A variant begins where an earlier one for all functions ends, because the first that fits wins. */
function effectiveWhen({ versions }: Interface, { when }: Variant, earlier: readonly Variant[]): Variant['when'] {
  const ends = earlier
    .filter(({ when: { before, ...others } }) => before !== undefined && Object.keys(others).length === 0)
    .map((one) => versions.indexOf(one.when.before ?? ''));
  const from = versions[Math.max(-1, ...ends, versions.indexOf(when.from ?? ''))];
  return from === undefined ? when : { ...when, from };
}
