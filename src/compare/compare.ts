/**
 * Two captures against each other: what changed, what of it a guest sees, and how bad that is.
 */
import { builtInCatalog, type Catalog } from '../catalog/catalog.js';
import type { Change, ComparedFunction, CompareResult, MatchKey } from '../model/compare.js';
import { compareSchema } from '../model/compare.js';
import type { SeverityCounts } from '../model/diff.js';
import { ToolError } from '../model/errors.js';
import { hazardsOf } from '../rules/hazards.js';
import { type CapturedMachine, type CaptureInput, type OneFunction, readCapture } from './capture.js';
import { type ComparedPair, describe, withGroups } from './groups.js';
import { type Guests, guestsOf } from './guest.js';
import { judgeFact, viewOrder } from './judge.js';
import { functionMoves, type Move, type Pair, placeMoves } from './moves.js';
import { notesOf } from './notes.js';
import { pairFunctions } from './pairs.js';
import { machinePlaces } from './places.js';
import { presenceChange } from './presence.js';

export interface CompareInput extends Pair<CaptureInput> {
  /** Absent: by function id. */
  readonly match?: MatchKey | undefined;
  /** Predict both guests, even where the captures hold their answers. */
  readonly predict?: boolean | undefined;
  readonly catalog?: Catalog | undefined;
}

/** What was found, and what stands in the way of more. */
export interface Compared {
  readonly result: Omit<CompareResult, 'exitCode'>;
  readonly problems: readonly string[];
}

/**
 * Compares two captures function by function and fact by fact.
 * @throws ToolError when a capture holds nothing to compare, or a version of QEMU is none.
 */
export function compareCaptures(input: CompareInput): Compared {
  const catalog = input.catalog ?? builtInCatalog();
  const before = readCapture(catalog, input.before);
  const after = readCapture(catalog, input.after);
  requireSomething(catalog, before, input.before);
  requireSomething(catalog, after, input.after);
  const pairing = pairFunctions(before.functions, after.functions, input.match ?? 'fid');
  const ofMachine = machineMoves(catalog, { before, after });
  const compared = pairing.pairs.map((pair) => comparePair(catalog, pair, input, ofMachine));
  const { functions, groups } = withGroups(catalog, compared, before, after);
  const alone = (one: OneFunction, status: 'appeared' | 'gone'): ComparedFunction =>
    describe(one, status, [presenceChange(catalog, one, status)]);
  const all = [
    ...functions,
    ...pairing.gone.map((one) => alone(one, 'gone')),
    ...pairing.appeared.map((one) => alone(one, 'appeared')),
  ];
  const nobody = { catalog, linux: { before: undefined, after: undefined }, guests: undefined };
  const machine = { changes: judgeAll(nobody, ofMachine) };
  const changes = [...all, ...groups, machine].flatMap((one) => one.changes);
  const guests = compared.flatMap((pair) => pair.guests ?? []);
  const [versions] = guests.every(({ isPredicted }) => isPredicted) ? guests : [];
  return {
    result: {
      schema: compareSchema,
      before: sideOf(input.before, versions?.before.conditions.version),
      after: sideOf(input.after, versions?.after.conditions.version),
      functions: all,
      groups,
      machine,
      notes: notesOf(catalog, input, pairing, compared, { before, after }),
      summary: count(changes),
    },
    problems: [...before.problems, ...after.problems, ...pairing.problems],
  };
}

function requireSomething(catalog: Catalog, { functions, firmware }: CapturedMachine, { source }: CaptureInput): void {
  if (functions.length > 0 || machinePlaces(catalog, firmware).length > 0) return;
  throw new ToolError(`${source}: nothing to compare: no answer of firmware, no VFIO buffer and no sysfs text`);
}

function sideOf({ source, linux, qemu }: CaptureInput, taken: string | undefined): CompareResult['before'] {
  return { source, linux: linux ?? null, qemu: qemu ?? taken ?? null };
}

function comparePair(
  catalog: Catalog,
  pair: Pair<OneFunction>,
  input: CompareInput,
  ofMachine: readonly Move[],
): ComparedPair {
  const guests = guestsOf(catalog, pair, input, input.predict === true);
  const states = guests && { before: guests.before.facts, after: guests.after.facts };
  // What sysfs says with each function of the machine as a whole is said once.
  const keys = new Set(ofMachine.map(({ key }) => key));
  const moves = functionMoves(catalog, pair, states).filter(({ key }) => !keys.has(key));
  const context = { catalog, linux: { before: input.before.linux, after: input.after.linux }, guests };
  const changes = judgeAll(context, moves);
  const known = guests && {
    isPredicted: guests.isPredicted,
    before: { conditions: guests.before.conditions },
    after: { conditions: guests.after.conditions },
  };
  return { ...pair, guests: known, changes: [...changes, ...newHazards(pair, guests)] };
}

function judgeAll(context: Parameters<typeof judgeFact>[0], moves: readonly Move[]): Change[] {
  const byKey = new Map<string, Move[]>();
  for (const move of moves) {
    const alike = byKey.get(move.key);
    if (alike === undefined) byKey.set(move.key, [move]);
    else alike.push(move);
  }
  return [...byKey.values()].flatMap(
    (group) =>
      judgeFact(
        context,
        [...group].sort((a, b) => viewOrder.indexOf(a.view) - viewOrder.indexOf(b.view)),
      ) ?? [],
  );
}

/** What the two versions of `after` do to each other, and those of `before` did not. */
function newHazards({ before, after }: Pair<OneFunction>, guests: Guests | undefined): Change[] {
  if (guests === undefined) return [];
  const of = (one: OneFunction, version: string) => hazardsOf(guests.item, version, one.facts.vfio);
  const known = of(before, guests.before.conditions.version);
  return of(after, guests.after.conditions.version)
    .filter((hazard) => !known.includes(hazard))
    .map(({ id, message, help }) => ({
      view: 'guest',
      struct: '',
      attribute: id,
      before: null,
      after: null,
      text: { before: '', after: '' },
      kind: 'appeared',
      views: ['guest'],
      guestSees: 'predicted',
      severity: 'warning',
      why: `${message}. ${help}`,
    }));
}

/** No view but firmware's tells facts of the machine. */
function machineMoves(catalog: Catalog, { before, after }: Pair<CapturedMachine>): readonly Move[] {
  const places = {
    before: machinePlaces(catalog, before.firmware),
    after: machinePlaces(catalog, after.firmware),
  };
  return placeMoves(places, { before: before.firmware, after: after.firmware });
}

function count(changes: readonly Change[]): SeverityCounts {
  const all = { ok: 0, note: 0, warning: 0, error: 0 };
  for (const { severity } of changes) all[severity]++;
  return all;
}
