/**
 * NDJSON: whole lines against JSON.stringify of objects that are there already (prepared.mjs), both into /dev/null;
 * four fields of each block against a script of Python that does nothing else (peers/four_fields.py), with the type given
 * and found; and how much memory the program needs for a stream.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blockSize, blockType, feedBlocks, makeCleanBlocks, writeRepeated } from './corpus.mjs';
import { isInstalled, pair, program, requireOptions, runProgram, timeCommand } from './measure.mjs';

const prepared = fileURLToPath(new URL('prepared.mjs', import.meta.url));
const python = fileURLToPath(new URL('peers/four_fields.py', import.meta.url));
const node = process.execPath;
const lines = ['decode', '--format', 'ndjson', '--split', String(blockSize)];
const typed = [...lines, '--type', blockType];
const whole = [...typed, '--exposure', 'none'];
const four = ['--fields', 'fid,pchid,sdma,edma'];
/** How many blocks are 400 MB, and 4 GB. */
const many = 1_050_000;
const large = 10_500_000;

export async function benchNdjson(settings) {
  requireOptions('--split', '--fields');
  await benchWhole(settings);
  await benchFields(settings);
  await benchMemory(settings);
}

/** The start of the program counts; to prepare the objects does not. */
async function benchWhole({ quick, work, report }) {
  const count = quick ? 5000 : 100_000;
  const [few, file] = [join(work, 'few.bin'), join(work, 'repeated.bin')];
  writeRepeated(few, 200);
  writeRepeated(file, count);
  requireSame([node, program, ...whole, few], [node, prepared, few]);
  const { ratio, medians } = await pair(
    () => timeCommand(node, [program, ...whole, file]),
    () => timeOfPrepared(file),
    quick ? 1 : 3,
    0,
  );
  report({
    name: 'whole lines against JSON.stringify of prepared objects, speed',
    value: ratio,
    target: { atLeast: 0.6 },
    detail: `${count} blocks; ${medians.map((ms) => rate(count, ms)).join(' and ')}`,
  });
}

/** Milliseconds that writing takes, as the script says. */
function timeOfPrepared(file) {
  const { status, stderr } = spawnSync(node, [prepared, file], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`prepared.mjs: exit ${status}\n${stderr}`);
  return Number(stderr);
}

async function benchFields({ quick, work, report }) {
  const count = quick ? 30_000 : 300_000;
  const file = join(work, 'clean.bin');
  writeFileSync(file, makeCleanBlocks(count));
  const given = [node, program, ...typed, ...four, file];
  const found = [node, program, ...lines, ...four, file];
  requireSame(given, found);
  const against = async ([first, second], name, target) => {
    const [one, other] = [first, second].map(
      ([command, ...args]) =>
        () =>
          timeCommand(command, args),
    );
    const { ratio, medians } = await pair(one, other, quick ? 1 : 5);
    const detail = `${count} blocks; ${medians
      .map((ms) => rate(count, ms))
      .reverse()
      .join(' and ')}`;
    report({ name, value: ratio, target, detail });
  };
  if (isInstalled('python3')) {
    const script = ['python3', python, file];
    requireSame(given, script);
    await against([script, given], 'four fields of a block, type given, against Python, time', { atMost: 0.7 });
    await against([script, found], 'four fields of a block, type found, against Python, time');
  } else console.log('  python3 is not installed');
  await against([given, found], 'four fields, the type found against the type given, time', { atMost: 1.5 });
}

/** @throws Error when two commands do not write the same bytes. */
function requireSame(...commands) {
  const [first, second] = commands.map(([command, ...args]) => run(command, args));
  assert.ok(first.equals(second), 'they do not write the same');
}

async function benchMemory({ quick, large: isLarge, work, report }) {
  const sizes = quick ? [20_000] : isLarge ? [many, large] : [many];
  const peaks = [];
  for (const count of sizes) {
    const { ms, mebibytes } = await runProgram([...whole, '-'], { work, feed: (stream) => feedBlocks(stream, count) });
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

function run(command, args) {
  return execFileSync(command, args, { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
}

function rate(count, ms) {
  return `${(count / ms).toFixed(1)} k/s`;
}
