/** The captured three-view cases as captures to compare, and ways to change one fact in all views of them. */
import { readFileSync } from 'node:fs';
import type { Leaf } from '../../src/catalog/plan.js';
import type { CaptureInput } from '../../src/compare/capture.js';
import { type CompareInput, compareCaptures } from '../../src/compare/compare.js';
import { decodeBlock } from '../../src/index.js';
import { readSysfs } from '../../src/input/sysfs.js';
import type { Change, CompareResult } from '../../src/model/compare.js';
import { type Blocks, blocksOf, poke, threeViews, typeOf } from '../diff/three-views.js';
import { fixturesDir } from '../fixtures/cases.js';

/** Blocks by role, and attributes of the function by name. */
export interface State {
  readonly blocks: Blocks;
  readonly sysfs: ReadonlyMap<string, string>;
}

/** A case by the name of its folder, as it was captured. */
export function stateOf(name: string): State {
  const one = threeViews.find(({ path }) => path === `three-views/${name}`);
  if (one === undefined) throw new Error(`no case ${name}`);
  const [text] = readSysfs(readFileSync(`${fixturesDir}/${one.path}/sysfs.txt`, 'utf8'), 'sysfs.txt');
  return { blocks: blocksOf(one), sysfs: text?.attributes ?? new Map() };
}

const kinds = ['query-fn', 'query-grp', 'list', 'device-info', 'iommu-info'];

/** What `load` would make of it; answers of guests only where they are wanted. */
export function captureOf(
  { blocks, sysfs }: State,
  versions: Partial<CaptureInput> = {},
  hasGuest = true,
): CaptureInput {
  const side = (view: string) =>
    kinds.flatMap((kind) => {
      const bytes = blocks[`${view}-${kind}`];
      return bytes === undefined ? [] : [decodeBlock(bytes, { type: typeOf(`${view}-${kind}`) })];
    });
  return {
    source: 'case',
    firmware: side('firmware'),
    vfio: side('vfio'),
    guest: hasGuest ? side('guest') : [],
    sysfs: [{ attributes: sysfs, source: '1234:00:00.0' }],
    linux: '6.12.107',
    qemu: '10.0.13',
    mode: 'intercept',
    ...versions,
  };
}

export function compareStates(
  before: State,
  after: State,
  options: Omit<Partial<CompareInput>, 'before' | 'after'> = {},
  hasGuest = true,
): Omit<CompareResult, 'exitCode'> {
  const { result, problems } = compareCaptures({
    before: captureOf(before, {}, hasGuest),
    after: captureOf(after, {}, hasGuest),
    ...options,
  });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return result;
}

/** All changes, whichever function or group they are of. */
export function changesOf({ functions, groups, machine }: Omit<CompareResult, 'exitCode'>): readonly Change[] {
  return [...functions, ...groups, machine].flatMap(({ changes }) => changes);
}

/** `struct.attribute`, the severity, and who sees it. */
export function shortOf({ struct, attribute, severity, guestSees, kind }: Change): string {
  return `${severity} ${struct}.${attribute} ${kind} ${guestSees}`;
}

/** Where a member of a block lies. */
export interface Spot {
  readonly role: string;
  readonly structAt: number;
  readonly leaf: Leaf;
  /** The integer there, or the bytes as hex. */
  readonly value: bigint | string;
}

/** Every member of the blocks of one view, by `struct.path`. */
export function spotsOf({ blocks }: State, view: string): ReadonlyMap<string, Spot> {
  const spots = new Map<string, Spot>();
  for (const kind of kinds) {
    const role = `${view}-${kind}`;
    const bytes = blocks[role];
    if (bytes === undefined) continue;
    for (const struct of decodeBlock(bytes, { type: typeOf(role) }).structs)
      struct.plan.leaves.forEach((leaf, i) => {
        if (leaf.absent || leaf.field === null) return;
        const at = struct.byteOffset + leaf.byteOffset;
        const raw = Buffer.from(bytes.subarray(at, at + leaf.byteLength)).toString('hex');
        const number = struct.values[i];
        const value = number === undefined ? raw : BigInt(number);
        spots.set(`${struct.tag}.${leaf.path}`, { role, structAt: struct.byteOffset, leaf, value });
      });
  }
  return spots;
}

/** The state with another value at a spot. */
export function withValue({ blocks, sysfs }: State, spot: Spot, value: bigint | string): State {
  const bytes = blocks[spot.role] ?? new Uint8Array();
  const changed = typeof value === 'bigint' ? poke(bytes, spot.structAt, spot.leaf, value) : Uint8Array.from(bytes);
  if (typeof value === 'string') changed.set(Buffer.from(value, 'hex'), spot.structAt + spot.leaf.byteOffset);
  return { blocks: { ...blocks, [spot.role]: changed }, sysfs };
}

/** The state with another attribute. */
export function withAttribute({ blocks, sysfs }: State, name: string, value: string | undefined): State {
  const attributes = new Map(sysfs);
  if (value === undefined) attributes.delete(name);
  else attributes.set(name, value);
  return { blocks, sysfs: attributes };
}
