/**
 * Blocks of several functions, sorted into one comparison each by what they say themselves.
 */
import { type Catalog, hasRole } from '../catalog/catalog.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import { ToolError } from '../model/errors.js';
import type { View } from '../model/interface.js';
import { makeStore } from '../rules/store.js';
import { Evidence } from './facts-of.js';

/** Blocks of one function. */
export interface FunctionBlocks {
  readonly firmware: readonly DecodedBlock[];
  readonly vfio: readonly DecodedBlock[];
  readonly guest: readonly DecodedBlock[];
}

/** Facts that identify a function on every side, as far as a side has them. */
const identity = ['physicalChannel', 'virtualFunction', 'path'] as const;

/**
 * One set of blocks for each function that firmware was asked about. Lists and IOMMU infos are shared where
 * there is one; blocks that do not say whose they are go by their order.
 *
 * @throws ToolError when a block fits no function, or blocks cannot be told apart.
 */
export function pairBlocks(catalog: Catalog, blocks: FunctionBlocks): readonly FunctionBlocks[] {
  const functions = blocks.firmware.filter((block) => holds(catalog, block, 'functionId', 'firmware'));
  if (functions.length <= 1) return [blocks];
  const infos = assign(
    catalog,
    functions,
    blocks.vfio.filter((block) => holds(catalog, block, 'apertureStart', 'vfio')),
    'vfio',
  );
  const guests = assign(
    catalog,
    functions,
    blocks.guest.filter((block) => holds(catalog, block, 'functionId', 'guest')),
    'guest',
  );
  const hostGroups = groupsOf(catalog, blocks.firmware, functions, 'firmware');
  const guestGroups = groupsOf(catalog, blocks.guest, guests, 'guest');
  const iommus = inOrder(
    blocks.vfio.filter((block) => holds(catalog, block, 'pageSizes', 'vfio')),
    functions.length,
    'IOMMU infos',
  );
  const list = (side: readonly DecodedBlock[], view: View): DecodedBlock[] =>
    side.filter((block) => holds(catalog, block, 'entryId', view) || isList(catalog, block));
  requireUsers(functions, infos, guests);
  return functions.map((one, i) => ({
    firmware: present([one, hostGroups[i], ...list(blocks.firmware, 'firmware')]),
    vfio: present([infos[i], iommus[i]]),
    guest: present([guests[i], guestGroups[i], ...list(blocks.guest, 'guest')]),
  }));
}

/** Every function has a block of some user. */
function requireUsers(
  functions: readonly DecodedBlock[],
  infos: readonly (DecodedBlock | undefined)[],
  guests: readonly (DecodedBlock | undefined)[],
): void {
  const lonely = functions.filter((_, i) => infos[i] === undefined && guests[i] === undefined);
  const [first] = lonely;
  if (first === undefined) return;
  const names = lonely.map((block) => block.source ?? block.type).join(', ');
  throw new ToolError(
    `${functions.length} functions (${first.type}), but no user's block belongs to ${names}: give one for each`,
  );
}

function present(blocks: readonly (DecodedBlock | undefined)[]): DecodedBlock[] {
  return blocks.filter((block) => block !== undefined);
}

/** True when the block has the fact that plays a role. */
export function holds(catalog: Catalog, block: DecodedBlock, role: string, view: View): boolean {
  return evidenceOf(catalog, block, view).fact(view, role, 0) !== undefined;
}

function isList(catalog: Catalog, block: DecodedBlock): boolean {
  return (
    block.structs.some(
      (struct) => hasRole(struct.plan.layout, 'clp-response') && struct.plan.layout.role.entries !== undefined,
    ) && catalog.layouts().length > 0
  );
}

function evidenceOf(catalog: Catalog, block: DecodedBlock, view: View): Evidence {
  return new Evidence(catalog, { [view]: makeStore(catalog, [block]) });
}

/** Each function's block on another side: by identity, and by order where identity does not tell. */
function assign(
  catalog: Catalog,
  functions: readonly DecodedBlock[],
  others: readonly DecodedBlock[],
  view: View,
): (DecodedBlock | undefined)[] {
  const left = [...others];
  const found = functions.map((one) => {
    const index = left.findIndex((other) => isSame(catalog, one, other, view));
    return index < 0 ? undefined : left.splice(index, 1)[0];
  });
  const [stray] = left;
  if (stray !== undefined) {
    throw new ToolError(
      `${stray.source ?? `a ${stray.type}`} belongs to none of the ${functions.length} functions: no firmware answer has its ${identity.join(', ')}`,
    );
  }
  return found;
}

/** True when both sides know some identifying fact, and agree on all that both know. */
function isSame(catalog: Catalog, one: DecodedBlock, other: DecodedBlock, view: View): boolean {
  const left = evidenceOf(catalog, one, 'firmware');
  const right = evidenceOf(catalog, other, view);
  const known = identity.flatMap((role) => {
    const a = left.fact('firmware', role)?.value;
    const b = right.fact(view, role)?.value;
    return a === undefined || a === null || b === undefined || b === null ? [] : [a === b];
  });
  return known.length > 0 && known.every(Boolean);
}

/** The group answer of each function: by the group asked for, the only one, or by order. */
function groupsOf(
  catalog: Catalog,
  side: readonly DecodedBlock[],
  functions: readonly (DecodedBlock | undefined)[],
  view: View,
): (DecodedBlock | undefined)[] {
  const groups = side.filter((block) => holds(catalog, block, 'interrupts', view));
  const asked = (block: DecodedBlock): bigint | undefined =>
    evidenceOf(catalog, block, view).number(view, 'groupAsked');
  const byOrder = groups.some((block) => asked(block) === undefined)
    ? inOrder(groups, functions.length, `${view} group answers`)
    : [];
  return functions.map((one, i) => {
    if (one === undefined) return undefined;
    const id = evidenceOf(catalog, one, view).number(view, 'groupId');
    return byOrder[i] ?? groups.find((block) => asked(block) === id);
  });
}

/** One for all, or one each. */
function inOrder(blocks: readonly DecodedBlock[], count: number, what: string): (DecodedBlock | undefined)[] {
  const [only, ...others] = blocks;
  if (only === undefined) return [];
  if (others.length === 0) return Array.from({ length: count }, () => only);
  if (blocks.length === count) return [...blocks];
  throw new ToolError(
    `${blocks.length} ${what} for ${count} functions: give one for all or one for each, in the same order`,
  );
}
