/**
 * Files as people have them, and others that were made to do harm: what the commands that one would try say of each. A
 * transcript has each command, what it prints (lines of standard error begin with `! `), and the exit code. To write them
 * anew, with the commands that they have: UPDATE_GOLDEN=1. Read what changed.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';
import { fieldFiles } from './files.js';

const folder = `${root}test/field/transcripts`;
const names = readdirSync(folder).map((name) => name.replace('.txt', ''));

/** Words of a command; quotes keep blanks and nothing together. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

async function transcript(command: string): Promise<string> {
  const [, ...args] = wordsOf(command);
  const { code, stdout, stderr } = await runInMemory(args, fieldFiles);
  const said = stderr.replace(/^(?=.)/gm, '! ');
  return `$ ${command}\n${stdout}${said}exit ${code}\n`;
}

function commandsOf(golden: string): string[] {
  return [...golden.matchAll(/^\$ (zpci-inspect .*)$/gm)].map(([, command]) => command ?? '');
}

const goldens = new Map(names.map((name) => [name, readFileSync(`${folder}/${name}.txt`, 'utf8')]));

test.each(names)('%s', async (name) => {
  const golden = goldens.get(name) ?? '';
  const said: string[] = [];
  for (const command of commandsOf(golden)) said.push(await transcript(command));
  const actual = said.join('\n');
  if (process.env['UPDATE_GOLDEN'] === undefined) expect(actual).toBe(golden);
  else writeFileSync(`${folder}/${name}.txt`, actual);
});

test('each file is in a command, by itself or with its folder', () => {
  const asked = [...goldens.values()].flatMap(commandsOf).flatMap(wordsOf);
  const isAsked = (file: string): boolean =>
    asked.some((word) => word.endsWith(file) || file.startsWith(`${word.replace(/\/$/, '')}/`));
  expect([...fieldFiles.keys()].filter((file) => !isAsked(file))).toEqual([]);
});

test('nothing is a bug, and nothing that was made to do harm does any', () => {
  for (const golden of goldens.values()) expect(golden).not.toMatch(/^exit 70$/m);
});
