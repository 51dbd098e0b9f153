/**
 * One firmware fact on one side: which target, which value it is judged against, and what is said.
 */

import type { Target } from '../model/interface.js';
import { type EffectiveRow, effectiveRow } from '../rules/effective.js';
import { type Judgement, judge, judgement, say, type Value } from '../rules/judge.js';
import type { Fact } from '../rules/store.js';
import { absence, presence } from './presence.js';
import { ranks } from './severity.js';
import type { Side } from './side.js';
import type { Surroundings } from './surroundings.js';

export interface Comparison {
  readonly judgement: Judgement;
  /** The user's fact that the judgement is about. */
  readonly fact: Fact | undefined;
  readonly effective: EffectiveRow;
}

/** Compares one firmware fact with one side; undefined when the interface has no row for it. */
export function compareFact(around: Surroundings, side: Side, struct: string, fact: Fact): Comparison | undefined {
  const generic = fact.path.slice(struct.length + 1).replace(/\[\d+\]/g, '[]');
  const row = around.catalog.row(side.item.name, struct, generic);
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
    compareTarget(around, side, effective, target, fact, fact.value ?? 0n),
  );
  const [first, ...others] = results;
  if (first === undefined) return { judgement: judgement('hidden', effective.why), fact: undefined, effective };
  const graver = others.reduce((a, b) => (ranks[b.judgement.severity] > ranks[a.judgement.severity] ? b : a), first);
  return { ...graver, judgement: softened(graver.judgement, effective) };
}

/** Where sources are unsure, a finding is only a note. */
function softened(said: Judgement, effective: EffectiveRow): Judgement {
  if (effective.unsure === undefined || ranks[said.severity] < ranks.warning) return said;
  return judgement('note', `${said.why} (would be ${said.verdict}). Unsure: ${effective.unsure}`);
}

function compareTarget(
  around: Surroundings,
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
  const path = around.path(side, concrete(target.field, firmware.path));
  if (path === undefined) return done(judgement('hidden', 'the entry of another function'));
  const struct = structOf(path);
  if (target.rule.kind === 'present') {
    return done(presence(side, effective, target, path, value, around, firmware), side.store.find(path));
  }
  const user = copiedFact(around, side, effective.row.struct, path, firmware) ?? side.store.find(path);
  if (user === undefined && isInvalid(around, firmware)) {
    return done(judgement('hidden', 'nothing to offer: firmware says that it is not valid'));
  }
  if (user === undefined || user.status === 'absent')
    return done(absence(side, effective, target, struct, user, value));
  if (user.status === 'truncated' || user.value === null)
    return done(judgement('truncated', 'the bytes end before it'), user);
  const through = throughOf(around, side, effective, firmware);
  const said = judge({
    rule: target.rule,
    class: effective.class,
    firmware: value,
    base: through?.value ?? value,
    through: through?.said,
    user,
    userValue: user.value,
    find: (field) => integerAt(around, side, field),
    dropped: isDropped(around, target, firmware) ? target.dropped : undefined,
    versionKnown: side.versionKnown,
  });
  const leaks = effective.row.leak === true && (said.verdict === 'same' || said.verdict === 'derived') && value !== 0n;
  return done(leaks ? judgement('leak', `${say(user.value)}: ${effective.why}`) : said, user);
}

/** The struct of a path; an interface name after `@` may hold dots only before its first member. */
function structOf(path: string): string {
  const dot = path.indexOf('.', Math.max(0, path.indexOf('@')));
  return dot < 0 ? path : path.slice(0, dot);
}

/** The target with the indices of the firmware path. */
function concrete(field: string, path: string): string {
  const indices = [...path.matchAll(/\[\d+\]/g)].map((match) => match[0]);
  return field.replace(/\[\]/g, () => indices.shift() ?? '[0]');
}

function integerAt(around: Surroundings, side: Side, field: string): bigint | undefined {
  const value = (side.store.find(field) ?? around.user?.store.find(field))?.value;
  return typeof value === 'bigint' ? value : undefined;
}

/**
 * A fact inside an opaque copy of a whole answer: the bytes at its own place. The copy is the one that begins with
 * the same length and response code as firmware's answer.
 */
function copiedFact(around: Surroundings, side: Side, struct: string, path: string, firmware: Fact): Fact | undefined {
  const leaf = firmware.leaf;
  const opaque = side.store.find(path)?.leaf?.field;
  const isOpaque = opaque?.type === 'bytes' && typeof opaque.length === 'object' && 'rest' in opaque.length;
  if (!isOpaque || opaque.text !== undefined || leaf === null) return undefined;
  const start = around.firmwareStart(struct);
  const copy = side.store.findAll(path).find((fact) => typeof fact.value === 'string' && fact.value.startsWith(start));
  if (copy === undefined || typeof copy.value !== 'string') return undefined;
  const raw = copy.value.slice(leaf.byteOffset * 2, (leaf.byteOffset + leaf.byteLength) * 2);
  const isCut = raw.length < leaf.byteLength * 2;
  const value = typeof firmware.value === 'bigint' && raw === firmware.raw ? firmware.value : raw;
  return { ...copy, value: isCut ? null : value, status: isCut ? 'truncated' : 'ok', leaf, bits: firmware.bits, raw };
}

/** Firmware's own valid bit of a byte string is 0. */
function isInvalid(around: Surroundings, firmware: Fact): boolean {
  const field = firmware.leaf?.field;
  if (field?.type !== 'bytes' || field.validIf === undefined) return false;
  const struct = firmware.path.slice(0, firmware.path.indexOf('.'));
  return around.firmware(`${struct}.${field.validIf.field}`)?.value === 0n;
}

function isDropped(around: Surroundings, target: Target, firmware: Fact): boolean {
  if (target.dropped === undefined) return false;
  const value = around.firmware(concrete(target.dropped.field, firmware.path))?.value;
  return typeof value === 'bigint' && (value & BigInt(target.dropped.mask)) !== 0n;
}

/** The value that the guest's rule starts from: what userspace sees of the fact, and what was said of that. */
function throughOf(
  around: Surroundings,
  side: Side,
  effective: EffectiveRow,
  firmware: Fact,
): { value: Value; said: Judgement | undefined } | undefined {
  const { user } = around;
  if (effective.via === undefined || user === undefined || user.key === side.key) return undefined;
  const fact = user.store.find(effective.via);
  const row = around.catalog.row(user.item.name, effective.row.struct, effective.row.field);
  const target = row?.to?.find((one) => one.field === effective.via);
  if (fact?.value === null || fact?.value === undefined) return undefined;
  const said =
    row === undefined || target === undefined || firmware.value === null
      ? undefined
      : compareTarget(around, user, effectiveRow(user.item, row, user.conditions), target, firmware, firmware.value)
          .judgement;
  return { value: fact.value, said };
}
