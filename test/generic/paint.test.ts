/**
 * One field of an all-zero block is set, to all ones or to one bit: that field says so, and nothing else
 * changes. Where the field lies is what the compiler says.
 */
import { describe, expect, it } from 'vitest';
import { type BlockResult, catalog, type FieldResult } from '../../src/index.js';
import { readCp037 } from '../oracle/cp037.js';
import { rawOf } from '../oracle/reader.js';
import { decodeLike } from './blocks.js';
import { type Canvas, canvases, holesOf, noOracle, paint, type Run } from './canvas.js';

const decode = (canvas: Canvas, bytes: Uint8Array): BlockResult =>
  decodeLike({ type: canvas.type, endian: canvas.endian, linux: undefined }, bytes);

interface Shown extends Pick<FieldResult, 'path' | 'kind' | 'raw' | 'value'> {
  /** Bits from the start of the block. */
  readonly place: string;
}

/** What is shown, by the bits it covers. */
function shownIn(result: BlockResult): Map<string, Shown> {
  const found = new Map<string, Shown>();
  for (const struct of result.structs) {
    if (struct.struct === 'gap') found.set(`gap ${struct.byteOffset}`, { ...gap, raw: struct.raw ?? '' });
    for (const { path, kind, raw, value, status, byteOffset, bitOffset, bitLength } of struct.fields) {
      const place = placeText({ byteOffset: struct.byteOffset + byteOffset, bitOffset, bitLength });
      if (status === 'ok') found.set(place, { path, kind, raw, value, place });
    }
  }
  return found;
}

const gap = { path: 'gap', kind: 'padding', value: null, place: 'gap' } as const;

function placeText(run: Pick<Run, 'byteOffset' | 'bitOffset' | 'bitLength'>): string {
  return `${run.byteOffset}.${run.bitOffset}+${run.bitLength}`;
}

/** What differs between two readings of blocks of the same shape. */
function changedBetween(before: ReadonlyMap<string, Shown>, after: ReadonlyMap<string, Shown>): Shown[] {
  const gone = [...before].filter(([place]) => !after.has(place)).map(([, shown]) => ({ ...shown, raw: 'gone' }));
  return [
    ...gone,
    ...[...after].filter(([place, shown]) => before.get(place)?.raw !== shown.raw).map(([, one]) => one),
  ];
}

/** The value of a member whose bits are all ones. */
function onesValue(run: Run, raw: string): number | string {
  if (!run.isInteger) return /util_str$/.test(run.path) ? readCp037(new Uint8Array(raw.length / 2).fill(0xff)) : raw;
  return run.bitLength === 64 ? '0xffffffffffffffff' : 2 ** run.bitLength - 1;
}

/** The value of a member with only its first bit, in memory, set. */
function firstBitValue(run: Run, canvas: Canvas): number | string | undefined {
  if (!run.isInteger) return undefined;
  const isLittle = run.isLittle || (canvas.endian === 'little' && canvas.layout.byteOrder === 'host');
  const value = isLittle ? 0x80n : 1n << BigInt(run.bitLength - 1);
  return run.bitLength === 64 ? `0x${value.toString(16).padStart(16, '0')}` : Number(value);
}

const isReserved = (path: string): boolean => /(^|\.)_*(reserved\d*|pad)$/.test(path);

it('there is a canvas for every layout', () => {
  const types = new Set([...canvases.map((canvas) => canvas.type), ...noOracle]);
  expect(
    catalog.layouts().filter((one) => !types.has(one.interface ? `${one.tag}@${one.interface}` : one.tag)),
  ).toEqual([]);
  expect(noOracle.filter((tag) => catalog.layout(tag) === undefined)).toEqual([]);
});

describe.each(canvases)('$type, $endian-endian', (canvas) => {
  const before = shownIn(decode(canvas, canvas.bytes));
  const samePlace = (run: Run): string[] =>
    canvas.members.filter((other) => placeText(other) === placeText(run)).map((other) => other.path);

  it('is one struct, and every member is shown', () => {
    const { structs } = decode(canvas, canvas.bytes);
    expect(structs.map((struct) => [struct.struct, struct.byteLength])).toEqual([
      [canvas.layout.tag, canvas.bytes.length],
    ]);
    const places = new Set(before.keys());
    expect([...canvas.members, ...canvas.fixed].filter((run) => !places.has(placeText(run)))).toEqual([]);
    expect(before.size).toBe(
      new Set([...canvas.members, ...canvas.fixed].map(placeText)).size + holesOf(canvas).length,
    );
  });

  it('all bits of one member: only it changes', () => {
    for (const run of canvas.members) {
      const bytes = paint(canvas, run);
      const raw = rawOf(bytes, run);
      const changed = changedBetween(before, shownIn(decode(canvas, bytes)));
      expect(changed.length, `${run.path}: ${JSON.stringify(changed)}`).toBe(1);
      const [shown] = changed;
      expect(samePlace(run), run.path).toContain(shown?.path);
      expect(shown, run.path).toMatchObject({ place: placeText(run), raw, value: onesValue(run, raw) });
      expect(shown?.kind, run.path).toBe(isReserved(run.path) ? 'reserved' : 'value');
    }
  });

  it('the first bit of one member: its value has the right byte order', () => {
    for (const run of canvas.members) {
      const wanted = firstBitValue(run, canvas);
      if (wanted === undefined) continue;
      const [shown, ...others] = changedBetween(
        before,
        shownIn(
          decode(
            canvas,
            paint(canvas, run, (bit) => bit === 0),
          ),
        ),
      );
      expect(others, run.path).toEqual([]);
      expect(shown, run.path).toMatchObject({ place: placeText(run), value: wanted });
    }
  });

  it('every single bit belongs to one thing that is shown', () => {
    for (const run of [...canvas.members, ...holesOf(canvas)]) {
      for (let bit = 0; bit < run.bitLength; bit++) {
        const changed = changedBetween(
          before,
          shownIn(
            decode(
              canvas,
              paint(canvas, run, (one) => one === bit),
            ),
          ),
        );
        expect(
          changed.map((shown) => shown.place),
          `${run.path} bit ${bit}`,
        ).toEqual([placeText(run)]);
      }
    }
  });

  it('a reserved member that is not zero is found', () => {
    for (const run of canvas.members) {
      const bytes = paint(canvas, run, (bit) => bit === run.bitLength - 1);
      const found = decode(canvas, bytes).issues.filter((one) => one.code === 'RESERVED_NOT_ZERO');
      const wanted = { path: `${canvas.layout.tag}.${run.path}`, byteOffset: run.byteOffset, severity: 'note' };
      expect(found, run.path).toMatchObject(isReserved(run.path) ? [wanted] : []);
    }
  });

  it('padding that is not zero is found', () => {
    for (const run of holesOf(canvas)) {
      const bytes = paint(canvas, run, (bit) => bit === run.bitLength - 1);
      const changed = changedBetween(before, shownIn(decode(canvas, bytes)));
      expect(changed).toMatchObject([{ path: run.path, kind: 'padding', raw: rawOf(bytes, run) }]);
      const { issues } = decode(canvas, bytes);
      const wanted = { path: `${canvas.layout.tag}.${run.path}`, byteOffset: run.byteOffset, severity: 'note' };
      expect(issues.filter((one) => one.code === 'PADDING_NOT_ZERO')).toMatchObject([wanted]);
      expect(issues.filter((one) => one.code === 'RESERVED_NOT_ZERO')).toEqual([]);
    }
  });
});
