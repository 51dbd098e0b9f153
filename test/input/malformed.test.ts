/**
 * Malformed texts, through the program. Beside each text of `malformed` stands what must come: a transcript of
 * commands, with what they say on standard error, the blocks that they print, and the exit code. To write them anew, with
 * the commands that they have: UPDATE_GOLDEN=1. Read what changed: a message is for the one who has to mend the text.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { root } from '../support/run.js';
import { runHere } from '../support/run-here.js';

const folder = `${root}test/input/malformed`;
const files = readdirSync(folder);
const names = files.flatMap((file) => (file.endsWith('.txt') ? [file.slice(0, -4)] : []));

interface Block {
  readonly length: number;
  readonly lines?: { readonly first: number; readonly last: number };
}

/** What a command says, in the form of a golden file. */
async function transcript(command: string): Promise<string> {
  const [program, ...args] = command.split(' ');
  if (program !== 'zpci-inspect') throw new Error(`not zpci-inspect: ${command}`);
  const { status, stdout, stderr } = await runHere(args, { cwd: folder });
  const blocks = stdout.split('\n').flatMap((line) => (line === '' ? [] : [shown(JSON.parse(line))]));
  return `$ ${command}\n${stderr}${blocks.map((block) => `block of ${block}\n`).join('')}exit ${status}\n`;
}

function shown({ length, lines }: Block): string {
  return `${length} bytes${lines === undefined ? '' : `, lines ${lines.first}-${lines.last}`}`;
}

function commandsOf(golden: string): string[] {
  return [...golden.matchAll(/^\$ (.*)$/gm)].map((match) => match[1] ?? '');
}

test('each text has its transcript, and each transcript its text', () => {
  expect(names.length).toBeGreaterThanOrEqual(40);
  expect(files.sort()).toEqual(names.flatMap((name) => [`${name}.golden`, `${name}.txt`]).sort());
});

describe.each(names)('%s', (name) => {
  const path = `${folder}/${name}.golden`;
  const golden = readFileSync(path, 'utf8');
  const commands = commandsOf(golden);

  test('gives the messages that its golden file holds', async () => {
    const actual = (await Promise.all(commands.map(transcript))).join('\n');
    if (process.env['UPDATE_GOLDEN'] === undefined) expect(actual).toBe(golden);
    else writeFileSync(path, actual);
  });

  test('is refused when nothing more is said', () => {
    expect(commands[0]).toMatch(
      new RegExp(`^zpci-inspect decode (?:--input xxd )?${name.replaceAll('.', '\\.')}\\.txt$`),
    );
    const [first = ''] = golden.split('\n\n');
    expect(first).toMatch(/\nexit 2\n?$/);
    expect(first).not.toContain('block of');
    expect(first.split('\n')[1]).toMatch(new RegExp(`^zpci-inspect: ${name.replaceAll('.', '\\.')}\\.txt: \\S`));
  });
});
