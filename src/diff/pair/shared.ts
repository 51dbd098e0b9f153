/**
 * Blocks that do not say whose they are: group answers, IOMMU infos, regions and interrupts, questions.
 */
import { hexNumber } from '../../bytes/hex.js';
import type { Catalog } from '../../catalog/catalog.js';
import type { DecodedBlock } from '../../decode/decode-block.js';
import { isSameAnswer, type Known, nameOf } from '../block-facts.js';
import { enabled, type HostFunction } from './functions.js';
import { namedFunction, namedGroup } from './names.js';

/** A block that is compared with nothing, and why. */
export interface LeftOut {
  readonly name: string;
  readonly why: string;
  /** It says nothing that another block does not say, or nothing at all. */
  readonly isNothing?: true;
}

/** For each of the askers its block, if any. */
export interface Shared<Asker> {
  readonly of: (one: Asker) => DecodedBlock | undefined;
  readonly left: readonly LeftOut[];
}

/**
 * The group answer of each function: the one that was asked for its group, the one named after it, or the only one
 * where all functions are in one group.
 */
export function groupsOf<Asker extends Pick<Known, 'number'>>(
  catalog: Catalog,
  groups: readonly Known[],
  askers: readonly Asker[],
): Shared<Asker> {
  const ids = [...new Set(askers.flatMap((one) => one.number('groupId') ?? []))];
  const bare = groups.filter((group) => group.number('groupAsked') === undefined).map(({ block }) => block);
  const found = new Map<bigint, DecodedBlock>();
  for (const id of ids) {
    const asked = groups.find((group) => group.number('groupAsked') === id)?.block;
    const block =
      asked ?? namedGroup(bare, id) ?? (ids.length === 1 ? oneAnswer(catalog, bare) : inOrder(bare, ids, id));
    if (block !== undefined) found.set(id, block);
  }
  const used = [...found.values()];
  const left = groups.filter(({ block }) => !used.some((one) => isSameAnswer(catalog, one, block)));
  return {
    of: (one) => found.get(one.number('groupId') ?? -1n),
    left: left.map((group) => ({ name: nameOf(group.block), why: whyNoGroup(group, ids) })),
  };
}

function whyNoGroup(group: Known, ids: readonly bigint[]): string {
  const asked = group.number('groupAsked');
  if (asked !== undefined) return `no function is in group ${hexNumber(asked, 2)}`;
  const named = ids.map((id) => hexNumber(id, 2)).join(', ');
  return `of which group it is, nothing says: the functions are in ${named}; give it with its request, or let its name end in -${(ids[0] ?? 0n).toString(16).padStart(2, '0')}`;
}

/** As many answers as groups, given in the order in which the functions name them. */
function inOrder(blocks: readonly DecodedBlock[], ids: readonly bigint[], id: bigint): DecodedBlock | undefined {
  return blocks.length === ids.length ? blocks[ids.indexOf(id)] : undefined;
}

function oneAnswer(catalog: Catalog, blocks: readonly DecodedBlock[]): DecodedBlock | undefined {
  const [first, ...others] = blocks;
  return first !== undefined && others.every((other) => isSameAnswer(catalog, first, other)) ? first : undefined;
}

/** The IOMMU info of each function: one for all, the one of its name, or as many as functions have buffers, in order. */
export function iommusOf(
  catalog: Catalog,
  infos: readonly DecodedBlock[],
  askers: readonly HostFunction[],
): Shared<HostFunction> {
  const same = oneAnswer(catalog, infos);
  if (same !== undefined) return { of: (one) => (askers.includes(one) ? same : undefined), left: [] };
  const named = new Map(infos.flatMap((block) => pair(namedFunction(block, askers), block)));
  const found =
    named.size > 0 || infos.length !== askers.length ? named : new Map(askers.flatMap((one, i) => pair(one, infos[i])));
  const used = [...found.values()];
  const why = `whose it is, nothing says: ${infos.length} IOMMU infos for ${askers.length} function${askers.length === 1 ? '' : 's'}; let its name end in the function id`;
  return {
    of: (one) => found.get(one),
    left: infos.filter((block) => !used.includes(block)).map((block) => ({ name: nameOf(block), why })),
  };
}

function pair(one: HostFunction | undefined, block: DecodedBlock | undefined): [HostFunction, DecodedBlock][] {
  return one === undefined || block === undefined ? [] : [[one, block]];
}

/** Questions of one function: the handle in them is that of the function. Questions of a group go with its answer. */
export function questionsOf(catalog: Catalog, questions: readonly Known[], one: HostFunction): DecodedBlock[] {
  return questions
    .filter((question) => {
      const handle = question.number('handleAsked');
      const group = question.number('groupAsked');
      return handle === undefined
        ? group !== undefined && group === one.number('groupId')
        : one.handles.includes(enabled(catalog, handle));
    })
    .map(({ block }) => block);
}
