/**
 * Every block of the fixtures cut at every length: what is left says the same as before, what is gone is
 * said to be gone, and no bit is lost or counted twice.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type BlockResult,
  builtInCatalog,
  decodeBlock,
  describeBlock,
  type FieldResult,
  type StructResult,
} from '../../src/index.js';
import { accountProblems } from './account.js';
import { decodeLike, type FixtureBlock, fixtureBlocks } from './blocks.js';

/** Every length up to this, the end of a request with the longest response that has fields of its own; beyond it coarsely. */
const everyLengthTo = 420;
const coarseStep = 61;

/** Findings that say that bytes are missing; of a buffer that was too small the rest was never there. */
const cutCodes = ['TRUNCATED', 'BUFFER_TOO_SMALL', 'LENGTH_BEYOND_BLOCK', 'CHAIN_OUT_OF_RANGE', 'SIZE_FIELD'];

function lengthsOf(block: FixtureBlock): number[] {
  const { length } = block.bytes;
  const lengths: number[] = [];
  for (let n = 1; n < length; n += n < everyLengthTo || n > length - 4 ? 1 : coarseStep) lengths.push(n);
  return lengths;
}

/** Fields with a value by path, by struct and place of the struct. */
type Read = ReadonlyMap<string, ReadonlyMap<string, FieldResult>>;

function readFields(result: BlockResult): Read {
  return new Map(
    result.structs.map((struct) => [
      placeOf(struct),
      new Map(struct.fields.filter(({ status }) => status === 'ok').map((field) => [field.path, field])),
    ]),
  );
}

function placeOf(struct: StructResult): string {
  return `${struct.struct}@${struct.byteOffset}`;
}

/**
 * How many bytes of the block a field needs. Members that share a byte come and go together, because what a
 * struct covers ends at a byte, and padding gives way; a capability or a response behind a request needs its whole header.
 */
function neededBytes(struct: StructResult, field: FieldResult): number {
  let end = field.byteOffset;
  for (const other of struct.fields) {
    const last = other.byteOffset + Math.ceil((other.bitOffset + other.bitLength) / 8);
    const isInTheWay = other.kind !== 'padding' && other.byteOffset < end && last > end;
    if (other.status === 'ok' && (other === field || isInTheWay)) end = last;
  }
  const header = struct.byteOffset === 0 ? 0 : struct.struct.startsWith('clp_') ? 16 : 8;
  return struct.byteOffset + Math.max(end, header);
}

/** A page of less than 4 bytes does not say its command: its request is a bare header. */
function isBareHeader(block: FixtureBlock, length: number): boolean {
  return block.type === 'clp-page' && length < 4;
}

/** Byte strings that are the rest of their block, however long: cut, they are the beginning of the whole one. */
const restOfBlock = ['vfio_iommu_type1_info_block.data', 'vfio_region_zpci_info.util_str'];

function isBeginning(struct: StructResult, field: FieldResult, whole: FieldResult | undefined): boolean {
  const isRest = restOfBlock.includes(`${struct.struct}.${field.path}`);
  if (!isRest || field.raw === null || typeof whole?.raw !== 'string') return false;
  return whole.raw.startsWith(field.raw);
}

const compared = ['raw', 'value', 'label', 'kind', 'byteOffset', 'bitOffset', 'bitLength'] as const;

interface Report {
  /** Bits that are not there exactly once, or not as they were. */
  readonly coverage: string[];
  /** Fields that say something else than in the whole block. */
  readonly changed: string[];
  /** Fields whose bytes are there and that are not shown. */
  readonly lost: string[];
  /** Lengths where fields are gone and no finding says so. */
  readonly silent: string[];
}

function cutEverywhere(block: FixtureBlock): Report {
  const report: Report = { coverage: [], changed: [], lost: [], silent: [] };
  const whole = readFields(block.full);
  const needs = block.full.structs.flatMap((struct) =>
    struct.fields.flatMap((field) =>
      field.status === 'ok' ? [{ place: placeOf(struct), path: field.path, bytes: neededBytes(struct, field) }] : [],
    ),
  );
  for (const length of lengthsOf(block)) {
    const bytes = block.bytes.slice(0, length);
    const cut = decodeLike(block, bytes);
    const left = readFields(cut);
    report.coverage.push(...accountProblems(bytes, cut).map((text) => `${length}: ${text}`));
    if (isBareHeader(block, length)) continue;
    for (const struct of cut.structs) {
      const before = whole.get(placeOf(struct));
      for (const field of struct.fields) {
        if (field.status !== 'ok' || field.kind === 'padding') continue;
        const other = before?.get(field.path);
        if (isBeginning(struct, field, other)) continue;
        if (other === undefined || compared.some((name) => field[name] !== other[name]))
          report.changed.push(`${length}: ${placeOf(struct)}.${field.path}`);
      }
    }
    const gone = needs.filter(({ place, path }) => left.get(place)?.has(path) !== true);
    const isBrokenBackward = block.full.issues.some((one) => one.code === 'CHAIN_BACKWARD');
    if (!isBrokenBackward)
      report.lost.push(
        ...gone.filter(({ bytes }) => bytes <= length).map(({ place, path }) => `${length}: ${place}.${path}`),
      );
    const isSaid = cut.issues.some((one) => cutCodes.includes(one.code) && one.byteOffset <= length);
    if (gone.length > 0 && !isSaid) report.silent.push(`${length}: ${gone[0]?.place}.${gone[0]?.path}`);
  }
  return report;
}

describe.each(fixtureBlocks)('$name cut at every length', (block) => {
  let report: Report;
  beforeAll(() => {
    report = cutEverywhere(block);
  });

  it('covers every bit exactly once', () => expect(report.coverage).toEqual([]));
  it('keeps raw, value and label of every field that is left', () => expect(report.changed).toEqual([]));
  it('shows every field whose bytes are there', () => expect(report.lost).toEqual([]));
  it('says that something is missing', () => expect(report.silent).toEqual([]));
});

describe('the byte order of a cut block', () => {
  const hostBlocks = fixtureBlocks.filter((block) => builtInCatalog().layout(block.type)?.byteOrder === 'host');

  it('has blocks of both orders to cut', () => {
    expect(new Set(hostBlocks.map((block) => block.endian))).toEqual(new Set(['big', 'little']));
  });

  it.each(hostBlocks)('$name decodes at lengths of all kinds without --endian', (block) => {
    for (const length of lengthsOf(block).filter((one) => one < 40 || one % 13 === 0)) {
      const bytes = block.bytes.slice(0, length);
      const result = describeBlock(decodeBlock(bytes, { type: block.type }));
      expect(accountProblems(bytes, result), `${length} bytes`).toEqual([]);
      expect(result.why, `${length} bytes`).toMatch(/^type given; (big|little|neither|either|nothing in it)/);
    }
  });
});
