/**
 * Facts that are there or not: capabilities, fields of a later version, blocks that were not given.
 */
import { compareVersions } from '../bytes/version.js';
import { hasRole } from '../catalog/catalog.js';
import type { Target } from '../model/interface.js';
import type { EffectiveRow } from '../rules/effective-row.js';
import type { Fact, Value } from '../rules/facts.js';
import { type Judgement, judgement, known } from '../rules/judge.js';
import type { ComparisonContext } from './comparison-context.js';
import { isSince, type Side } from './side.js';

/** A capability that is there exactly when firmware's bit says so. */
export function presence(
  side: Side,
  effective: EffectiveRow,
  target: Target,
  path: string,
  value: Value,
  context: ComparisonContext,
  firmware: Fact,
): Judgement {
  const isFlag = side.facts.find(path) !== undefined;
  if (isFlag) return flagPresence(side, effective, path, context, firmware);
  if (side.facts.doubt(target.field) !== undefined)
    return judgement('unchecked', `no block was given that could hold ${target.field}`);
  const there = side.facts.has(target.field);
  if (value === 1n)
    return there
      ? judgement('derived', 'capability present')
      : missingStruct(context, side, target.field, `${target.field} is not in the chain although firmware has the bit`);
  return there
    ? judgement('unexpected', `${target.field} is in the chain although firmware does not have the bit`)
    : judgement('derived', 'no capability, as the bit is 0');
}

/** The guest's flag against the presence of the capability that it comes from. */
function flagPresence(
  side: Side,
  effective: EffectiveRow,
  path: string,
  context: ComparisonContext,
  firmware: Fact,
): Judgement {
  const user = side.facts.find(path);
  const via = effective.via;
  const knows = via !== undefined && context.user !== undefined && context.user.facts.doubt(via) === undefined;
  const expected = knows && via !== undefined ? (context.user?.facts.has(via) === true ? 1n : 0n) : firmware.value;
  if (user?.value === expected) return judgement('same', 'as the capability says');
  return judgement('mismatch', `${user?.value ?? 'nothing'}, expected ${expected ?? 'nothing'}`);
}

/** A struct that is not in a chain that could hold it: whether its age explains that. */
function missingStruct({ catalog }: ComparisonContext, side: Side, struct: string, why: string): Judgement {
  const layout = catalog.layout(struct);
  const since = layout !== undefined && hasRole(layout, 'capability') ? layout.role.versions[0]?.since : undefined;
  const version = /^Linux (\d[\d.]*)/.exec(since ?? '')?.[1];
  const isThere = version === undefined || isSince(side, version);
  if (isThere === true) return judgement('missing', why);
  if (isThere === false) {
    const own = side.given ?? side.conditions.version;
    return known('missing', `this version (${own}) has no ${struct}; it came with ${since}`, 'warning');
  }
  return judgement('missing', `${why}; it came with ${since}, and whether these bytes are older is not known`);
}

/** A target that the user's blocks do not have. */
export function absence(
  context: ComparisonContext,
  side: Side,
  effective: EffectiveRow,
  target: Target,
  struct: string,
  user: Fact | undefined,
): Judgement {
  if (effective.class === 'hidden') return judgement('hidden', effective.why);
  const isYounger = target.since !== undefined && compareVersions(side.conditions.version, target.since) < 0;
  if (user?.status === 'absent' || (isYounger && side.facts.has(struct))) {
    const since = target.since === undefined ? '' : `; it came with ${target.since}`;
    return known('missing', `this version (${side.conditions.version}) has no such field${since}`, 'warning');
  }
  if (isYounger && struct === 'sysfs') {
    return judgement(
      'hidden',
      `this version (${side.conditions.version}) has no such attribute; it came with ${target.since}`,
    );
  }
  if (!side.facts.has(struct) && side.facts.doubt(struct) !== undefined) {
    // A text of attributes is hardly ever whole: what it leaves out is no finding.
    if (struct === 'sysfs') return judgement('unchecked', `${target.field} was not given`, 'ok');
    return judgement('unchecked', `${struct} was not given`);
  }
  const why = `${target.field} is not there`;
  return side.facts.has(struct) ? judgement('missing', why) : missingStruct(context, side, struct, why);
}
