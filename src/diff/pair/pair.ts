/**
 * Blocks of several functions, sorted into one comparison each by what they say themselves.
 */
import { type Catalog, hasRole } from '../../catalog/catalog.js';
import type { DecodedBlock } from '../../decode/decode-block.js';
import type { View } from '../../model/interface.js';
import type { FactRole } from '../../model/roles.js';
import { makeFacts } from '../../rules/facts.js';
import { hasRows, holds, isFailed, isSameAnswer, type Known, knownBlock, nameOf } from '../block-facts.js';
import { Evidence } from '../evidence.js';
import { type HostFunction, hostFunction, type Placed, placeBlocks } from './functions.js';
import { groupBy } from './group-by.js';
import { listPages } from './lists.js';
import { namedFunction } from './names.js';
import { groupsOf, iommusOf, type LeftOut, questionsOf } from './shared.js';

export type { LeftOut } from './shared.js';

/** Blocks of one function. */
export interface FunctionBlocks {
  readonly firmware: readonly DecodedBlock[];
  readonly vfio: readonly DecodedBlock[];
  readonly guest: readonly DecodedBlock[];
}

export interface Paired {
  readonly sets: readonly FunctionBlocks[];
  /** Blocks that belong to no set, and do no harm. */
  readonly left: readonly LeftOut[];
  /** What stands in the way of a whole comparison, one line each. */
  readonly problems: readonly string[];
}

/**
 * One set of blocks for each function that firmware was asked about. A list is shared by all; pages of one are in
 * order. What could belong to several functions is given to none.
 */
export function pairBlocks(catalog: Catalog, blocks: FunctionBlocks): Paired {
  const lists = {
    firmware: listPages(catalog, blocks.firmware, 'firmware'),
    guest: listPages(catalog, blocks.guest, 'guest'),
  };
  const { functions, repeated, problems } = functionsOf(catalog, blocks.firmware, lists.firmware.pages);
  const infos = blocks.vfio.filter((block) => holds(catalog, block, 'apertureStart', 'vfio'));
  if (functions.length <= 1 && infos.length <= 1 && problems.length === 0)
    return { sets: [blocks], left: [], problems: [] };
  const guests = blocks.guest.filter((block) => holds(catalog, block, 'functionId', 'guest'));
  const placed = {
    vfio: placeBlocks(catalog, functions, infos, 'vfio'),
    guest: placeBlocks(catalog, functions, guests, 'guest'),
  };
  const rest = restOf(catalog, blocks, functions, placed);
  const present = (list: readonly (DecodedBlock | undefined)[]): DecodedBlock[] =>
    list.filter((block) => block !== undefined);
  const sets = functions
    .filter((one) => !one.isUnsure)
    .map((one) => ({
      firmware: present([one.block, rest.hostGroup(one), ...rest.questions(one), ...lists.firmware.pages]),
      vfio: present([placed.vfio.blocks.get(one), rest.iommu(one), ...rest.others(one)]),
      guest: present([
        placed.guest.blocks.get(one),
        rest.guestGroup(one),
        ...(placed.guest.blocks.has(one) ? lists.guest.pages : []),
      ]),
    }));
  const same = [...repeated, ...placed.vfio.repeated, ...placed.guest.repeated];
  return {
    sets,
    left: [
      ...same.map((block) => ({ name: nameOf(block), why: 'says what another block says', isNothing: true as const })),
      ...rest.left,
    ],
    problems: [
      ...problems,
      ...[lists.firmware.problem, lists.guest.problem].filter((problem) => problem !== undefined),
      ...placed.vfio.problems,
      ...placed.guest.problems,
    ],
  };
}

/** Functions that firmware answered for, each once. */
function functionsOf(
  catalog: Catalog,
  firmware: readonly DecodedBlock[],
  pages: readonly DecodedBlock[],
): { functions: HostFunction[]; repeated: DecodedBlock[]; problems: string[] } {
  const listed = groupBy(
    pages.flatMap((page) => entriesOf(catalog, page)),
    ({ id }) => id,
  );
  const all = firmware
    .filter((block) => holds(catalog, block, 'functionId', 'firmware'))
    .map((block) => hostFunction(catalog, block, listed));
  const functions: HostFunction[] = [];
  const repeated: DecodedBlock[] = [];
  const problems: string[] = [];
  for (const alike of groupBy(all, ({ id }) => id).values()) {
    // An answer with its question knows one handle more.
    const same = alike.sort((a, b) => b.handles.length - a.handles.length);
    const [one, ...rest] = same;
    const other = rest.find(({ block }) => one !== undefined && !isSameAnswer(catalog, one.block, block));
    if (one !== undefined) functions.push({ ...one, isUnsure: other !== undefined });
    if (other === undefined) for (const { block } of rest) repeated.push(block);
    else problems.push(differing(one?.block ?? other.block, other.block));
  }
  return { functions, repeated, problems };
}

