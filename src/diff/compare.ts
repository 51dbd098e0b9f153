/**
 * One firmware fact on one side: which target, which value it is judged against, and what is said.
 */

import type { Target } from '../model/interface.js';
import { type EffectiveRow, effectiveRow } from '../rules/effective-row.js';
import { type Fact, genericOf, memberOf, type Sought, seekInteger, structOf, type Value } from '../rules/facts.js';
import { type Judgement, judge, judgement, known, sayLike } from '../rules/judge.js';
import type { ComparisonContext } from './comparison-context.js';
import { copiedFact } from './copied-fact.js';
import { absence, presence } from './presence.js';
import { ranks } from './severity.js';
import type { Side } from './side.js';

export interface Comparison {
  readonly judgement: Judgement;
  /** The user's fact that the judgement is about. */
  readonly fact: Fact | undefined;
  readonly effective: EffectiveRow;
  /** The target is younger than the bytes, and since when it is there. */
  readonly younger?: string | undefined;
}

/** Compares one firmware fact with one side; undefined when the interface has no row for it. */
export function compareFact(
  context: ComparisonContext,
  side: Side,
  struct: string,
  fact: Fact,
): Comparison | undefined {
  const row = context.catalog.row(side.item.name, struct, genericOf(fact, struct));
  if (row === undefined) return undefined;
  const effective = effectiveRow(side.item, row, side.conditions);
  if (fact.status === 'absent')
    return {
      judgement: judgement('hidden', 'a firmware answer of this length has no such field'),
      fact: undefined,
      effective,
    };
  if (fact.status !== 'ok' || fact.value === null)
    return { judgement: judgement('truncated', 'the firmware block ends before it'), fact: undefined, effective };
  const results = effective.targets.map((target) =>
    compareTarget(context, side, effective, target, fact, fact.value ?? 0n),
  );
  const [first, ...others] = withoutYounger(results);
  if (first === undefined) return { judgement: judgement('hidden', effective.why), fact: undefined, effective };
  const gravest = others.reduce(graver, first);
  return { ...gravest, judgement: explained(softened(gravest.judgement, effective, side), effective) };
}

/** Where an older version shows the fact too, what it lacks of the targets is a remark on what it has. */
function withoutYounger(results: readonly Comparison[]): readonly Comparison[] {
  const younger = results.filter((one) => one.younger !== undefined);
  const present = results.filter((one) => one.younger === undefined);
  const [first, ...others] = present;
  if (first === undefined || younger.length === 0) return results;
  const { judgement: said } = first;
  const remark = [said.why, ...younger.map((one) => one.younger)].join('; ');
  return [{ ...first, judgement: { ...said, why: remark } }, ...others];
}

/** The graver of two targets; of equals the one that is a constant, which is so whatever firmware says. */
function graver(a: Comparison, b: Comparison): Comparison {
  const difference = ranks[b.judgement.severity] - ranks[a.judgement.severity];
  if (difference !== 0) return difference > 0 ? b : a;
  return a.judgement.verdict === 'same' && b.judgement.verdict === 'constant' ? b : a;
}

/** An error says what the interface does with the fact: that is where to look. */
function explained(said: Judgement, effective: EffectiveRow): Judgement {
  if (ranks[said.severity] < ranks.error || said.why.includes(effective.why)) return said;
  return judgement(said.verdict, `${said.why}. ${effective.why}`, said.severity);
}

/** Where sources are unsure, a finding is only a note. What a proposal copies from firmware is passed on all the same. */
function softened(said: Judgement, effective: EffectiveRow, side: Side): Judgement {
  if (said.verdict === 'leak' && side.item.view === 'vfio') return said;
  if (effective.unsure === undefined || ranks[said.severity] < ranks.warning) return said;
  return judgement('note', `${said.why} (would be ${said.verdict}). Unsure: ${effective.unsure}`);
}

function compareTarget(
  context: ComparisonContext,
  side: Side,
  effective: EffectiveRow,
  target: Target,
  firmware: Fact,
  value: Value,
): Comparison {
  const done = (said: Judgement, fact?: Fact): Comparison => ({ judgement: said, fact, effective });
  const isElsewhere = target.rule.kind !== 'untouched' && target.rule.kind !== 'constant';
  if (effective.class === 'hidden' && isElsewhere && effective.row.leak !== true) {
    return done(judgement('redundant', effective.why));
  }
  const path = context.path(side, concrete(target.field, firmware.path));
  if (path === undefined) return done(judgement('hidden', 'the entry of another function'));
  const struct = structOf(path);
  if (target.rule.kind === 'present') {
    return done(presence(side, effective, target, path, value, context, firmware), side.facts.find(path));
  }
  const user = copiedFact(context, side, effective.row.struct, path, firmware) ?? side.facts.find(path);
  const isNothing = user === undefined || isZeroFact(user);
  if (isNothing && isInvalid(context, firmware)) {
    return done(judgement('hidden', 'nothing to offer: firmware says that it is not valid'));
  }
  if (user === undefined || user.status === 'absent') {
    const since = user?.status === 'absent' ? target.since : undefined;
    const younger = since === undefined ? undefined : `${memberOf(target.field)} came with ${since}`;
    return { ...done(absence(context, side, effective, target, struct, user)), younger };
  }
  if (user.status === 'truncated' || user.value === null)
    return done(judgement('truncated', 'the bytes end before it'), user);
  const through = throughOf(context, side, effective, firmware);
  const own = ordered(firmware) ?? value;
  const said = judge({
    rule: target.rule,
    class: effective.class,
    firmware: own,
    base: through?.value ?? own,
    through: through?.said,
    isLimit: through?.isLimit === true,
    user,
    userValue: user.value,
    find: (field) => integerAt(context, side, field),
    dropped: isDropped(context, target, firmware) ? target.dropped : undefined,
    versionKnown: side.versionKnown,
    say: sayLike(firmware),
  });
  const leaks = effective.row.leak === true && (said.verdict === 'same' || said.verdict === 'derived') && value !== 0n;
  return done(leaks ? judgement('leak', `${sayLike(firmware)(user.value)}: ${effective.why}`) : said, user);
}

