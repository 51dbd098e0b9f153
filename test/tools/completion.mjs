#!/usr/bin/env node
/**
 * Completion in real shells, zsh at a terminal of its own and fish by its own question: what somebody types and what
 * stands there after the tab key. bash is tried by `npm test`.
 *
 *     npm run test:tools
 *
 * Needs zsh and fish, and fails when one is missing.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/zpci-inspect.cjs', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'zpci-completion-'));
process.once('exit', () => rmSync(work, { recursive: true, force: true }));

/** What is typed, and what the shell makes of it: where one word is possible the whole line, else the words. */
const lines = [
  ['deco', 'decode'],
  ['decode --exp', '--exposure'],
  ['decode --format j', 'json'],
  ['decode --type clp_rsp_query_pci_', 'clp_rsp_query_pci_grp'],
  ['diff --only d', 'differences'],
  ['audit clp-i', 'clp-ioctl'],
  ['explain APERTURE_P', 'APERTURE_PAGES'],
  ['help form', 'formats'],
];

const shells = { zsh: inZsh, fish: inFish };
for (const [shell, complete] of Object.entries(shells)) {
  if (spawnSync(shell, ['-c', 'true']).error) fail(`${shell} is missing: apt-get install ${shell}`);
  const { status, stdout } = spawnSync(process.execPath, [program, 'completion', shell], { encoding: 'utf8' });
  assert.equal(status, 0);
  const folder = join(work, shell);
  mkdirSync(folder);
  writeFileSync(join(folder, '_zpci-inspect'), stdout);
  for (const [typed, expected] of lines) {
    const got = complete(folder, typed);
    if (got !== expected) fail(`${shell}: ${typed} became ${JSON.stringify(got)}, not ${expected}`);
    console.log(`ok ${shell}: ${typed} -> ${got}`);
  }
}
console.log('passed');

/** The last word of the line after a tab. The shell is interactive, on a terminal that zsh itself makes. */
function inZsh(folder, typed) {
  const script = `
    zmodload zsh/zpty
    zpty z 'TERM=dumb zsh -f -i'
    zpty -w z "PS1=; fpath=(${folder} \\$fpath); autoload -Uz compinit; compinit -u -D; bindkey -e; unsetopt beep; echo RE''ADY"
    zpty -r z out '*READY*'
    zpty -w -n z 'zpci-inspect ${typed}'$'\\t'
    # The keys behind the tab wait in the terminal until the shell has completed.
    zpty -w z $'\\x01print "<'$'\\x05>" | tr a-z A-Z; echo DO""NE'
    zpty -r z out '*DONE*'
    print -r -- $out
    zpty -d z`;
  const { stdout, stderr } = spawnSync('zsh', ['-f', '-c', script], { encoding: 'utf8', timeout: 30_000 });
  // In capitals it is what was printed, not what was typed.
  const [, line] = /<(ZPCI-INSPECT [^>]*)>/.exec(stdout) ?? fail(`zsh: ${typed}: ${stdout}${stderr}`);
  const word = line.trimEnd().split(' ').at(-1);
  return lines.map(([, expected]) => expected).find((expected) => expected.toUpperCase() === word) ?? word;
}

/** What fish offers; it adds a description behind a tab. */
function inFish(folder, typed) {
  const use = `source ${folder}/_zpci-inspect; complete -C 'zpci-inspect ${typed}'`;
  const { stdout } = spawnSync('fish', ['--no-config', '-c', use], { encoding: 'utf8', timeout: 30_000 });
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t')[0])
    .join(' ');
}

function fail(message) {
  console.error(`FAILED: ${message}`);
  process.exit(1);
}
