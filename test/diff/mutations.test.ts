/**
 * One field of one user's block changed: exactly its row becomes a finding, and the right one.
 */
import { describe, expect, test } from 'vitest';
import type { Leaf } from '../../src/catalog/plan.js';
import { decodeBlock } from '../../src/decode/decode-block.js';
import { catalog } from '../../src/index.js';
import type { DiffReport, DiffRow, Verdict } from '../../src/model/diff.js';
import { blocksOf, compare, poke, threeViews, typeOf } from './three-views.js';

const findings: ReadonlySet<Verdict> = new Set(['mismatch', 'leak', 'swapped', 'widened', 'missing', 'unexpected']);

/** Fields of the user's side that a rule of a row speaks of, without indices. */
function ruled(role: string): ReadonlySet<string> {
  const name = role.startsWith('vfio') ? 'vfio-zdev' : 'qemu';
  const item = catalog.interfaces().find((one) => one.name === name);
  const rows = item?.rows.filter((row) => !row.field.startsWith('hdr.') && !row.field.startsWith('reserved')) ?? [];
  return new Set(rows.flatMap((row) => (row.to ?? []).map((target) => target.field)));
}

interface Place {
  readonly role: string;
  readonly at: number;
  readonly leaf: Leaf;
  readonly tag: string;
  readonly value: bigint;
}

function placesOf(role: string, bytes: Uint8Array): Place[] {
  const fields = ruled(role);
  const block = decodeBlock(bytes, { type: typeOf(role) });
  return block.structs.flatMap((struct) =>
    struct.plan.leaves.flatMap((leaf, i) => {
      const value = struct.values[i];
      if (value === undefined || leaf.absent || !fields.has(`${struct.tag}.${leaf.generic}`)) return [];
      return [{ role, at: struct.byteOffset, leaf, tag: struct.tag, value: BigInt(value) }];
    }),
  );
}

/** Values that may stand there all the same, with the reason. */
function lawful(path: string, { role, tag, leaf, value }: Place, changed: bigint): string | undefined {
  const name = `${tag}.${leaf.generic}`;
  const isGuest = role.startsWith('guest');
  if (isGuest && /[.](fid|uid)$/.test(name)) return "an identifier of the guest may be anything but the host's";
  if (isGuest && name.endsWith('.pfgid') && changed >= 0xf0n && !path.endsWith('/plain'))
    return 'any simulated group will do';
  if (isGuest && /[.](resume_token|config_state)$/.test(name))
    return 'follows what the guest did, which no block tells';
  if (isGuest && name.endsWith('.rtr') && !/plain|qemu-7/.test(path))
    return "the offer of relaxed translation is QEMU's own";
  if (isGuest && name.endsWith('fh_list[].fh') && (changed & 0xff0000n) === 0x10000n)
    return 'any handle of the vfio kind will do';
  if (
    isGuest &&
    /[.]fh_list\[\][.]/.test(name) &&
    leaf.path.startsWith('fh_list[') &&
    !leaf.path.startsWith('fh_list[0]')
  ) {
    return 'the entry of another function';
  }
  if (isGuest && /[.](dtsm|frame)$/.test(name)) return 'sources are unsure: a note, no verdict';
  if (path.endsWith('qemu-7.2') && leaf.path === 'bar[4]') return 'already swapped; the bit is one of the address then';
  if (isGuest && name.endsWith('.bar[]') && (changed & 0xfn) === (value & 0xfn))
    return "address bits are the guest's own";
  return undefined;
}

function rowKey(row: DiffRow): string {
  return `${row.struct}.${row.attribute}`;
}

/** Rows whose verdict on one side is another one now, and a finding. */
function newFindings(before: DiffReport, after: DiffReport, side: string): DiffRow[] {
  const old = new Map(before.rows.map((row) => [rowKey(row), row.verdicts[side]]));
  return after.rows.filter((row) => {
    const verdict = row.verdicts[side];
    return verdict !== undefined && verdict !== old.get(rowKey(row)) && findings.has(verdict);
  });
}

describe.each(threeViews.map((one) => [one.path, one] as const))('%s', (_path, one) => {
  const before = compare(one);
  const blocks = blocksOf(one);
  const roles = Object.keys(blocks).filter((role) => /^(vfio-device-info|guest-(query-fn|query-grp|list))$/.test(role));
  const places = roles.flatMap((role) => placesOf(role, blocks[role] ?? new Uint8Array()));

  test('there are fields to change', () => {
    expect(places.length).toBeGreaterThan(50);
    expect(before.rows.filter((row) => row.severity === 'error')).toEqual([]);
  });

  test.each(places.map((place) => [`${place.role} ${place.tag}.${place.leaf.path}`, place] as const))(
    '%s',
    (_name, place) => {
      const changed = place.value ^ 1n;
      const bytes = poke(blocks[place.role] ?? new Uint8Array(), place.at, place.leaf, changed);
      const after = compare(one, { [place.role]: bytes });
      const side = place.role.startsWith('vfio') ? 'vfio' : 'guest';
      const rows = newFindings(before, after, side);
      const reason = lawful(one.path, place, changed);
      expect(rows.map(rowKey), reason).toHaveLength(reason === undefined ? 1 : 0);
      if (reason !== undefined) return;
      expect(rows[0]?.[side]?.path).toBe(`${place.tag}.${place.leaf.path}`);
      expect(['error', 'warning']).toContain(rows[0]?.severity);
    },
  );
});
