#!/usr/bin/env node
/**
 * The command lines of src/help/bulk.md, with the real tools and a corpus made of fixtures: each
 * must print what is typed here, or what the program prints by itself.
 *
 *     npm run test:tools
 *
 * Needs GNU parallel, jq and GNU tar, and fails when one is missing. DuckDB is in no release of Debian: its line runs
 * where `duckdb` is installed, else it is said not to have run.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const decode = ['decode', '--format', 'ndjson'];
/** Answers about functions, 384 bytes each. */
const answers = ['net-group5', 'net-group5_linux-5.10', 'net-group5_qemu-7.2', 'plain'].flatMap((dir) =>
  ['firmware', 'guest'].map((side) => `fixtures/three-views/${dir}/${side}-query-fn.bin`),
);
/** Of more than the piece of 384 KiB that parallel gives to one process. */
const copies = 300;

const work = mkdtempSync(join(tmpdir(), 'zpci-tools-'));
process.once('exit', () => rmSync(work, { recursive: true, force: true }));

/** What each line must do, by a word that only that line has. */
const expectations = [
  {
    word: '--jobs',
    check: () => sameLines(readFileSync(join(work, 'all'), 'utf8'), [...decode, '--split', '384', 'corpus.bin']),
  },
  {
    word: '| jq',
    check: (output) =>
      assert.deepEqual(
        output
          .trimEnd()
          .split('\n')
          .map((line) => Object.values(JSON.parse(line))),
        [
          ['dumps/1.bin', 0, 'clp_rsp_query_pci', 153, 240],
          ['dumps/3.bin', 0, 'clp_rsp_query_pci', 153, 240],
          ['dumps/5.bin', 0, 'clp_rsp_query_pci', 153, 240],
          ['dumps/6.bin', 0, 'clp_rsp_query_pci', 171, 255],
          ['dumps/7.bin', 0, 'clp_rsp_query_pci', 153, 255],
        ],
      ),
  },
  {
    word: '| duckdb',
    needs: 'duckdb',
    check: (output) =>
      assert.match(output, /\b0\b[^\n]*\b5\b[\s\S]*\b2\b[^\n]*\b3\b|\b2\b[^\n]*\b3\b[\s\S]*\b0\b[^\n]*\b5\b/),
  },
  { word: '-X', check: (output) => sameLines(output, [...decode, ...dumps()]) },
  {
    word: '--block',
    // Each process counts from the start of its own piece.
    check: (output) => sameLines(output, [...decode, '--split', '384', 'corpus.bin'], ['source', 'sourceOffset']),
  },
  {
    word: '-N1',
    // The text was standard input, and a block of text has line numbers.
    check: (output) => sameLines(output, [...decode, ...dumps()], ['source', 'why', 'lines']),
  },
];

try {
  main();
} catch (error) {
  console.error(`FAILED: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

function main() {
  assert.match(run('parallel --version').stdout, /^GNU parallel /, 'GNU parallel is missing: apt-get install parallel');
  for (const name of ['jq', 'tar']) assert.ok(isInstalled(name), `${name} is missing: apt-get install ${name}`);
  makeProgram();
  makeCorpus();
  const lines = commandLines();
  for (const line of lines) checkLine(line);
  assert.equal(lines.length, expectations.length, 'as many lines as are typed here');
  console.log('passed');
}

/** `npx zpci-inspect` and `zpci-inspect`, as they are where the package is installed. */
function makeProgram() {
  const start = `exec '${process.execPath}' '${root}bin/zpci-inspect.cjs' "$@"`;
  for (const [name, text] of Object.entries({ 'zpci-inspect': start, npx: `shift\n${start}` })) {
    mkdirSync(join(work, 'bin'), { recursive: true });
    writeFileSync(join(work, 'bin', name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(work, 'bin', name), 0o755);
  }
}

/** The files that the lines name. */
function makeCorpus() {
  const bytes = answers.map((path) => readFileSync(join(root, path)));
  assert.ok(
    bytes.every((one) => one.length === 384),
    'an answer has 384 bytes',
  );
  mkdirSync(join(work, 'dumps'));
  for (const [i, one] of bytes.entries()) writeFileSync(join(work, 'dumps', `${i}.bin`), one);
  assert.equal(run('tar -czf corpus.tar.gz --sort=name dumps').status, 0, 'tar fails');
  writeFileSync(join(work, 'blocks.hex'), bytes.map((one) => `${one.toString('hex')}\n`).join(''));
  writeFileSync(join(work, 'corpus.bin'), Buffer.concat(Array.from({ length: copies }, () => bytes).flat()));
}

/** Paths of the single blocks. */
function dumps() {
  return answers.map((_, i) => `dumps/${i}.bin`);
}

/** Lines of the shell blocks in the section. */
function commandLines() {
  const section = readFileSync(join(root, 'src/help/bulk.md'), 'utf8');
  return [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
    // A line goes on behind a backslash or a pipe.
    block
      .replace(/\\\n\s*/g, '')
      .replace(/\|\n\s*/g, '| ')
      .trimEnd()
      .split('\n'),
  );
}

function checkLine(line) {
  const found = expectations.filter(({ word }) => line.includes(word));
  assert.equal(found.length, 1, `nothing is typed for this line: ${line}`);
  const [{ needs, check }] = found;
  if (needs !== undefined && !isInstalled(needs)) return console.log(`NOT RUN, ${needs} is not installed: ${line}`);
  const { status, stdout, stderr } = run(line);
  assert.equal(status, 0, `${line}\n${stderr}`);
  check(stdout);
  console.log(`ok ${line}`);
}

/** The same lines as the program prints for `args`; `keys` of each are not compared. */
function sameLines(output, args, keys = []) {
  const alone = run(['zpci-inspect', ...args].join(' ')).stdout;
  const [lines, expected] = [output, alone].map((text) => text.trimEnd().split('\n'));
  assert.equal(expected.length, answers.length * (args.includes('corpus.bin') ? copies : 1), 'blocks of the program');
  assert.equal(lines.length, expected.length, 'not as many lines as blocks');
  const nothing = Object.fromEntries(keys.map((key) => [key, null]));
  const without = (line) => JSON.stringify({ ...JSON.parse(line), ...nothing });
  for (const [i, line] of lines.entries()) {
    const isSame = keys.length === 0 ? line === expected[i] : without(line) === without(expected[i]);
    assert.ok(isSame, `line ${i + 1} is not block ${i + 1} but ${line.slice(0, 200)}`);
  }
}

function isInstalled(name) {
  return run(`command -v ${name}`).status === 0;
}

/** In the folder with the corpus. */
function run(line) {
  const env = { ...process.env, PATH: `${join(work, 'bin')}:${process.env['PATH']}`, HOME: work };
  return spawnSync('bash', ['-o', 'pipefail', '-c', line], { cwd: work, env, encoding: 'utf8', maxBuffer: 1 << 28 });
}