/** The target with the indices of the firmware path. */
function concrete(field: string, path: string): string {
  if (!field.includes('[]')) return field;
  const indices = [...path.matchAll(/\[\d+\]/g)].map((match) => match[0]);
  return field.replace(/\[\]/g, () => indices.shift() ?? '[0]');
}

/** An integer of the side itself, or of the user's side that its values come through. */
function integerAt({ user }: ComparisonContext, side: Side, field: string): Sought<bigint> {
  const own = seekInteger(side.facts, field);
  if (own.kind === 'value' || user === undefined || user === side) return own;
  return seekInteger(user.facts, field);
}

function isZeroFact({ value }: Fact): boolean {
  return typeof value === 'bigint' ? value === 0n : value === null || /^0*$/.test(value);
}

/** A word that other producers facts the other way round, in the order in which it makes sense. */
function ordered(fact: Fact): bigint | undefined {
  const field = fact.leaf?.field;
  if (field === null || field === undefined || field.type === 'bytes' || field.otherOrder === undefined)
    return undefined;
  const { plausible } = field.otherOrder;
  if (typeof fact.value !== 'bigint' || fact.swapped === null || plausible.includes(Number(fact.value)))
    return undefined;
  return plausible.includes(Number(fact.swapped)) ? fact.swapped : undefined;
}

/** Firmware's own valid bit of a byte string is 0. */
function isInvalid(context: ComparisonContext, firmware: Fact): boolean {
  const field = firmware.leaf?.field;
  if (field?.type !== 'bytes' || field.validIf === undefined) return false;
  return context.firmware(`${structOf(firmware.path)}.${field.validIf.field}`)?.value === 0n;
}

function isDropped(context: ComparisonContext, target: Target, firmware: Fact): boolean {
  if (target.dropped === undefined) return false;
  const fact = context.firmware(concrete(target.dropped.field, firmware.path));
  const value = fact === undefined ? undefined : (ordered(fact) ?? fact.value);
  return typeof value === 'bigint' && (value & BigInt(target.dropped.mask)) !== 0n;
}

/** The value that a rule starts from; `limit` when only an upper limit of it is known. */
interface Through {
  readonly value: Value;
  readonly said: Judgement | undefined;
  readonly isLimit: boolean;
}

/** The value that the guest's rule starts from: what userspace sees of the fact, and what was said of that. */
function throughOf(
  context: ComparisonContext,
  side: Side,
  effective: EffectiveRow,
  firmware: Fact,
): Through | undefined {
  const { user } = context;
  const { row: guestRow } = effective;
  const via = viaOf(user, effective);
  if (via === undefined || side.key !== 'guest' || firmware.value === null) return undefined;
  const item = user?.item ?? context.userInterface;
  const row = context.catalog.row(item.name, guestRow.struct, guestRow.field);
  const target = row?.to?.find((one) => one.field === via);
  const fact = user?.facts.find(via);
  if (user === undefined || fact?.value === null || fact?.value === undefined)
    return target === undefined ? undefined : withoutUser(target, firmware, firmware.value);
  const said =
    row === undefined || target === undefined
      ? undefined
      : compareTarget(context, user, effectiveRow(user.item, row, user.conditions), target, firmware, firmware.value)
          .judgement;
  return { value: fact.value, said, isLimit: false };
}

/** The field that the guest's value comes through: in a capability too old for it, that of the row without variants. */
function viaOf(user: Side | undefined, { via, row }: EffectiveRow): string | undefined {
  const isTooOld = via !== undefined && user?.facts.find(via)?.status === 'absent';
  return isTooOld ? (row.via ?? via) : via;
}

/** What userspace would be told, as far as firmware's value and the rule say. */
function withoutUser(target: Target, firmware: Fact, value: Value): Through | undefined {
  const { rule } = target;
  if (rule.kind === 'constant')
    return { value: BigInt(rule.value), said: constantSaid(rule, firmware, value), isLimit: false };
  if (rule.kind === 'atMost') return { value, said: undefined, isLimit: true };
  return undefined;
}

function constantSaid(rule: Extract<Target['rule'], { kind: 'constant' }>, firmware: Fact, value: Value): Judgement {
  const say = sayLike(firmware);
  const always = `always ${say(BigInt(rule.value))}`;
  if (value === BigInt(rule.value)) return judgement('constant', always);
  return known('constant', `${always}, firmware has ${say(value)}: ${rule.over ?? 'firmware says otherwise'}`, 'note');
}
