/**
 * What the guest finds in both captures: its own answers where both have them, else what would be predicted.
 */
import type { Catalog } from '../catalog/catalog.js';
import type { Interface, Mode } from '../model/interface.js';
import { makeContext, type PredictContext } from '../predict/conditions.js';
import { type Conditions, nearestVersion } from '../rules/effective-row.js';
import { type Facts, makeFacts, structOf } from '../rules/facts.js';
import type { CaptureInput, OneFunction } from './capture.js';
import type { Pair } from './moves.js';
import { predictedFacts } from './predicted.js';
import { toldFacts } from './told.js';

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

/** What counts of guests when their facts were compared. */
export interface GuestsKnown extends Pick<Guests, 'isPredicted'>, Pair<Pick<GuestState, 'conditions'>> {}

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
      known.get(version) ?? predictedFacts(makeContext(catalog, after.facts, { ...after.options, qemu: version }));
    known.set(version, facts);
    return facts;
  };
  const predicted = (context: PredictContext): GuestState => ({
    facts: predictedFacts(context),
    conditions: context.conditions,
  });
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
