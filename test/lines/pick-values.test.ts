/**
 * The values that are picked are those of the whole result, for every field of every block of the fixtures, whatever
 * block came before.
 */
import { describe, expect, it } from 'vitest';
import { decodeBlock, describeBlock } from '../../src/index.js';
import { LineBuffer } from '../../src/lines/line-buffer.js';
import { pickedWriter } from '../../src/lines/pick-values.js';
import type { FieldResult } from '../../src/model/result.js';
import { fixtureBlocks } from '../generic/blocks.js';

const place = { source: 'a "file"\u0001.bin', sourceOffset: 384, lines: null };
const few = 300;

function linesOf(names: readonly string[], blocks: typeof fixtureBlocks): unknown[] {
  const out = new LineBuffer(16);
  const write = pickedWriter(names);
  for (const { bytes, type, endian, linux } of blocks) write(out, decodeBlock(bytes, { type, endian, linux }), place);
  const lines = Buffer.from(out.bytes).toString().trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** Every member by its name; the first struct that has it counts. */
function membersOf({ bytes, type, endian, linux }: (typeof fixtureBlocks)[number]): ReadonlyMap<string, FieldResult> {
  const members = new Map<string, FieldResult>();
  for (const { fields } of describeBlock(decodeBlock(bytes, { type, endian, linux })).structs)
    for (const field of fields) if (!members.has(field.path)) members.set(field.path, field);
  return members;
}

describe('picked values', () => {
  it('are those of the whole result', () => {
    for (const block of fixtureBlocks) {
      const members = [...membersOf(block).values()].filter(({ kind }) => kind !== 'padding').slice(0, few);
      const { source, sourceOffset } = place;
      const values = Object.fromEntries(members.map(({ path, value }) => [path, value]));
      const names = members.map(({ path }) => path);
      expect(linesOf(names, [block])).toEqual([{ source, sourceOffset, type: block.type, ...values }]);
    }
  });

  it('are those of each block, however blocks follow each other', () => {
    const names = ['fid', 'edma', 'util_str', 'maxstbl', 'flags', 'bar[1]', 'argsz', 'uid_utility'];
    const lines = linesOf(names, fixtureBlocks);
    expect(lines.length).toBe(fixtureBlocks.length);
    for (const [i, block] of fixtureBlocks.entries()) {
      const members = membersOf(block);
      expect(lines[i]).toMatchObject(Object.fromEntries(names.map((name) => [name, members.get(name)?.value ?? null])));
    }
  });

  it('are lists for names with []', () => {
    const block = fixtureBlocks.find(({ type }) => type === 'clp_rsp_list_pci');
    if (block === undefined) throw new RangeError();
    const handles = [...membersOf(block)].flatMap(([path, { value }]) =>
      /^fh_list\[\d+\]\.fid$/.test(path) ? [value] : [],
    );
    expect(handles.length).toBeGreaterThan(1);
    expect(linesOf(['fh_list[].fid', 'addr[]'], [block])).toMatchObject([{ 'fh_list[].fid': handles, 'addr[]': null }]);
  });
});

describe('digits of a number', () => {
  const numbers = [0, 9, 10, 99, 100, 65_535, 99_999, 100_000, 999_999_999, 1_000_000_000, 4_294_967_295];
  it.each([...numbers, 9_007_199_254_740_991])('%d', (number) => {
    const out = new LineBuffer(1);
    out.addNumber(number);
    expect(Buffer.from(out.bytes).toString()).toBe(String(number));
  });
});
