/**
 * What the guest finds in both captures: its own answers where both have them, else what would be predicted.
 */
import { type Catalog, fixedShape } from '../catalog/catalog.js';
import type { Interface, Mode } from '../model/interface.js';
import { answers, makeContext, type PredictContext } from '../predict/conditions.js';
import { predictField, responseLength } from '../predict/predict-field.js';
import { derive } from '../rules/derive.js';
import { type Conditions, effectiveRow, nearestVersion } from '../rules/effective-row.js';
import { type Fact, type Facts, makeFacts, memberOf, structOf } from '../rules/facts.js';
import type { CaptureInput, OneFunction } from './capture.js';
import type { Pair } from './moves.js';

/** One side of a function's guest. */
export interface GuestState {
  readonly facts: Facts;
  readonly conditions: Conditions;
}

export interface Guests {
  readonly item: Interface;
  readonly before: GuestState;
  readonly after: GuestState;
  readonly isPredicted: boolean;
  /** Predictions from what `after` says, for any version of the guest's interface; absent for real answers. */
  readonly at?: (version: string) => Facts;
}

/** The guests of a function. `isForced`: predict both, whatever the captures hold. */
export function guestsOf(
  catalog: Catalog,
  functions: Pair<OneFunction>,
  inputs: Pair<CaptureInput>,
  isForced: boolean,
): Guests | undefined {
  const own = { before: functions.before.facts.guest, after: functions.after.facts.guest };
  const contexts = predictable(catalog, functions, inputs);
  if (!isForced && own.before !== undefined && own.after !== undefined) {
    const nothing = makeFacts(catalog, []);
    const empty = ({ qemu, mode = 'intercept' }: CaptureInput): PredictContext =>
      makeContext(catalog, nothing, { qemu, mode: usableMode(catalog, mode, qemu) ?? 'intercept' });
    const { before, after } = contexts ?? { before: empty(inputs.before), after: empty(inputs.after) };
    return {
      item: after.item,
      before: { facts: own.before, conditions: before.conditions },
      after: { facts: own.after, conditions: after.conditions },
      isPredicted: false,
    };
  }
  if (contexts === undefined) return undefined;
  const { before, after } = contexts;
  const { item } = after;
  const known = new Map<string, Facts>();
  const at = (version: string): Facts => {
    const facts =
      known.get(version) ?? predicted(makeContext(catalog, after.facts, { ...after.options, qemu: version })).facts;
    known.set(version, facts);
    return facts;
  };
  return { item, before: predicted(before), after: predicted(after), isPredicted: true, at };
}

/** Both from what VFIO tells, or, where one capture has no buffers of the function, both from what firmware says. */
function predictable(
  catalog: Catalog,
  { before, after }: Pair<OneFunction>,
  inputs: Pair<CaptureInput>,
): Pair<PredictContext> | undefined {
  const base = structOf(catalog.roles().paths.groupId?.vfio ?? '');
  const hasBuffers = [before, after].every((one) => one.facts.vfio?.has(base) === true);
  const context = (one: OneFunction, { qemu, mode, linux }: CaptureInput): PredictContext | undefined => {
    const facts = hasBuffers ? withRegions(one) : toldFacts(catalog, one, linux);
    return facts && makeContext(catalog, facts, { qemu, mode: usableMode(catalog, mode, qemu) });
  };
  const [a, b] = [context(before, inputs.before), context(after, inputs.after)];
  return a === undefined || b === undefined ? undefined : { before: a, after: b };
}

/** A mode that a case recorded does not hold for a version that has no such mode. */
function usableMode(catalog: Catalog, mode: Mode | undefined, qemu: string | undefined): Mode | undefined {
  const item = catalog.interfaces().find((one) => one.view === 'guest' && one.modeClues !== undefined);
  if (mode !== 'interpret' || item?.interpretedSince === undefined || qemu === undefined) return mode;
  const { versions } = item;
  const taken = versions.indexOf(nearestVersion(versions, qemu));
  return taken < versions.indexOf(item.interpretedSince) ? undefined : mode;
}

/** The buffers of the device and its regions as one. */
function withRegions({ facts: { vfio }, indexed }: OneFunction): Facts | undefined {
  if (vfio === undefined) return undefined;
  const all = [vfio, ...indexed.values()];
  return {
    ...vfio,
    findAll: (path) => all.flatMap((facts) => facts.findAll(path)),
    find: (path) => all.map((facts) => facts.find(path)).find((fact) => fact !== undefined),
    has: (struct) => all.some((facts) => facts.has(struct)),
    doubt: (struct) => (all.some((facts) => facts.has(struct)) ? undefined : vfio.doubt(struct)),
  };
}

