/** The captured three-view cases, and ways to change one field of one block. */

import type { Leaf } from '../../src/catalog/plan.js';
import { decodeBlock } from '../../src/decode/decode-block.js';
import { type DiffInput, diffViews } from '../../src/diff/diff.js';
import type { DiffReport } from '../../src/model/diff.js';
import { cases, type NamedCase } from '../fixtures/cases.js';

export const threeViews: readonly NamedCase[] = cases.filter((one) => one.path.startsWith('three-views/'));

/** Bytes by role. */
export type Blocks = Readonly<Record<string, Uint8Array>>;

export function blocksOf(one: NamedCase): Blocks {
  return Object.fromEntries(one.blocks.map((block) => [block.listed.role, block.bytes]));
}

const types: Readonly<Record<string, string>> = {
  'query-fn': 'clp_rsp_query_pci',
  'query-grp': 'clp_rsp_query_pci_grp',
  list: 'clp_rsp_list_pci',
  'device-info': 'vfio_device_info',
  'iommu-info': 'vfio_iommu_type1_info',
};

/** Type of the block of a role such as `guest-query-fn`. */
export function typeOf(role: string): string {
  return types[role.replace(/^(firmware|vfio|guest)-/, '')] ?? 'unknown';
}

/** The comparison of a case, with some blocks changed. */
export function compare(one: NamedCase, changed: Blocks = {}, options: DiffInput['options'] = {}): DiffReport {
  const blocks = { ...blocksOf(one), ...changed };
  const side = (view: string) =>
    Object.keys(types)
      .map((kind) => `${view}-${kind}`)
      .flatMap((role) => {
        const bytes = blocks[role];
        return bytes === undefined ? [] : [decodeBlock(bytes, { type: typeOf(role) })];
      });
  const { linux, qemu, mode } = one.manifest.interfaces ?? {};
  return diffViews({
    firmware: side('firmware'),
    vfio: side('vfio'),
    guest: side('guest'),
    options: { linux, qemu, mode, ...options },
  });
}

/** A copy of `bytes` in which the bits of a leaf have another value. */
export function poke(bytes: Uint8Array, structAt: number, leaf: Leaf, value: bigint): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const spare = BigInt(leaf.byteLength * 8 - leaf.bitOffset - leaf.bitLength);
  const mask = ((1n << BigInt(leaf.bitLength)) - 1n) << spare;
  const order = Array.from({ length: leaf.byteLength }, (_, i) => i);
  if (leaf.endian === 'little' && leaf.bitLength === leaf.byteLength * 8) order.reverse();
  let word = 0n;
  for (const i of order) word = (word << 8n) | BigInt(copy[structAt + leaf.byteOffset + i] ?? 0);
  word = (word & ~mask) | ((value << spare) & mask);
  for (const i of [...order].reverse()) {
    copy[structAt + leaf.byteOffset + i] = Number(word & 0xffn);
    word >>= 8n;
  }
  return copy;
}
