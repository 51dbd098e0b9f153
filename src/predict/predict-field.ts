/**
 * One field of an answer: its effective row, run forward from what the VFIO buffers say.
 */
import { hexNumber } from '../bytes/hex.js';
import type { Leaf } from '../catalog/plan.js';
import type { Rule } from '../model/interface.js';
import type { Layout } from '../model/layout.js';
import type { FactRole } from '../model/roles.js';
import { type Applied, applyRule, type Given } from '../rules/apply.js';
import { type Conditions, type EffectiveRow, effectiveRow } from '../rules/effective-row.js';
import { type Sought, seekInteger, seekStruct, seekValue, structOf, type Value } from '../rules/facts.js';
import { type PredictContext, rolePath } from './conditions.js';

export interface PredictedValue {
  readonly applied: Applied;
  /** The row as it holds here; undefined for padding. */
  readonly effective: EffectiveRow | undefined;
}

/** What the guest finds in one field. */
export function predictField(context: PredictContext, layout: Layout, leaf: Leaf): PredictedValue {
  const path = `${layout.tag}.${leaf.generic}`;
  if (leaf.field === null) return { applied: { kind: 'value', value: 0n }, effective: undefined };
  const outcome = predictUnder(context, layout, leaf, path, context.conditions);
  const doubt = context.doubts.find(({ conditions }) => {
    const other = predictUnder(context, layout, leaf, path, { ...context.conditions, ...conditions });
    return !isSame(outcome.applied, other.applied);
  });
  return doubt === undefined ? outcome : { ...outcome, applied: { kind: 'unknown', why: doubt.why } };
}

function isSame(a: Applied, b: Applied): boolean {
  return a.kind === b.kind && (a.kind !== 'value' || (b.kind === 'value' && a.value === b.value));
}

function predictUnder(
  context: PredictContext,
  layout: Layout,
  leaf: Leaf,
  path: string,
  conditions: Conditions,
): PredictedValue {
  const row = context.catalog.row(context.item.name, layout.tag, leaf.generic);
  if (row === undefined) throw new Error(`${context.item.name} says nothing of ${path}`);
  const effective = effectiveRow(context.item, row, conditions);
  const rule = effective.targets.find((target) => target.field === path)?.rule;
  const done = (applied: Applied): PredictedValue => ({ applied, effective });
  const header = headerValue(layout, leaf);
  if (header !== undefined) return done(header);
  if (rule === undefined) return done({ kind: 'unknown', why: 'no rule says what it is' });
  if (effective.unsure !== undefined && effective.unsure !== row.unsure) {
    return done({ kind: 'unknown', why: effective.unsure });
  }
  const { via } = effective;
  const isMissing = via !== undefined && seekStruct(context.facts, structOf(via)).kind === 'none';
  // No capability is read for the field, so the value of an emulated function stays.
  if (isMissing && conditions.mode !== 'emulated' && startsFromUser(rule))
    return predictUnder(context, layout, leaf, path, { ...conditions, mode: 'emulated' });
  return done(fitted(applyRule(rule, givenFor(context, effective, path, leaf)), leaf));
}

function startsFromUser(rule: Rule): boolean {
  return ['same', 'times', 'bit', 'bits', 'atMost', 'present'].includes(rule.kind);
}

/** Length and response code of an answer to a guest that asks as it should, for the newest struct. */
function headerValue(layout: Layout, leaf: Leaf): Applied | undefined {
  const { role } = layout;
  if (role.kind !== 'clp-response') return undefined;
  if (leaf.path === role.code) return { kind: 'value', value: BigInt(role.ok) };
  if (leaf.path !== role.length) return undefined;
  return { kind: 'value', value: BigInt(responseLength(layout)), remark: 'as the guest asked for' };
}

/** Bytes that a guest with the newest struct asks for. */
export function responseLength(layout: Layout): number {
  return layout.role.kind === 'clp-response' ? (layout.role.lengths[0] ?? layout.size) : layout.size;
}

function givenFor(context: PredictContext, effective: EffectiveRow, path: string, leaf: Leaf): Given {
  return {
    base: () => baseOf(context, effective),
    presence: () => seekStruct(context.facts, effective.via ?? ''),
    find: (field) => seekInteger(context.facts, field),
    region: () => regionSize(context, leaf),
    isLimited: context.isRelaxed === undefined ? undefined : !context.isRelaxed,
    madeUp: (rule) => madeUp(context, path, rule),
  };
}

/** Size of the region with the number that an array element has. */
function regionSize(context: PredictContext, leaf: Leaf): Sought<bigint> {
  const element = /\[(\d+)\]$/.exec(leaf.path);
  if (element === null) return { kind: 'unknown', why: 'it is no element of an array' };
  const [index, size] = [
    rolePath(context.catalog, 'regionIndex', 'vfio'),
    rolePath(context.catalog, 'regionSize', 'vfio'),
  ];
  const place = context.facts.findAll(index).findIndex(({ value }) => value === BigInt(element[1] ?? ''));
  if (place < 0) return { kind: 'unknown', why: `no ${structOf(index)} of it was given` };
  const value = context.facts.findAll(size)[place]?.value;
  return typeof value === 'bigint'
    ? { kind: 'value', value }
    : { kind: 'unknown', why: `the bytes end before ${size}` };
}

/** The field that the rule goes through; a capability too old for it gives that of the row without variants. */
function baseOf(context: PredictContext, { via, row }: EffectiveRow): Sought<Value> {
  if (via === undefined) return { kind: 'unknown', why: 'it comes from firmware by another way' };
  const fact = seekValue(context.facts, via);
  return fact.kind === 'none' && row.via !== undefined && row.via !== via ? seekValue(context.facts, row.via) : fact;
}

function madeUp(context: PredictContext, path: string, rule: Extract<Rule, { kind: 'madeUp' }>): Applied {
  const { catalog, options, isRelaxed } = context;
  const isRole = (role: FactRole): boolean => path === rolePath(catalog, role, 'guest');
  if (isRole('functionId')) return identifier(options.fid);
  if (isRole('userId')) return identifier(options.uid);
  if (isRole('groupId') && rule.within !== undefined) {
    return {
      kind: 'value',
      value: BigInt(rule.within[0]),
      remark: 'first simulated group',
    };
  }
  if (isRole('relaxedTranslation')) {
    if (isRelaxed === undefined) return { kind: 'unknown', why: 'the type of the function is not known' };
    return {
      kind: 'value',
      value: isRelaxed ? 1n : 0n,
      remark: 'as the first of its group',
    };
  }
  return { kind: 'unknown', why: 'made up by the interface' };
}

function identifier(value: number | undefined): Applied {
  if (value !== undefined) return { kind: 'value', value: BigInt(value), remark: 'as given' };
  return { kind: 'unknown', why: 'chosen when the function is plugged, and not given' };
}

/** A value that its field cannot hold would spill into its neighbours. */
function fitted(applied: Applied, leaf: Leaf): Applied {
  if (applied.kind !== 'value') return applied;
  const { value } = applied;
  if (typeof value === 'bigint') {
    if (value >> BigInt(leaf.bitLength) === 0n) return applied;
    return { kind: 'unknown', why: `${hexNumber(value)} does not fit into ${leaf.bitLength} bits` };
  }
  if (value.length * 4 === leaf.bitLength) return applied;
  const why = `${leaf.byteLength} bytes are copied, but the capability says that it has ${value.length / 2}`;
  return { kind: 'unknown', why };
}
