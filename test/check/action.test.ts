/**
 * The reusable action: its inputs become arguments, and none of them is run by the shell.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/run.js';
import { newFolder } from './places.js';

const text = readFileSync(`${root}.github/actions/check/action.yml`, 'utf8');

/** The step's script with `npx` replaced by a program that prints its arguments. */
function argumentsOf(inputs: Readonly<Record<string, string>>): string[] {
  const folder = newFolder();
  writeFileSync(join(folder, 'npx'), '#!/bin/sh\nfor one; do echo "$one"; done\n');
  chmodSync(join(folder, 'npx'), 0o755);
  const script = (/ {6}run: \|\n([\s\S]+)$/.exec(text)?.[1] ?? '').replace(/^ {8}/gm, '');
  const env = {
    PATH: `${folder}:${process.env['PATH'] ?? ''}`,
    CHECK_PATH: 'fixtures',
    CHECK_VERSION: 'latest',
    CHECK_FILTER: '',
    CHECK_FAIL_ON: 'error',
    CHECK_JUNIT: '',
    CHECK_SARIF: '',
    ...inputs,
  };
  const result = spawnSync('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', script], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  expect(result.stderr).toBe('');
  return result.stdout.trimEnd().split('\n');
}

test('with nothing given', () => {
  expect(argumentsOf({})).toEqual(
    '--yes zpci-inspect@latest check --reporter pretty --reporter github --fail-on error -- fixtures'.split(' '),
  );
});

test('with everything given', () => {
  const inputs = { CHECK_PATH: 'a b\n$(touch x)\n', CHECK_FILTER: '`x`', CHECK_JUNIT: 'j.xml', CHECK_SARIF: 's.sarif' };
  expect(argumentsOf(inputs).slice(9)).toEqual([
    '--filter',
    '`x`',
    '--reporter',
    'junit:j.xml',
    '--reporter',
    'sarif:s.sarif',
    '--',
    'a b',
    '$(touch x)',
  ]);
});

test('every input is handed over by the environment', () => {
  const script = text.slice(text.indexOf('run: |'));
  expect(script).not.toContain('${{');
  const inputs = [...text.matchAll(/^ {2}([a-z-]+):\n {4}description:/gm)].map((match) => match[1]);
  expect(inputs.length).toBe(6);
  for (const name of inputs) expect(text).toContain(`\${{ inputs.${name} }}`);
});