const notTold = 'no VFIO buffer was given, and firmware alone does not tell it';

/** What VFIO would tell of the function, as far as firmware's answers decide it. */
function toldFacts(catalog: Catalog, one: OneFunction, linux: string | undefined): Facts | undefined {
  const item = catalog.interfaces().find((each) => each.view === 'vfio' && each.besideFields);
  const { firmware } = one.facts;
  if (item === undefined || firmware === undefined) return undefined;
  const version = linux === undefined ? item.version : nearestVersion(item.versions, linux);
  const told = new Map<string, Fact>();
  const present = new Set<string>();
  const absent = new Set<string>();
  for (const row of item.rows) {
    const path = `${row.struct}.${row.field.replace('[]', `[${one.entries.firmware}]`)}`;
    const fact = firmware.find(path);
    for (const { field, rule } of effectiveRow(item, row, { version, defaultGroup: false }).targets) {
      if (rule.kind === 'present') {
        if (fact?.value != null) (fact.value === 1n ? present : absent).add(field);
        continue;
      }
      const isWhole = rule.kind !== 'same' || (rule.ignore === undefined && rule.roundUpBits === undefined);
      const value = fact?.value == null || !isWhole ? undefined : derive(rule, fact.value);
      if (fact !== undefined) told.set(field, factOf(fact, field, value));
      if (!isOptional(item, structOf(field))) present.add(structOf(field));
    }
  }
  for (const struct of absent) present.delete(struct);
  return {
    find: (path) => (present.has(structOf(path)) ? (told.get(path) ?? unread(path)) : undefined),
    findAll: (path) => [told.get(path)].filter((fact) => fact !== undefined),
    factsOf: () => [],
    has: (struct) => present.has(struct),
    doubt: (struct) => (absent.has(struct) ? undefined : notTold),
    structs: [...present],
  };
}

/** A struct that is there only when a bit of firmware says so. */
function isOptional({ rows }: Interface, struct: string): boolean {
  return rows.some((row) => row.to?.some(({ field, rule }) => field === struct && rule.kind === 'present'));
}

function unread(path: string): Fact {
  return {
    path,
    value: null,
    status: 'truncated',
    swapped: null,
    bits: 0,
    source: '',
    byteOffset: 0,
    raw: null,
    leaf: null,
  };
}

function factOf(like: Fact, path: string, value: Fact['value'] | undefined): Fact {
  return { ...like, path, value: value ?? null, status: value === undefined ? 'truncated' : 'ok', swapped: null };
}

/** The answers to the query commands as facts; what cannot be predicted counts as not read. */
function predicted(context: PredictContext): GuestState {
  const { catalog, conditions } = context;
  const tags = answers(catalog);
  const all = new Map<string, readonly Fact[]>();
  for (const tag of tags) {
    const layout = catalog.layout(tag);
    if (layout === undefined) continue;
    const { leaves } = catalog.plan(layout, fixedShape(responseLength(layout), 'big', null));
    all.set(
      tag,
      leaves.flatMap((leaf): Fact[] => {
        if (leaf.absent || leaf.field === null) return [];
        const { applied } = predictField(context, layout, leaf);
        const zero = leaf.isInteger ? 0n : '00'.repeat(leaf.byteLength);
        const value = applied.kind === 'value' ? applied.value : applied.kind === 'untouched' ? zero : null;
        const text =
          typeof value === 'bigint' && !leaf.isInteger ? value.toString(16).padStart(leaf.byteLength * 2, '0') : value;
        const status = value === null ? 'truncated' : 'ok';
        const { bitLength: bits, byteOffset } = leaf;
        return [
          {
            path: `${tag}.${leaf.path}`,
            value: text,
            status,
            swapped: null,
            bits,
            source: '',
            byteOffset,
            raw: null,
            leaf,
          },
        ];
      }),
    );
  }
  const find = (path: string): Fact | undefined => all.get(structOf(path))?.find((fact) => fact.path === path);
  const facts: Facts = {
    find,
    findAll: (path) => [find(path)].filter((fact) => fact !== undefined),
    factsOf: (struct) => all.get(struct) ?? [],
    has: (struct) => all.has(struct),
    doubt: (struct) => `${memberOf(struct)} is not predicted`,
    structs: tags,
  };
  return { facts, conditions };
}
