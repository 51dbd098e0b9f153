/**
 * Start-up: one page (QUERY PCI FUNCTION, 4096 bytes) with the program, without bundling, and with programs that others
 * use for such bytes, each as a ratio to `node -e 0`, run in turn with it.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { certificates, isInstalled, pair, program, root, timeCommand } from './measure.mjs';
import { buildUnbundled } from './unbundled.mjs';

const page = 'fixtures/captures/linux-6.12_qemu-10.0_poked/clp-query-fid000000ab.page.bin';
const peers = join(root, 'test/bench/peers');
const node = process.execPath;
const nothing = [node, '-e', '0'];
/** The colour of nothing is asked, the way to the terminal is not taken. */
const env = { NODE_NO_WARNINGS: '1' };

export async function benchStartup({ quick, work, report }) {
  const rounds = quick ? 3 : 40;
  const candidates = [...ours(buildUnbundled(join(work, 'unbundled'))), ...theirs()];
  for (const { command } of candidates.filter(({ says }) => says !== undefined)) check(command);
  for (const { name, command, target, more } of candidates) {
    const run = ([first, ...args]) => timeCommand(first, args, { env: { ...env, ...more } });
    const { ratio, ofMinima, medians } = await pair(
      () => run(nothing),
      () => run(command),
      rounds,
    );
    const detail = `of minima ${ofMinima.toFixed(2)}; ${medians
      .map((ms) => `${ms.toFixed(1)} ms`)
      .reverse()
      .join(' and ')}`;
    report({ name, value: ratio, ...(target === undefined ? {} : { target }), detail });
  }
  if (isInstalled('hyperfine')) hyperfine(candidates, rounds, work, report);
}

function ours(unbundled) {
  const decode = (start, format) => [node, start, 'decode', '--format', format, page];
  return [
    { name: 'zpci-inspect --version', command: [node, program, '--version'], target: { atMost: 1.6 } },
    {
      name: 'decode one page as JSON',
      command: decode(program, 'json'),
      says: '171',
      target: { atMost: 2 },
    },
    { name: 'decode one page as table', command: decode(program, 'table'), target: { atMost: 2.5 } },
    { name: 'the same as JSON, unbundled', command: decode(unbundled, 'json'), says: '171' },
    { name: 'the same as table, unbundled', command: decode(unbundled, 'table') },
    ...withCertificates([
      { name: 'as JSON, with the NODE_EXTRA_CA_CERTS of this machine', command: decode(program, 'json'), says: '171' },
      { name: 'as table, with them', command: decode(program, 'table') },
    ]),
  ];
}

/** Both sides with what the environment of this machine adds to every start, where it does. */
function withCertificates(candidates) {
  const more = { NODE_EXTRA_CA_CERTS: certificates };
  return certificates === undefined ? [] : candidates.map((candidate) => ({ ...candidate, more }));
}

/** Programs of others that are here, all members of the answer; what is not here is said. */
function theirs() {
  const all = [
    { name: 'python3 with struct', command: ['python3', '-I', join(peers, 'struct_query_fn.py'), page] },
    { name: 'fq with a jq program', command: ['fq', '-d', 'bytes', '-f', join(peers, 'query-fn.jq'), page] },
    {
      name: 'poke with a pickle',
      command: ['poke', '--quiet', '-l', join(peers, 'query-fn.pk'), '-c', `.file ${page}`, '-c', 'Answer @ 32#B'],
    },
  ];
  return all.flatMap(({ name, command }) => {
    if (isInstalled(command[0])) return [{ name, command, says: '171' }];
    console.log(`  ${command[0]} is not installed`);
    return [];
  });
}

/** The function id, 0xab, is in what a command prints. */
function check([command, ...args]) {
  const text = execFileSync(command, args, { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } });
  assert.match(text, /fid\b[^\n]{0,40}171|"fid",[^}]*171/, `${command} ${args[0]} does not find the function id`);
}

/** A second opinion on our own lines. */
function hyperfine(candidates, rounds, work, report) {
  const wanted = [{ command: nothing }, ...candidates.filter(({ target }) => target !== undefined)];
  const quoted = ({ command }) => command.map((word) => `'${word}'`).join(' ');
  const file = join(work, 'hyperfine.json');
  const args = ['-N', '--warmup', '3', '--runs', String(rounds), '--export-json', file, ...wanted.map(quoted)];
  timeCommand('hyperfine', args, { env });
  const [floor, ...results] = JSON.parse(readFileSync(file, 'utf8')).results;
  for (const [i, { median, min }] of results.entries()) {
    const detail = `of minima ${(min / floor.min).toFixed(2)}`;
    report({ name: `${wanted[i + 1].name}, by hyperfine`, value: median / floor.median, detail });
  }
}
