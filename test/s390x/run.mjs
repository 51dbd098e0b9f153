#!/usr/bin/env node
/**
 * The built program and library on big-endian s390x: Debian's Node for that machine, run by QEMU's user emulation, must
 * print the same bytes as Node here.
 *
 *     npm run test:s390x [-- <word>]     only the commands with this in them
 *
 * Needs apt, dpkg and a mirror of Debian; downloads about 150 MB once into a cache below the folder for temporary
 * files. Ends with exit code 1 and a reason when anything is missing or differs. Nothing is skipped.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandsOf } from './commands.mjs';
import { firstDifference } from './difference.mjs';
import { fetchNode } from './packages.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = join(root, 'bin/zpci-inspect.cjs');
/** One start takes seconds; this is for one that hangs. */
const limit = 300_000;

const work = mkdtempSync(join(tmpdir(), 'zpci-s390x-'));
process.once('exit', () => rmSync(work, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

try {
  await main(process.argv[2]);
} catch (error) {
  console.error(`FAILED: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

async function main(word = '') {
  const here = { name: 'here', command: process.execPath, prefix: [] };
  console.log('packages ...');
  const there = { name: 's390x', ...fetchNode() };
  for (const machine of [here, there]) mkdirSync(join(work, machine.name));
  await aboutMachines(here, there);
  const commands = commandsOf(root).filter(({ name }) => name.includes(word));
  assert.ok(commands.length > 0, `no command has ${word} in it`);
  for (const command of commands) command.input = await inputOf(here, command.input);
  const counts = { bytes: 0, differ: 0 };
  await eachOf(commands, (command) => compare(here, there, command, counts));
  await compareLibrary(here, there, counts);
  console.log(`${commands.length} commands, ${counts.bytes} bytes of output, ${counts.differ} differ`);
  assert.equal(counts.differ, 0, 'the output on s390x is not that of this machine');
  console.log('passed');
}

/** Says what runs where, and proves that a program that does follow the order of the machine's bytes is noticed. */
async function aboutMachines(here, there) {
  const script =
    'console.log(process.version, process.arch, os.endianness(), new Uint8Array(Uint16Array.of(1).buffer)[0])';
  const said = [];
  for (const machine of [here, there]) said.push((await run(machine, ['-e', script])).stdout.toString().trim());
  console.log(`  here ${said[0]}; there ${said[1]}`);
  assert.match(said[1], /^v\d+\.\d+\.\d+ s390x BE 0$/, 'this is no Node for s390x');
  assert.match(said[0], / LE 1$/, 'this machine is big-endian itself: there is nothing to compare');
}

/** What a command reads from standard input: files one behind the other, or what the program prints here. */
async function inputOf(here, input) {
  if (input === undefined) return '';
  if (input.files !== undefined) return Buffer.concat(input.files.map((path) => readFileSync(join(root, path))));
  return (await run(here, [program, ...input.args])).stdout;
}

async function compare(here, there, { name, args, input }, counts) {
  const results = [];
  for (const machine of [here, there]) {
    const words = args.map((word) => word.replace('{out}', join(work, machine.name)));
    results.push(await run(machine, [program, ...words], input));
  }
  const [ours, theirs] = results;
  assert.ok([0, 1, 2].includes(ours.status), `${name}: exit code ${ours.status} here\n${ours.stderr}`);
  for (const machine of [here, there]) {
    const dir = join(work, machine.name);
    const files = args.some((word) => word.includes('{out}')) ? readdirSync(dir).sort() : [];
    const result = results[machine === here ? 0 : 1];
    for (const file of files) result[file] = readFileSync(join(dir, file));
  }
  report(name, ours, theirs, counts);
}

/** Both machines run the same script against the library. */
async function compareLibrary(here, there, counts) {
  const script = join(root, 'test/s390x/library.mjs');
  const [ours, theirs] = [await run(here, [script]), await run(there, [script])];
  assert.equal(ours.status, 0, `the library fails here: ${ours.stderr}`);
  report('library', ours, theirs, counts);
}

function report(name, ours, theirs, counts) {
  const found = firstDifference(ours, theirs);
  const bytes = ours.stdout.length + ours.stderr.length;
  assert.ok(bytes > 0, `${name} printed nothing`);
  counts.bytes += bytes;
  if (found === undefined) return console.log(`  same    ${name} (exit ${ours.status}, ${bytes} bytes)`);
  counts.differ += 1;
  console.log(`  DIFFERS ${name}\n${found}`);
}

/** Runs an action for each item, as many at a time as this machine has processors. */
async function eachOf(items, action) {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await action(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

/** Runs Node of a machine. Every variable that the program looks at is the same on both. */
function run({ command, prefix }, args, input = '') {
  const env = { PATH: process.env['PATH'], COLUMNS: '100', LC_ALL: 'C.UTF-8', TZ: 'UTC' };
  const options = { cwd: root, env, encoding: 'buffer', maxBuffer: 1 << 28, timeout: limit };
  return new Promise((resolve, reject) => {
    const child = execFile(command, [...prefix, ...args], options, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number')
        reject(new Error(`${args.slice(1, 5).join(' ')}: ${error.code ?? error.signal}`));
      else resolve({ status: error?.code ?? 0, stdout, stderr });
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
