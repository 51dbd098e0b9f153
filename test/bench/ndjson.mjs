/**
 * NDJSON: `decode --format ndjson --split 384` against a script that gives each object of the library to JSON.stringify
 * (stringify.mjs), both into /dev/null; and how much memory the program needs for that.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blockSize, blockType, feedBlocks, writeBlocks } from './corpus.mjs';
import { pair, program, requireOptions, runProgram, timeCommand } from './measure.mjs';

const script = fileURLToPath(new URL('stringify.mjs', import.meta.url));
const decode = ['decode', '--format', 'ndjson', '--type', blockType];
const split = [...decode, '--split', String(blockSize)];
/** How many blocks are 400 MB, and 4 GB. */
const many = 1_050_000;
const large = 10_500_000;

export async function benchNdjson(settings) {
  requireOptions('--split', '--fields');
  compareOutput(settings.work);
  await compareSpeed(settings);
  await measureMemory(settings);
}

/** Line for line the same objects. */
function compareOutput(work) {
  const file = join(work, 'few.bin');
  writeBlocks(file, 200);
  const outputs = [
    [program, ...split, file],
    [script, file],
  ].map((args) =>
    execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
      .trimEnd()
      .split('\n'),
  );
  assert.equal(outputs[0].length, 200);
  for (const [i, line] of outputs[0].entries()) assert.deepEqual(JSON.parse(line), JSON.parse(outputs[1][i]));
}

async function compareSpeed({ quick, work, report }) {
  const count = quick ? 5000 : 250_000;
  const file = join(work, 'corpus.bin');
  writeBlocks(file, count);
  const ways = [
    ['blocks of a given length', split],
    ['blocks by their own length', [...decode, '--split', 'response']],
  ];
  for (const [name, args] of ways) {
    const { ratio, medians } = await pair(
      () => timeCommand(process.execPath, [program, ...args, file]),
      () => timeCommand(process.execPath, [script, file]),
      quick ? 1 : 3,
      0,
    );
    report({
      name: `ndjson against JSON.stringify, speed, ${name}`,
      value: ratio,
      target: { atLeast: 4 },
      detail: `${count} blocks; ${rate(count, medians[0])} and ${rate(count, medians[1])}`,
    });
  }
  const fields = [...split, '--fields', 'fid,pchid,sdma,edma'];
  const ms = timeCommand(process.execPath, [program, ...fields, file]);
  report({ name: 'ndjson of four fields', value: count / ms, unit: ' k/s', detail: `${count} blocks` });
}

async function measureMemory({ quick, large: isLarge, work, report }) {
  const sizes = quick ? [20_000] : isLarge ? [many, large] : [many];
  const peaks = [];
  for (const count of sizes) {
    const { ms, mebibytes } = await runProgram([...split, '-'], { work, feed: (stream) => feedBlocks(stream, count) });
    if (mebibytes === null) throw new Error('this system does not say how much memory a process had');
    peaks.push(mebibytes);
    report({
      name: `most memory with ${((count * blockSize) / 1e6).toFixed(0)} MB through a pipe`,
      value: mebibytes,
      unit: ' MiB',
      target: { atMost: 120 },
      detail: `${count} blocks, ${rate(count, ms)}`,
    });
  }
  if (peaks.length === 2)
    report({ name: 'the same, ten times as many blocks', value: peaks[1] / peaks[0], target: { atMost: 1.1 } });
}

function rate(count, ms) {
  return `${(count / ms).toFixed(1)} k/s`;
}
