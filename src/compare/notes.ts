/**
 * What to know of a comparison as a whole: two machines, predicted guests, what was not compared.
 */
import { hexNumber } from '../bytes/hex.js';
import type { Catalog } from '../catalog/catalog.js';
import { structOf } from '../rules/facts.js';
import type { CapturedMachine, CaptureInput, OneFunction } from './capture.js';
import type { ComparedPair } from './groups.js';
import type { Pair } from './moves.js';
import type { Pairing } from './pairs.js';

interface Asked extends Pair<CaptureInput> {
  readonly predict?: boolean | undefined;
}

/** All of it, the most important first. */
export function notesOf(
  catalog: Catalog,
  asked: Asked,
  pairing: Pairing,
  compared: readonly ComparedPair[],
  { before, after }: Pair<CapturedMachine>,
): readonly string[] {
  return [
    ...strangersNote(pairing, before, after),
    ...guestNote(compared, asked),
    ...notCompared(catalog, compared),
    ...new Set([...before.notes, ...after.notes]),
  ];
}

/** One line where the captures look like two machines; they are compared all the same. */
function strangersNote({ pairs }: Pairing, before: CapturedMachine, after: CapturedMachine): readonly string[] {
  const lead = 'these look like captures of two machines';
  const isOther =
    before.endians.length > 0 && after.endians.length > 0 && !before.endians.some((one) => after.endians.includes(one));
  if (isOther)
    return [
      `${lead}: the VFIO buffers of one are ${before.endians[0]}-endian, of the other ${after.endians[0]}-endian`,
    ];
  if (before.functions.length === 0 || after.functions.length === 0) return [];
  if (pairs.length === 0)
    return [`${lead}: no function is in both; --match pairs them by something else than the function id`];
  const known = pairs.filter((pair) => [pair.before, pair.after].every((one) => one.place !== undefined));
  if (known.length === 0 || known.some(isAtItsPlace)) return [];
  const what = known.length === 1 ? 'the function that both have' : `all ${known.length} functions that both have`;
  return [`${lead}: ${what} sits in another physical channel or is another virtual function`];
}

function isAtItsPlace({ before, after }: Pair<OneFunction>): boolean {
  return before.place === after.place;
}

/** Whose answers were compared, where nobody asked for predictions. */
function guestNote(pairs: readonly ComparedPair[], { before, after, predict }: Asked): string[] {
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
