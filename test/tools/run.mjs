#!/usr/bin/env node
/**
 * The command lines of the section "With other tools" of README.md, with the real tools: each must print what is typed
 * here, or what the program prints by itself.
 *
 *     npm run test:tools
 *
 * Needs GNU parallel, jq and xxd, and fails when one is missing. DuckDB is in no release of Debian: its line runs where
 * `duckdb` is installed, else it is said not to have run.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const threeViews = readdirSync(join(root, 'fixtures/three-views')).sort();
const decode = ['decode', '--format', 'ndjson'];

/** Pages of all captures in the order of `sort`. */
function pages() {
  const names = readdirSync(join(root, 'fixtures/captures'), { recursive: true });
  return names
    .filter((name) => name.endsWith('.page.bin'))
    .map((name) => `fixtures/captures/${name}`)
    .sort();
}

/** The blocks of the files in their order; `keys` of each are not compared. */
function sameBlocks(output, files, keys = []) {
  const [lines, expected] = [output, tool([...decode, ...files])].map((text) => text.trimEnd().split('\n'));
  assert.ok(expected.length > 3, 'too few blocks to see an order');
  assert.equal(lines.length, expected.length, 'not as many lines as blocks');
  const without = (line) =>
    JSON.stringify({ ...JSON.parse(line), ...Object.fromEntries(keys.map((key) => [key, null])) });
  for (const [i, line] of lines.entries()) {
    const isSame = keys.length === 0 ? line === expected[i] : without(line) === without(expected[i]);
    assert.ok(isSame, `line ${i + 1} is not block ${i + 1} but ${line.slice(0, 200)}`);
  }
}

/** What each line must print, by a word that only that line has. */
const expectations = [
  {
    word: '| @tsv',
    check: (output) =>
      assert.deepEqual(output.trimEnd().split('\n'), [
        '9741da6f\t452\t0x0000000100000000',
        '9741da6f\t452\t0x0000000100000000',
        '9741da6f\t452\t0x0000000100000000',
        'f201ba65\t0\t0x0000000100000000',
      ]),
  },
  {
    word: 'duckdb',
    needs: 'duckdb',
    check: (output) => assert.match(output, /\b0\b[^\n]*\b1\b[\s\S]*\b452\b[^\n]*\b3\b/),
  },
  { word: '-X', check: (output) => sameBlocks(output, pages()) },
  {
    word: '-N1',
    check: (output) =>
      sameBlocks(
        output,
        threeViews.map((name) => `fixtures/three-views/${name}/firmware-query-grp.bin`),
        // The text was standard input, and a block of text has line numbers.
        ['source', 'why', 'lines'],
      ),
  },
];

const work = mkdtempSync(join(tmpdir(), 'zpci-tools-'));
process.once('exit', () => rmSync(work, { recursive: true, force: true }));

try {
  main();
} catch (error) {
  console.error(`FAILED: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

function main() {
  assert.match(run('parallel --version').stdout, /^GNU parallel /, 'GNU parallel is missing: apt-get install parallel');
  for (const name of ['jq', 'xxd']) assert.ok(isInstalled(name), `${name} is missing: apt-get install ${name}`);
  const program = join(work, 'zpci-inspect');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${root}bin/zpci-inspect.cjs' "$@"\n`);
  chmodSync(program, 0o755);
  const lines = commandLines();
  for (const line of lines) checkLine(line);
  assert.equal(lines.length, expectations.length, 'a line of README.md is missing');
  console.log('passed');
}

/** Shell blocks of the section. */
function commandLines() {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  const section = /^## With other tools\n([\s\S]*?)^## /m.exec(text)?.[1];
  assert.ok(section, 'README.md has no section "With other tools"');
  return [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, line = '']) => line.trimEnd());
}

function checkLine(line) {
  const found = expectations.filter(({ word }) => line.includes(word));
  assert.equal(found.length, 1, `nothing is typed for this line:\n${line}`);
  const [{ needs, check }] = found;
  if (needs !== undefined && !isInstalled(needs)) return console.log(`NOT RUN, ${needs} is not installed: ${line}`);
  const { status, stdout, stderr } = run(line);
  assert.equal(status, 0, `${line}\n${stderr}`);
  check(stdout);
  console.log(`ok ${line}`);
}

function isInstalled(name) {
  return run(`command -v ${name}`).status === 0;
}

function run(line) {
  const env = { ...process.env, PATH: `${work}:${process.env['PATH']}`, HOME: work };
  return spawnSync('bash', ['-o', 'pipefail', '-c', line], { cwd: root, env, encoding: 'utf8', maxBuffer: 1 << 28 });
}

function tool(args) {
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 };
  return spawnSync(process.execPath, [join(root, 'bin/zpci-inspect.cjs'), ...args], options).stdout;
}
