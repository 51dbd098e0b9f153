/** Completion: every command and option is in every script, and bash completes with it what somebody would expect. */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { runHere } from '../support/run-here.js';

const shells = ['bash', 'zsh', 'fish'];

async function script(shell: string): Promise<string> {
  const { status, stdout, stderr } = await runHere(['completion', shell]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

const { stdout: overview } = await runHere(['help']);
const commands = [...(overview.split('Commands:')[1] ?? '').matchAll(/^ {2}(\w+) /gm)].map(([, name = '']) => name);

describe.each(shells)('%s', (shell) => {
  test('the script has every command and every option', async () => {
    const text = await script(shell);
    expect(commands.length).toBeGreaterThan(12);
    for (const command of commands) {
      const { stdout } = await runHere([command, '--help']);
      const options = [...stdout.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm)].map(([, name = '']) => name);
      expect(options.length).toBeGreaterThan(3);
      for (const option of options) expect(text).toContain(shell === 'fish' ? ` -l ${option} ` : `--${option}`);
      expect(text).toContain(command);
    }
  });
});

describe('in a real bash', () => {
  test.each([
    [['deco'], ['decode']],
    [['decode', '--format', 'j'], ['json']],
    [['decode', '--exp'], ['--exposure']],
    [['decode', '-t', 'clp_rsp_query_pci_'], ['clp_rsp_query_pci_grp']],
    [['diff', '--only', 'd'], ['differences']],
    [['audit', 'clp-i'], ['clp-ioctl']],
    [['explain', 'APERTURE_P'], ['APERTURE_PAGES']],
    [['help', 'form'], ['formats']],
    // Files are for bash itself.
    [['decode', '-o', 'x'], []],
  ])('%s', async (words, expected) => {
    const given = ['zpci-inspect', ...words].map((word) => `'${word}'`).join(' ');
    const use = `COMP_WORDS=(${given}); COMP_CWORD=${words.length}; _zpci_inspect; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', `${await script('bash')}\n${use}`], {
      encoding: 'utf8',
    });
    expect({ stderr, words: stdout.split('\n').filter(Boolean) }).toEqual({ stderr: '', words: expected });
  });
});

test('a shell that is not known is refused by name', async () => {
  const { status, stderr } = await runHere(['completion', 'tcsh']);
  expect(status).toBe(2);
  expect(stderr).toContain('bash, zsh, fish');
});
