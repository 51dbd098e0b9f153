/**
 * Library: `decodeBlock` of dist/index.js against the Kaitai Struct runtime and against a reader written by hand, in one
 * process and in turn. Each decodes the whole struct; then four members of it are asked for, or every one that has a
 * meaning. The same four are also read of blocks whose type has to be found.
 *
 * `decodeBlock` copies each block and keeps the position of every member; Kaitai reads from one stream without either,
 * and rounds 64-bit integers; the reader by hand leaves reserved members out.
 */
import assert from 'node:assert/strict';
import { decodeBlock, valueAt } from '../../dist/index.js';
import { readByHand } from './by-hand.mjs';
import { blockSize, blockType, makeCleanBlocks } from './corpus.mjs';
import { compileKaitai } from './kaitai.mjs';
import { median } from './measure.mjs';

const rounds = 7;
const numbers = ['vfn', 'pfgid', 'fid', 'pchid', 'fidparm', 'port', 'fmb_len', 'pft', 'rid', 'tid', 'uid'];
const flags = ['tid_avail', 'rid_avail', 'is_physfn', 'mio_addr_avail', 'util_str_avail'];
const longs = ['sdma', 'edma'];
const headers = ['len', 'rsp', 'fmt'];
const six = [0, 1, 2, 3, 4, 5];
const options = { type: blockType };

export async function benchLibrary({ quick, report }) {
  const count = quick ? 20_000 : 1_000_000;
  const bytes = new Uint8Array(makeCleanBlocks(count).buffer);
  const readers = makeReaders(bytes, await compileKaitai());
  const checked = compareValues(bytes, readers);
  const about = `${count} blocks; ${checked.values} values agree; Kaitai rounded ${checked.rounded} of them`;
  const four = timesOf(readers, ['ours', 'kaitai', 'byHand'], 'four', count);
  const every = timesOf(readers, ['ours', 'kaitai', 'byHand'], 'every', count);
  report({
    name: 'four values of a block against the Kaitai runtime, speed',
    value: four.faster('kaitai'),
    target: { atLeast: 2 },
    detail: `${four.rate('ours')} and ${four.rate('kaitai')}; ${about}`,
  });
  report({
    name: 'every value of a block against a reader by hand, speed',
    value: every.faster('byHand'),
    target: { atLeast: 0.5 },
    detail: `${every.rate('ours')} and ${every.rate('byHand')}; Kaitai ${every.rate('kaitai')}`,
  });
  const found = timesOf(readers, ['ours', 'found'], 'four', count);
  report({
    name: 'four values, the type found against the type given, time',
    value: found.faster('found'),
    target: { atMost: 1.5 },
    detail: `${found.rate('found')} and ${found.rate('ours')}`,
  });
}

/** Median times of several readers that ask for the same members; nobody is always first. */
function timesOf(readers, names, members, count) {
  const times = Object.fromEntries(names.map((name) => [name, []]));
  const sums = new Set();
  for (let round = -1; round < rounds; round += 1) {
    const first = (round + 1) % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const start = process.hrtime.bigint();
      sums.add(sumOf(readers[name], members, count));
      const time = Number(process.hrtime.bigint() - start) / 1e6;
      if (round >= 0) times[name].push(time);
    }
  }
  assert.equal(sums.size, 1, 'they did not read the same');
  return {
    faster: (name) => median(times[name].map((time, i) => time / times[names[0]][i])),
    rate: (name) => `${(count / median(times[name]) / 1000).toFixed(2)} M/s`,
  };
}

/**
 * For each: `begin` starts at the first block, `read` reads block `i`, `four` and `every` touch members of what was read
 * and give a number that is the same for all.
 */
function makeReaders(bytes, { QueryFn, KaitaiStream }) {
  const view = new DataView(bytes.buffer);
  const blockOf = (i) => bytes.subarray(i * blockSize, (i + 1) * blockSize);
  const places = placesOf(decodeBlock(blockOf(0), options).structs[0].plan);
  const begin = () => undefined;
  const ours = {
    begin,
    four: (block) => fourOfPlaces(block, places.four),
    every: (block) => sumOfPlaces(block, places),
  };
  let stream;
  return {
    ours: { ...ours, read: (i) => decodeBlock(blockOf(i), options) },
    found: { ...ours, read: (i) => decodeBlock(blockOf(i)) },
    kaitai: {
      begin: () => {
        stream = new KaitaiStream(view);
      },
      read: () => new QueryFn(stream),
      four: fourOf,
      every: sumOfKaitai,
    },
    byHand: { begin, read: (i) => readByHand(view, i * blockSize), four: fourOf, every: sumOfMembers },
  };
}

function sumOf({ begin, read, ...sums }, members, count) {
  const sum = sums[members];
  begin();
  let total = 0;
  for (let i = 0; i < count; i += 1) total = (total + sum(read(i))) | 0;
  return total;
}

/** A 64-bit integer, rounded or not, as a small number. */
function touch(long) {
  return long > 4096 ? 3 : 1;
}

function fourOf(one) {
  return (one.fid + one.pchid + touch(one.sdma) + touch(one.edma)) | 0;
}

