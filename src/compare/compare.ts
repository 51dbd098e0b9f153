/**
 * Two captures against each other: what changed, what of it a guest sees, and how bad that is.
 */
import { hexNumber } from '../bytes/hex.js';
import { builtInCatalog, type Catalog } from '../catalog/catalog.js';
import type { Change, ComparedFunction, ComparedGroup, CompareResult, MatchKey } from '../model/compare.js';
import { compareSchema } from '../model/compare.js';
import type { DiffSeverity, SeverityCounts } from '../model/diff.js';
import { ToolError } from '../model/errors.js';
import { structOf } from '../rules/facts.js';
import { hazardsOf } from '../rules/hazards.js';
import { type CapturedMachine, type CaptureInput, type OneFunction, readCapture } from './capture.js';
import { type Guests, guestsOf } from './guest.js';
import { judgeFact, viewOrder } from './judge.js';
import { functionMoves, type Move, type Pair, placeMoves } from './moves.js';
import { pairFunctions } from './pairs.js';
import { groupScoped, machinePlaces } from './places.js';
import { presenceChange } from './presence.js';
import { strangersNote } from './strangers.js';

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
  for (const [machine, { source }] of [[before, input.before] as const, [after, input.after] as const])
    if (machine.functions.length === 0 && machinePlaces(catalog, machine.firmware).length === 0)
      throw new ToolError(`${source}: nothing to compare: no answer of firmware, no VFIO buffer and no sysfs text`);
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
  const versions = compared.find(({ guests }) => guests?.isPredicted === true)?.guests;
  return {
    result: {
      schema: compareSchema,
      before: sideOf(input.before, versions?.before.conditions.version),
      after: sideOf(input.after, versions?.after.conditions.version),
      functions: all,
      groups,
      machine,
      notes: [
        ...strangersNote(pairing, before, after),
        ...guestNote(compared, input),
        ...notCompared(catalog, compared),
        ...new Set([...before.notes, ...after.notes]),
      ],
      summary: count(changes),
    },
    problems: [...before.problems, ...after.problems, ...pairing.problems],
  };
}

function sideOf({ source, linux, qemu }: CaptureInput, taken: string | undefined): CompareResult['before'] {
  return { source, linux: linux ?? null, qemu: qemu ?? taken ?? null };
}

interface ComparedPair extends Pair<OneFunction> {
  readonly guests: Guests | undefined;
  readonly changes: readonly Change[];
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
  return { ...pair, guests, changes: [...changes, ...newHazards(pair, guests)] };
}

