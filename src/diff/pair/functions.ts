/**
 * The functions that firmware was asked about, and which of the blocks of another side belongs to which.
 */
import { hexNumber } from '../../bytes/hex.js';
import type { Catalog } from '../../catalog/catalog.js';
import type { DecodedBlock } from '../../decode/decode-block.js';
import type { View } from '../../model/interface.js';
import { isZero } from '../../rules/facts.js';
import { isSameAnswer, type Known, knownBlock, nameOf } from '../block-facts.js';
import { namedFunction } from './names.js';

/** A function, as far as it takes to tell whose a block is. */
export interface Owner extends Pick<Known, 'value'> {
  /** What it was read from, for its name. */
  readonly block: Pick<DecodedBlock, 'source'>;
  readonly id: bigint | undefined;
  /** Handles that it was asked or listed under, the enable bit set. */
  readonly handles: readonly bigint[];
}

/** One function of the host. */
export interface HostFunction extends Known, Pick<Owner, 'id' | 'handles'> {
  /** Firmware's answers for it differ: it takes part in telling whose a block is, and is not compared. */
  readonly isUnsure: boolean;
}

/** What became of the blocks of one side. */
export interface Placed<One extends Owner = HostFunction> {
  readonly blocks: ReadonlyMap<One, DecodedBlock>;
  /** All that each function has, also where they differ. */
  readonly claims: ReadonlyMap<One, readonly DecodedBlock[]>;
  /** Blocks that belong to no function, or could belong to several. */
  readonly unplaced: readonly { readonly block: DecodedBlock; readonly isStray: boolean; readonly why: string }[];
  /** Blocks that say what another says already. */
  readonly repeated: readonly DecodedBlock[];
  readonly problems: readonly string[];
}

/** Facts that tell one function from another on every side, as far as a side has them. */
const identity = ['physicalChannel', 'virtualFunction', 'path'] as const;

/** A function as firmware answered for it; `listed` are entries of the list by function id. */
export function hostFunction(
  catalog: Catalog,
  block: DecodedBlock,
  listed: ReadonlyMap<bigint | undefined, readonly { readonly handle: bigint }[]>,
): HostFunction {
  const known = knownBlock(catalog, block, 'firmware');
  const id = known.number('functionId');
  const asked = known.number('handleAsked');
  const handles = [...(asked === undefined ? [] : [asked]), ...(listed.get(id) ?? []).map((entry) => entry.handle)];
  return { ...known, id, isUnsure: false, handles: handles.map((handle) => enabled(catalog, handle)) };
}

/** A handle with its enable bit: the rest of it says which function it is. */
export function enabled(catalog: Catalog, handle: bigint): bigint {
  return handle | BigInt(catalog.roles().numbers.handleEnabled ?? 0);
}

/**
 * Each block with its function: by the handle, else by what identifies it, else by its name. One that could belong
 * to several is nobody's.
 */
export function placeBlocks<One extends Owner>(
  catalog: Catalog,
  functions: readonly One[],
  others: readonly DecodedBlock[],
  view: View,
): Placed<One> {
  const claims = new Map<One, DecodedBlock[]>();
  const claim = (one: One, block: DecodedBlock): void => {
    claims.set(one, [...(claims.get(one) ?? []), block]);
  };
  const unplaced: Placed['unplaced'][number][] = [];
  const unsure: Known[] = [];
  const withHandle = new Map(functions.flatMap((one) => one.handles.map((handle) => [handle, one] as const)).reverse());
  for (const block of others) {
    const known = knownBlock(catalog, block, view);
    const handle = known.number('handle');
    const own = handle === undefined ? undefined : withHandle.get(enabled(catalog, handle));
    const sure = own ?? byIdentity(known, functions);
    if (sure === undefined) unsure.push(known);
    else claim(sure, block);
  }
  for (const pass of ['named', 'left'] as const) {
    for (const known of [...unsure]) {
      const left = functions.filter((one) => !claims.has(one) && !contradicts(catalog, known, one));
      const one = pass === 'named' ? namedFunction(known.block, left) : only(left);
      if (one === undefined) {
        const isStray = left.length === 0;
        const why = isStray ? stray(known, functions) : ambiguous(known, left);
        if (pass === 'left') unplaced.push({ block: known.block, isStray, why });
        continue;
      }
      claim(one, known.block);
      unsure.splice(unsure.indexOf(known), 1);
    }
  }
  const problems = [...unplaced.map(({ why }) => why), ...conflicts(catalog, claims)];
  return { ...settled(catalog, claims), claims, unplaced, problems };
}

function only<Item>(items: readonly Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** All that both know is equal, some of it is not zero, and that of no other function. */
function byIdentity<One extends Owner>(known: Known, functions: readonly One[]): One | undefined {
  const same = functions.filter((one) => {
    const pairs = pairsOf(known, one);
    return pairs.every(([a, b]) => a === b) && pairs.some(([a]) => !isZero(a));
  });
  return only(same) ?? namedFunction(known.block, same);
}

/** Some fact that both know differs. */
function contradicts(catalog: Catalog, known: Known, one: Owner): boolean {
  const handle = known.number('handle');
  const isOther = handle !== undefined && one.handles.length > 0;
  return (isOther && !one.handles.includes(enabled(catalog, handle))) || pairsOf(known, one).some(([a, b]) => a !== b);
}

function pairsOf(known: Known, one: Owner): [bigint | string, bigint | string][] {
  return identity.flatMap((role): [bigint | string, bigint | string][] => {
    const [a, b] = [known.value(role), one.value(role)];
    return a === undefined || b === undefined ? [] : [[a, b]];
  });
}

function stray({ block }: Known, functions: readonly Owner[]): string {
  return `${nameOf(block)} belongs to none of the ${functions.length} functions that firmware answered for: handle, physical channel, virtual function and path are those of another, or that function has its buffer`;
}

function ambiguous({ block }: Known, left: readonly Owner[]): string {
  const ids = left.map((one) => hexNumber(one.id ?? 0n, 8)).join(', ');
  return `${nameOf(block)} could belong to ${ids}: it tells neither handle, physical channel nor virtual function. Compare the blocks of one function by themselves (--firmware, --vfio, --guest), or let its name end in the function id, as in ${nameOf(block).replace(/\.[a-z]\w*$/i, '')}-${(left[0]?.id ?? 0n).toString(16).padStart(8, '0')}`;
}

/** One block for each function; several that say the same count as one, several that differ as none. */
function settled<One extends Owner>(
  catalog: Catalog,
  claims: ReadonlyMap<One, readonly DecodedBlock[]>,
): Pick<Placed<One>, 'blocks' | 'repeated'> {
  const blocks = new Map<One, DecodedBlock>();
  const repeated: DecodedBlock[] = [];
  for (const [one, [first, ...more]] of claims) {
    if (first === undefined || more.some((other) => !isSameAnswer(catalog, first, other))) continue;
    blocks.set(one, first);
    for (const other of more) repeated.push(other);
  }
  return { blocks, repeated };
}

function conflicts(catalog: Catalog, claims: ReadonlyMap<Owner, readonly DecodedBlock[]>): string[] {
  return [...claims.values()].flatMap(([first, ...more]) => {
    const other = first === undefined ? undefined : more.find((one) => !isSameAnswer(catalog, first, one));
    return first === undefined || other === undefined
      ? []
      : [
          `two blocks of one kind (${first.type}) for one function, and they differ: ${nameOf(first)}, ${nameOf(other)}`,
        ];
  });
}