function entriesOf(catalog: Catalog, page: DecodedBlock): { readonly id: bigint; readonly handle: bigint }[] {
  const evidence = new Evidence(catalog, { firmware: makeFacts(catalog, [page]) });
  const handles = evidence.numbers('firmware', 'entryHandle');
  return evidence.numbers('firmware', 'entryId').map((id, i) => ({ id, handle: handles[i] ?? 0n }));
}

interface Rest {
  readonly hostGroup: (one: HostFunction) => DecodedBlock | undefined;
  readonly guestGroup: (one: HostFunction) => DecodedBlock | undefined;
  readonly iommu: (one: HostFunction) => DecodedBlock | undefined;
  readonly questions: (one: HostFunction) => readonly DecodedBlock[];
  readonly others: (one: HostFunction) => readonly DecodedBlock[];
  readonly left: readonly LeftOut[];
}

/** Blocks beside those that say whose they are. */
function restOf(
  catalog: Catalog,
  blocks: FunctionBlocks,
  functions: readonly HostFunction[],
  placed: { readonly vfio: Placed; readonly guest: Placed },
): Rest {
  const withRole = (list: readonly DecodedBlock[], role: FactRole, view: View): Known[] =>
    list.filter((block) => holds(catalog, block, role, view)).map((block) => knownBlock(catalog, block, view));
  const guests = new Map([...placed.guest.blocks].map(([one, block]) => [one, knownBlock(catalog, block, 'guest')]));
  const hostGroups = groupsOf(catalog, withRole(blocks.firmware, 'interrupts', 'firmware'), functions);
  const guestGroups = groupsOf(catalog, withRole(blocks.guest, 'interrupts', 'guest'), [...guests.values()]);
  const users = functions.filter((one) => placed.vfio.blocks.has(one));
  const infos = withRole(blocks.vfio, 'pageSizes', 'vfio').map(({ block }) => block);
  const isInfo = new Set(infos);
  const iommus = iommusOf(catalog, infos, users);
  const questions = blocks.firmware.filter(isQuestion).map((block) => knownBlock(catalog, block, 'firmware'));
  const others = blocks.vfio.filter((block) => !isInfo.has(block) && !holds(catalog, block, 'apertureStart', 'vfio'));
  const owner = (block: DecodedBlock): HostFunction | undefined =>
    users.length === 1 ? users[0] : namedFunction(block, users);
  const owned = groupBy(others, owner);
  return {
    hostGroup: hostGroups.of,
    guestGroup: (one) => {
      const guest = guests.get(one);
      return guest === undefined ? undefined : guestGroups.of(guest);
    },
    iommu: iommus.of,
    questions: (one) => questionsOf(catalog, questions, one),
    others: (one) => owned.get(one) ?? [],
    left: [
      ...[...blocks.firmware, ...blocks.guest]
        .filter((block) => isFailed(block) && hasRows(catalog, block))
        .map(failed),
      ...hostGroups.left,
      ...guestGroups.left,
      ...iommus.left,
      ...(owned.get(undefined) ?? []).map((block) => ({
        name: nameOf(block),
        why: 'whose it is, nothing says; let its name end in the function id',
      })),
    ],
  };
}

function isQuestion(block: DecodedBlock): boolean {
  return block.structs.every(({ plan: { layout } }) => hasRole(layout, 'clp-request'));
}

function failed(block: DecodedBlock): LeftOut {
  const why = block.issues.find((one) => one.code === 'RESPONSE_NOT_OK')?.message ?? 'the answer failed';
  return { name: nameOf(block), why, isNothing: true };
}

function differing(one: DecodedBlock, other: DecodedBlock): string {
  return `two blocks of one kind (${one.type}) for one function, and they differ: ${nameOf(one)}, ${nameOf(other)}`;
}