function judgeAll(context: Parameters<typeof judgeFact>[0], moves: readonly Move[]): Change[] {
  const byKey = new Map<string, Move[]>();
  for (const move of moves) byKey.set(move.key, [...(byKey.get(move.key) ?? []), move]);
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

function describe(one: OneFunction, status: ComparedFunction['status'], changes: readonly Change[]): ComparedFunction {
  const number = (value: bigint | undefined): number | null => (value === undefined ? null : Number(value));
  return { fid: number(one.fid), uid: number(one.uid), address: one.address ?? null, status, changes };
}

/** Facts of a group are said once, as long as its functions stay in it. */
function withGroups(
  catalog: Catalog,
  pairs: readonly ComparedPair[],
  before: CapturedMachine,
  after: CapturedMachine,
): { functions: ComparedFunction[]; groups: ComparedGroup[] } {
  const shared = new Map<bigint, Map<string, Change>>();
  const functions = pairs.map((pair) => {
    const { group } = pair.before;
    const stays = group !== undefined && group === pair.after.group;
    const isShared = (change: Change): boolean => stays && groupScoped(catalog, change);
    const own = pair.changes.filter((change) => !isShared(change));
    if (group !== undefined)
      for (const change of pair.changes.filter(isShared)) {
        const known = shared.get(group) ?? new Map<string, Change>();
        const name = `${change.struct}.${change.attribute}`;
        const other = known.get(name);
        if (other === undefined || ranks[other.severity] < ranks[change.severity]) known.set(name, change);
        shared.set(group, known);
      }
    return describe(pair.before, own.length === 0 ? 'same' : 'changed', own);
  });
  const ids = ({ functions: all }: CapturedMachine): bigint[] => [...new Set(all.flatMap(({ group }) => group ?? []))];
  const [old, now] = [ids(before), ids(after)];
  const groups = [...new Set([...old, ...now])].map((id): ComparedGroup => {
    const changes = [...(shared.get(id)?.values() ?? [])];
    const status = !now.includes(id)
      ? 'gone'
      : !old.includes(id)
        ? 'appeared'
        : changes.length > 0
          ? 'changed'
          : 'same';
    return { group: Number(id), status, changes };
  });
  return { functions, groups };
}

const ranks: Readonly<Record<DiffSeverity, number>> = { ok: 0, note: 1, warning: 2, error: 3 };

/** No view but firmware's tells facts of the machine. */
function machineMoves(catalog: Catalog, { before, after }: Pair<CapturedMachine>): readonly Move[] {
  const places = {
    before: machinePlaces(catalog, before.firmware),
    after: machinePlaces(catalog, after.firmware),
  };
  return placeMoves(places, { before: before.firmware, after: after.firmware });
}

/** Whose answers were compared, where nobody asked for predictions. */
function guestNote(pairs: readonly ComparedPair[], { before, after, predict }: CompareInput): string[] {
  const guests = pairs.flatMap((pair) => pair.guests ?? []);
  const [first] = guests;
  if (first === undefined || predict === true || guests.some(({ isPredicted }) => !isPredicted)) return [];
  const versions = [before.qemu ?? first.before.conditions.version, after.qemu ?? first.after.conditions.version];
  const text = [...new Set(versions)].join(' and ');
  const isNamed = before.qemu !== undefined && after.qemu !== undefined;
  const newest = isNamed ? '' : ', the newest known: --qemu says another';
  return [`what guests see is predicted for QEMU ${text}${newest}`];
}

/** Views that only one capture has of a function. */
function notCompared(catalog: Catalog, pairs: readonly ComparedPair[]): string[] {
  const { functionId, interrupts } = catalog.roles().paths;
  const answers = [functionId, interrupts].map((paths) => structOf(paths?.firmware ?? ''));
  const views = [
    ['VFIO buffers', ({ facts }: OneFunction) => facts.vfio !== undefined],
    ...answers.map(
      (answer) => [`the ${answer}`, ({ facts }: OneFunction) => facts.firmware?.has(answer) === true] as const,
    ),
    ['sysfs attributes', ({ facts }: OneFunction) => facts.sysfs !== undefined],
  ] as const;
  const unseen = pairs.filter(
    ({ before, after, guests }) => guests === undefined && (before.facts.guest ?? after.facts.guest) !== undefined,
  );
  const guests =
    unseen.length === 0
      ? []
      : [
          `not compared: what guests of ${idsOf(unseen)} see: only one capture has their answers, and nothing to predict them from`,
        ];
  return [
    ...guests,
    ...views.flatMap(([what, has]) =>
      (['before', 'after'] as const).flatMap((side) => {
        const other = side === 'before' ? 'after' : 'before';
        const only = pairs.filter((pair) => has(pair[side]) && !has(pair[other]));
        return only.length === 0 ? [] : [`only ${side}, and not compared: ${what} of ${idsOf(only)}`];
      }),
    ),
  ];
}

function idsOf(pairs: readonly ComparedPair[]): string {
  return pairs.map(({ before: { fid } }) => (fid === undefined ? '?' : hexNumber(fid, 8))).join(', ');
}

function count(changes: readonly Change[]): SeverityCounts {
  const all = { ok: 0, note: 0, warning: 0, error: 0 };
  for (const { severity } of changes) all[severity]++;
  return all;
}
