/**
 * Damage to a block: bits, lengths that lie, chains that lead elsewhere, cuts and splices.
 */
import type { Endian } from '../../src/index.js';
import type { CorpusBlock } from './corpus.js';
import type { Random } from './random.js';

/** A block under way, and what was done to it. */
export interface Mutant {
  bytes: Uint8Array;
  readonly from: CorpusBlock;
  readonly done: string[];
}

type Mutation = (mutant: Mutant, random: Random, others: readonly CorpusBlock[]) => void;

/** Blocks are kept below this, for which the bounds of time and memory are promised. */
export const mostBytes = 65_535;

const mutations: Readonly<Record<string, Mutation>> = {
  flipBits: ({ bytes }, random) => {
    for (let left = 1 + random.small(8); left > 0; left--) {
      const at = random.below(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    }
  },
  setByte: ({ bytes }, random) => {
    bytes[random.below(bytes.length)] = random.pick([0, 1, 7, 8, 15, 16, 0x20, 0x40, 0x4a, 0x7f, 0x80, 0xff]);
  },
  setWord: ({ bytes, from }, random) => {
    const size = random.pick([2, 4, 8]);
    const at = random.below(Math.max(1, Math.floor(bytes.length / size))) * size;
    put(bytes, at, size, likelyNumber(random, bytes.length), random.once(8) ? otherOrder(from.endian) : from.endian);
  },
  lieAboutLength: ({ bytes, from }, random) => {
    if (from.steering.length === 0) return;
    const { at, size } = random.pick(from.steering);
    put(bytes, at, size, likelyNumber(random, bytes.length), from.endian);
  },
  rewireChain: ({ bytes, from }, random) => {
    const words = from.steering.filter(({ size }) => size === 4);
    if (words.length === 0) return;
    const place = random.pick(words);
    const target = random.pick(words).at - random.pick([0, 4, 16, -8, 1]);
    put(bytes, place.at, 4, Math.max(0, target), from.endian);
  },
  truncate: (mutant, random) => {
    mutant.bytes = mutant.bytes.slice(0, 1 + random.below(mutant.bytes.length));
  },
  extend: (mutant, random) => {
    const more = random.once(200) ? random.below(mostBytes) : 1 + random.small(300);
    const tail = Uint8Array.from({ length: more }, random.once(2) ? () => 0 : () => random.next() & 0xff);
    mutant.bytes = join(mutant.bytes, tail);
  },
  repeat: (mutant, random) => {
    const { bytes } = mutant;
    const from = random.below(bytes.length);
    const piece = bytes.slice(from, from + 1 + random.small(64));
    const times = random.once(100) ? Math.ceil(mostBytes / piece.length) : 1 + random.small(40);
    mutant.bytes = join(bytes.slice(0, from), ...Array.from({ length: times }, () => piece), bytes.slice(from));
  },
  remove: (mutant, random) => {
    const { bytes } = mutant;
    const from = random.below(bytes.length);
    const rest = join(bytes.slice(0, from), bytes.slice(from + 1 + random.small(40)));
    if (rest.length > 0) mutant.bytes = rest;
  },
  splice: (mutant, random, others) => {
    const other = random.pick(others).bytes;
    const head = mutant.bytes.slice(0, random.below(mutant.bytes.length + 1));
    const spliced = join(head, other.slice(random.below(other.length)));
    if (spliced.length > 0) mutant.bytes = spliced;
  },
  overwrite: ({ bytes }, random, others) => {
    const other = random.pick(others).bytes;
    const from = random.below(other.length);
    const at = random.below(bytes.length);
    bytes.set(other.slice(from, from + 1 + random.small(64)).slice(0, bytes.length - at), at);
  },
  /** What EBCDIC has for the start of a formula, a new line or an escape. */
  beginText: ({ bytes, from: { strings = [] } }, random) => {
    if (strings.length > 0)
      put(bytes, random.pick(strings), 1, random.pick([0x7e, 0x4e, 0x60, 0x7c, 0x25, 0x27]), 'big');
  },
  fill: ({ bytes }, random) => {
    const at = random.below(bytes.length);
    bytes.fill(random.pick([0, 0xff, 0xa5, 0x40, 0x27, 0x4a, 0x60, 0x7e]), at, at + 1 + random.small(200));
  },
};

const names = Object.keys(mutations);

/** A damaged copy of a block: one to six mutations. */
export function mutateBytes(from: CorpusBlock, random: Random, others: readonly CorpusBlock[]): Mutant {
  const mutant: Mutant = { bytes: Uint8Array.from(from.bytes), from, done: [] };
  for (let left = 1 + random.small(6); left > 0; left--) {
    const name = random.pick(names);
    mutations[name]?.(mutant, random, others);
    mutant.done.push(name);
    if (mutant.bytes.length > mostBytes) mutant.bytes = mutant.bytes.slice(0, mostBytes);
  }
  return mutant;
}

function likelyNumber(random: Random, length: number): number {
  const near = random.pick([0, 1, 8, 15, 16, 20, 24, 32, 40, 64, 192, 384, 4064, 0xffff, 2 ** 31, 2 ** 32 - 1, length]);
  return random.once(4) ? random.next() : Math.max(0, near + random.pick([0, 0, 0, -1, 1, -8, 8, 4]));
}

function otherOrder(endian: Endian): Endian {
  return endian === 'big' ? 'little' : 'big';
}

function put(bytes: Uint8Array, at: number, size: number, value: number, endian: Endian): void {
  for (let i = 0; i < size; i++) {
    const to = endian === 'big' ? at + size - 1 - i : at + i;
    if (to < bytes.length) bytes[to] = Math.floor(value / 256 ** i) % 256;
  }
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}
