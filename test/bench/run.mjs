#!/usr/bin/env node
/**
 * Measures the program and the library, always as a ratio to something else in the same run, because times differ from
 * machine to machine.
 *
 *     npm run bench [-- <part>... | --quick | --large | --record]
 *
 * Parts: startup, library, ndjson, memory, check, growth, dependencies. `--quick` makes everything small: to see that it runs, not to be
 * believed. `--large` also sends 4 GB through a pipe. `--record` writes test/bench/RESULTS.md, of all parts.
 *
 * Ends with exit code 1 when something could not be measured; a target that is not met is only said.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchCheck } from './check.mjs';
import { benchDependencies } from './dependencies.mjs';
import { benchGrowth } from './growth.mjs';
import { benchLibrary } from './library.mjs';
import { benchMemory } from './memory.mjs';
import { benchNdjson } from './ndjson.mjs';
import { lineOf, resultsText, verdictOf } from './report.mjs';
import { resultsFile, writeResults } from './results.mjs';
import { benchStartup } from './startup.mjs';

const parts = new Map([
  ['startup', benchStartup],
  ['library', benchLibrary],
  ['ndjson', benchNdjson],
  ['memory', benchMemory],
  ['check', benchCheck],
  ['growth', benchGrowth],
  ['dependencies', benchDependencies],
]);

const work = mkdtempSync(join(tmpdir(), 'zpci-bench-'));
process.once('exit', () => rmSync(work, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}

async function main() {
  const flag = { type: 'boolean', default: false };
  const options = { quick: flag, large: flag, record: flag };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const wanted = positionals.length === 0 ? [...parts.keys()] : positionals;
  const unknown = wanted.find((name) => !parts.has(name));
  if (unknown !== undefined) throw new Error(`no part is called ${unknown}: ${[...parts.keys()].join(', ')}`);
  if (values.record && (values.quick || wanted.length < parts.size))
    throw new Error('--record wants all parts, and not quickly');
  const lines = [];
  for (const name of wanted) lines.push(...(await runPart(name, values)));
  const judged = lines.map(verdictOf).filter((verdict) => verdict !== '');
  console.log(`${judged.filter((verdict) => verdict === 'met').length} of ${judged.length} targets met`);
  if (values.record && process.exitCode === undefined) {
    writeResults(resultsText(lines));
    console.log(`wrote ${resultsFile}`);
  }
}

/** The lines of one part; what cannot be measured is said, and the other parts go on. */
async function runPart(name, { quick, large }) {
  console.log(`${name}${quick ? ' (quick: not to be believed)' : ''}`);
  const lines = [];
  const report = (line) => {
    lines.push({ part: name, ...line });
    console.log(`  ${lineOf(line)}`);
  };
  try {
    await parts.get(name)({ quick, large, work, report });
  } catch (error) {
    console.error(`  FAILED ${name}: ${error.message}`);
    process.exitCode = 1;
  }
  return lines;
}
