/**
 * What all sources of a machine say, joined by function: by its id, its handle, then what identifies it.
 */
import type { Catalog } from '../catalog/catalog.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import { holds, isFailed, isList, knownBlock } from '../diff/block-facts.js';
import { enabled, type Owner, type Placed, placeBlocks } from '../diff/pair/functions.js';
import { groupsOf } from '../diff/pair/shared.js';
import type { View } from '../model/interface.js';
import type { FactRole } from '../model/roles.js';
import type { Value } from '../rules/facts.js';
import { type Attributes, blockClaim, type Claim, listClaims, sysfsClaim } from './claims.js';

/** Blocks by side, and attributes of the host. */
export interface MachineBlocks {
  readonly firmware: readonly DecodedBlock[];
  readonly vfio: readonly DecodedBlock[];
  readonly guest: readonly DecodedBlock[];
  readonly sysfs: readonly Attributes[];
}

/** One function and everybody's word on it. */
export class JoinedFunction implements Owner {
  readonly claims: Claim[] = [];
  readonly #catalog: Catalog;
  /** What its guest is told. */
  guest: Claim | undefined;

  constructor(catalog: Catalog, first: Claim) {
    this.#catalog = catalog;
    this.claims.push(first);
  }

  get block(): { readonly source: string | undefined } {
    return { source: this.claims[0]?.source };
  }

  get id(): bigint | undefined {
    return this.number('functionId');
  }

  get handles(): readonly bigint[] {
    const all = this.claims.flatMap(({ values }) => values.get('handle') ?? []);
    return all.flatMap((handle) => (typeof handle === 'bigint' ? [enabled(this.#catalog, handle)] : []));
  }

  /** The first word on it. */
  value(role: FactRole): Value | undefined {
    return this.claims.find(({ values }) => values.has(role))?.values.get(role);
  }

  number(role: FactRole): bigint | undefined {
    const value = this.value(role);
    return typeof value === 'bigint' ? value : undefined;
  }
}

/** The functions of a machine, and what could not be joined, one line each. */
export interface Joined {
  readonly functions: readonly JoinedFunction[];
  readonly problems: readonly string[];
}

/** Joins what the blocks say. Where only a guest's answers are there, they are the machine's. */
export function joinFunctions(catalog: Catalog, blocks: MachineBlocks): Joined {
  const { guest } = blocks;
  const firmware = blocks.firmware.length + blocks.sysfs.length + blocks.vfio.length > 0 ? blocks.firmware : guest;
  const functions: JoinedFunction[] = [];
  const lists = firmware.filter((block) => isList(block) && !isFailed(block));
  const answers = firmware.filter((block) => holds(catalog, block, 'functionId', 'firmware'));
  const claims = [
    ...answers.map((block) => blockClaim(catalog, block, 'firmware')),
    ...lists.flatMap((page) => listClaims(catalog, page)),
    ...blocks.sysfs.map((text) => sysfsClaim(catalog, text)),
  ];
  const byId = new Map<Value, JoinedFunction>();
  for (const claim of claims) {
    const id = claim.values.get('functionId');
    const owner = id === undefined ? ownerByHandle(catalog, claim, functions) : byId.get(id);
    if (owner !== undefined) owner.claims.push(claim);
    else if (claim.view === 'sysfs' || id !== undefined) {
      const one = new JoinedFunction(catalog, claim);
      functions.push(one);
      if (id !== undefined) byId.set(id, one);
    }
  }
  addGroups(catalog, firmware, functions);
  const infos = addInfos(catalog, blocks.vfio, functions);
  return { functions, problems: firmware === guest ? infos : [...infos, ...addGuests(catalog, guest, functions)] };
}

/** A text without a function id has a handle. */
function ownerByHandle(
  catalog: Catalog,
  { values }: Claim,
  functions: readonly JoinedFunction[],
): JoinedFunction | undefined {
  const handle = values.get('handle');
  if (typeof handle !== 'bigint') return undefined;
  return functions.find((one) => one.handles.includes(enabled(catalog, handle)));
}

/** A device info of a function that nothing else speaks of is a function, too; one that fits several is nobody's. */
function addInfos(catalog: Catalog, vfio: readonly DecodedBlock[], functions: JoinedFunction[]): string[] {
  const infos = vfio.filter((block) => holds(catalog, block, 'apertureStart', 'vfio'));
  const { claims, unplaced } = placeAll(catalog, functions, infos, 'vfio');
  for (const [one, own] of claims) for (const block of own) one.claims.push(blockClaim(catalog, block, 'vfio'));
  const alone = new Map<string, JoinedFunction>();
  for (const { block } of unplaced.filter(({ isStray }) => isStray)) {
    const claim = blockClaim(catalog, block, 'vfio');
    const ids = (['physicalChannel', 'virtualFunction', 'path', 'groupId'] as const).map((role) =>
      claim.values.get(role),
    );
    const handle = claim.values.get('handle');
    const key = handle === undefined ? ids.join(' ') : `handle ${handle}`;
    const known = alone.get(key);
    if (known === undefined) alone.set(key, new JoinedFunction(catalog, claim));
    else known.claims.push(claim);
  }
  for (const one of alone.values()) functions.push(one);
  return unplaced.filter(({ isStray }) => !isStray).map(({ why }) => why);
}

/** Firmware told of the function itself, not only that it is there. */
function isAnswered({ claims }: JoinedFunction): boolean {
  return claims.some(({ view, values }) => view === 'firmware' && values.has('groupId'));
}

/** Whose each block is: first among the functions that firmware answered for, as `diff` does, then among all. */
function placeAll(
  catalog: Catalog,
  functions: readonly JoinedFunction[],
  blocks: readonly DecodedBlock[],
  view: View,
): Pick<Placed<JoinedFunction>, 'claims' | 'unplaced'> {
  const answered = functions.filter(isAnswered);
  const first = placeBlocks(catalog, answered, blocks, view);
  const others = functions.filter((one) => !first.claims.has(one));
  const left = first.unplaced.map(({ block }) => block);
  const second = placeBlocks(catalog, others, left, view);
  return { claims: new Map([...first.claims, ...second.claims]), unplaced: second.unplaced };
}

/** The answer of its group belongs to each function of it. */
function addGroups(catalog: Catalog, firmware: readonly DecodedBlock[], functions: readonly JoinedFunction[]): void {
  const answers = firmware.filter((block) => holds(catalog, block, 'interrupts', 'firmware'));
  const groups = groupsOf(
    catalog,
    answers.map((block) => knownBlock(catalog, block, 'firmware')),
    functions,
  );
  for (const one of functions) {
    const block = groups.of(one);
    if (block !== undefined) one.claims.push(blockClaim(catalog, block, 'firmware'));
  }
}

function addGuests(catalog: Catalog, guest: readonly DecodedBlock[], functions: readonly JoinedFunction[]): string[] {
  const answers = guest.filter((block) => holds(catalog, block, 'functionId', 'guest'));
  const answered = functions.filter(isAnswered);
  // Some versions of QEMU lose what identifies the function.
  if (answered.length === 1 && answers.length === 1 && answers[0] !== undefined && answered[0] !== undefined) {
    answered[0].guest = blockClaim(catalog, answers[0], 'guest');
    return [];
  }
  const { claims, unplaced } = placeAll(catalog, functions, answers, 'guest');
  for (const [one, [block]] of claims) if (block !== undefined) one.guest = blockClaim(catalog, block, 'guest');
  return unplaced.map(({ why }) => why);
}