function fourOfPlaces({ structs }, [fid, pchid, sdma, edma]) {
  const [struct] = structs;
  return (struct.value(fid) + struct.value(pchid) + touch(struct.value(sdma)) + touch(struct.value(edma))) | 0;
}

function sumOfMembers(one) {
  let sum = one.len + one.rsp + one.fmt + one.vfn + one.pfgid + one.fid + one.pchid + one.fidparm + one.port;
  sum += one.fmb_len + one.pft + one.rid + one.tid + one.uid + one.valid + one.pfip[0] + one.util_str[0];
  sum += one.tid_avail + one.rid_avail + one.is_physfn + one.mio_addr_avail + one.util_str_avail;
  sum += touch(one.sdma) + touch(one.edma);
  for (let i = 0; i < 6; i += 1) sum += one.bar_size[i] + one.bar[i] + touch(one.addr[i].wb) + touch(one.addr[i].wt);
  return sum | 0;
}

/** The same under the names that Kaitai gives. */
function sumOfKaitai(one) {
  let sum = one.len + one.rsp + one.fmt + one.vfn + one.pfgid + one.fid + one.pchid + one.fidparm + one.port;
  sum += one.fmbLen + one.pft + one.rid + one.tid + one.uid + one.valid + one.pfip[0] + one.utilStr[0];
  sum += one.tidAvail + one.ridAvail + one.isPhysfn + one.mioAddrAvail + one.utilStrAvail;
  sum += touch(one.sdma) + touch(one.edma);
  for (let i = 0; i < 6; i += 1) sum += one.barSize[i] + one.bar[i] + touch(one.addr[i].wb) + touch(one.addr[i].wt);
  return sum | 0;
}

/** Indexes of the values, by kind; offsets of the texts. */
function placesOf({ index, leaves }) {
  const at = (path) => {
    const found = index.get(path);
    assert.ok(found !== undefined, `no member ${path}`);
    return found;
  };
  const paths = [...headers.map((name) => `hdr.${name}`), ...numbers, ...flags, 'mio.valid'];
  return {
    four: ['fid', 'pchid', 'sdma', 'edma'].map(at),
    small: [...paths, ...six.flatMap((i) => [`bar_size[${i}]`, `bar[${i}]`])].map(at),
    long: [...longs, ...six.flatMap((i) => [`mio.addr[${i}].wb`, `mio.addr[${i}].wt`])].map(at),
    texts: ['pfip', 'util_str'].map((path) => leaves[at(path)].byteOffset),
  };
}

function sumOfPlaces({ structs, bytes }, { small, long, texts }) {
  const [struct] = structs;
  let sum = 0;
  for (const index of small) sum += struct.value(index);
  for (const index of long) sum += touch(struct.value(index));
  for (const offset of texts) sum += bytes[struct.byteOffset + offset];
  return sum | 0;
}

/** Every value of some thousand blocks, from all three; 64-bit ones of Kaitai only as exact as a double is. */
function compareValues(bytes, { ours, kaitai, byHand }) {
  const found = { values: 0, rounded: 0 };
  kaitai.begin();
  const count = Math.min(5000, bytes.length / blockSize);
  for (let i = 0; i < count; i += 1) {
    const [mine, his, exact] = [ours.read(i), kaitai.read(), byHand.read(i)];
    for (const [path, member, other] of membersOf(exact, his)) {
      const value = memberAt(mine, path);
      assert.deepEqual(value, member, `block ${i}, ${path}: the reader by hand has another value`);
      const isLong = typeof member === 'bigint';
      assert.deepEqual(other, isLong ? Number(member) : member, `block ${i}, ${path}: Kaitai has another value`);
      if (isLong && BigInt(other) !== member) found.rounded += 1;
      found.values += 1;
    }
  }
  return found;
}

/** Path, value of the reader by hand, value of Kaitai. */
function membersOf(exact, his) {
  const kaitai = (name) => his[name.replace(/_(.)/g, (_, letter) => letter.toUpperCase())];
  const list = (name) => six.map((i) => [`${name}[${i}]`, exact[name][i], kaitai(name)[i]]);
  const address = (name) => six.map((i) => [`mio.addr[${i}].${name}`, exact.addr[i][name], his.addr[i][name]]);
  return [
    ...headers.map((name) => [`hdr.${name}`, exact[name], kaitai(name)]),
    ...[...numbers, ...longs].map((name) => [name, exact[name], kaitai(name)]),
    ...flags.map((name) => [name, exact[name], Number(kaitai(name))]),
    ['mio.valid', exact.valid, his.valid],
    ...['pfip', 'util_str'].map((name) => [name, [...exact[name]], [...kaitai(name)]]),
    ...['bar_size', 'bar'].flatMap(list),
    ...['wb', 'wt'].flatMap(address),
  ];
}

function memberAt({ structs: [struct], bytes }, path) {
  const { plan, byteOffset } = struct;
  const leaf = plan.leaves[plan.index.get(path)];
  if (leaf.isInteger) return valueAt(struct, path);
  return [...bytes.subarray(byteOffset + leaf.byteOffset, byteOffset + leaf.byteOffset + leaf.byteLength)];
}
