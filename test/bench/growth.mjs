/**
 * Growth: the time for one block must not depend on how many there are, and two workers must be nearly twice as fast.
 */
import { join } from 'node:path';
import { decodeBlock } from '../../dist/index.js';
import { blockSize, blockType, makeBlocks, writeBlocks } from './corpus.mjs';
import { median, pair, program, requireOptions, timeCommand } from './measure.mjs';

const decode = ['decode', '--format', 'ndjson', '--type', blockType, '--split', String(blockSize)];

export async function benchGrowth(settings) {
  growthOfLibrary(settings);
  requireOptions('--split', '--jobs');
  growthOfProgram(settings);
  await benchJobs(settings);
}

/** Each size is decoded as often as makes the same number of blocks in all. */
function growthOfLibrary({ quick, report }) {
  const sizes = quick ? [1000, 10_000] : [1000, 10_000, 100_000, 1_000_000];
  const most = sizes.at(-1);
  const corpora = sizes.map((size) => makeBlocks(size));
  const times = sizes.map(() => []);
  for (let round = -1; round < 5; round += 1) {
    for (const [i, bytes] of corpora.entries()) {
      const start = process.hrtime.bigint();
      let fields = 0;
      for (let again = 0; again < most / sizes[i]; again += 1) fields += decodeAll(bytes);
      const time = Number(process.hrtime.bigint() - start);
      if (fields < most) throw new Error('blocks without fields');
      if (round >= 0) times[i].push(time / most);
    }
  }
  const each = times.map(median);
  report({
    name: `time per block, library, ${sizes[0]} to ${most}: most / least`,
    value: Math.max(...each) / Math.min(...each),
    target: { atMost: 1.1 },
    detail: each.map((time, i) => `${sizes[i]}: ${time.toFixed(0)} ns`).join(', '),
  });
}

function decodeAll(bytes) {
  let fields = 0;
  for (let at = 0; at < bytes.length; at += blockSize)
    fields += decodeBlock(bytes.subarray(at, at + blockSize), { type: blockType }).structs[0].values.length;
  return fields;
}

/** The command, without the time of a single block: that is starting. */
function growthOfProgram({ quick, work, report }) {
  const sizes = quick ? [2000, 8000] : [62_500, 250_000, 1_000_000];
  const timeOf = (size) => {
    const file = join(work, `${size}.bin`);
    writeBlocks(file, size);
    const times = Array.from({ length: 3 }, () => timeCommand(process.execPath, [program, ...decode, file]));
    return median(times);
  };
  const start = timeOf(1);
  const each = sizes.map((size) => ((timeOf(size) - start) * 1000) / size);
  report({
    name: `time per block, program, ${sizes[0]} to ${sizes.at(-1)}: most / least`,
    value: Math.max(...each) / Math.min(...each),
    target: { atMost: 1.1 },
    detail: each.map((time, i) => `${sizes[i]}: ${time.toFixed(2)} µs`).join(', '),
  });
}

async function benchJobs({ quick, work, report }) {
  const count = quick ? 5000 : 500_000;
  const file = join(work, 'jobs.bin');
  writeBlocks(file, count);
  const run = (jobs) => timeCommand(process.execPath, [program, ...decode, '--jobs', String(jobs), file]);
  const { ratio, medians } = await pair(
    () => run(2),
    () => run(1),
    quick ? 1 : 3,
    0,
  );
  report({
    name: '--jobs 2 against one, speed',
    value: ratio,
    target: { atLeast: 1.6 },
    detail: `${count} blocks; ${medians.map((ms) => `${(ms / 1000).toFixed(1)} s`).join(' and ')}`,
  });
}
