/**
 * Commands, options, topics and input formats of README.md and the topics against those of the program.
 */
import { describe, expect, test } from 'vitest';
import { blockFormats } from '../../src/render/formats.js';
import { runHere } from '../support/run-here.js';
import { codeSpans, readDocument, tableRows, topicDocuments } from './documents.js';

const readme = readDocument('README.md');
const reference = readDocument('src/help/options.md');
const texts = [readme, ...topicDocuments.map(readDocument)];

const commands = tableRows(reference, 'command').map(([cell = '']) => /zpci-inspect (\w+)/.exec(cell)?.[1] ?? '');
/** `--help` by command; the program itself is ''. */
const help = new Map([
  ['', (await runHere(['--help'])).stdout],
  ...(await Promise.all(commands.map(async (name) => [name, (await runHere([name, '--help'])).stdout] as const))),
]);

function optionsIn(text: string): string[] {
  return [...new Set([...text.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map((match) => match[0]))].sort();
}

interface OptionHelp {
  /** `-f, --format <format>` */
  readonly head: string;
  readonly text: string;
}

/** Options as help lists them: a head, two blanks, a text that may go on below. */
function optionsOf(name: string): OptionHelp[] {
  const lines = (help.get(name) ?? '').replace(/\n {10,}/g, ' ').split('\n');
  return lines.flatMap((line) => {
    const [, head = '', text = ''] = /^ {2}(-.*?) {2,}(.*)$/.exec(line) ?? [];
    return head === '' ? [] : [{ head, text }];
  });
}

function optionNamesOf(names: readonly string[]): string[] {
  return optionsIn(names.flatMap((name) => optionsOf(name).map((one) => one.head)).join(' '));
}

/** What an option takes, where help says it; the first command that has it counts. */
function choicesOf(option: string): string[] {
  const texts = commands.flatMap((name) => optionsOf(name)).filter((one) => optionsIn(one.head).includes(option));
  const list = /\(choices: ((?:"[^"]*",? ?)+)/.exec(texts[0]?.text ?? '')?.[1] ?? '';
  return [...list.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '');
}

const rows = tableRows(reference, 'option').map(([name = '', where = '', text = '']) => ({ name, where, text }));

describe('commands and options', () => {
  test('the tables have every command, and no others', () => {
    const known = [...(help.get('') ?? '').matchAll(/^ {2}(\w+) \[options\]/gm)].map(([, name = '']) => name);
    expect(known.length).toBeGreaterThan(8);
    expect([...commands].sort()).toEqual(known.sort());
    const inReadme = tableRows(readme, 'command').map(([cell = '']) => /zpci-inspect (\w+)/.exec(cell)?.[1]);
    expect([...inReadme].sort()).toEqual([...commands].sort());
  });

  test('every option that is named exists', () => {
    const known = optionNamesOf(['', ...commands]);
    expect(known.length).toBeGreaterThan(10);
    // What another program is told before it starts this one.
    const ours = texts.join('\n').replace(/\b(?:parallel|npm) [^|]*?(?=zpci-inspect)/g, '');
    expect(optionsIn(ours).filter((option) => !known.includes(option))).toEqual([]);
  });

  test.each(commands)('the table has the options of %s, and no others', (name) => {
    const own = rows.filter(({ where }) => where === 'all' || where.split(', ').includes(name));
    expect(optionsIn(own.map((row) => row.name).join(' '))).toEqual(optionNamesOf([name]));
  });

  test('the values of options are those of --help', () => {
    const shown = rows.flatMap((row) =>
      [...row.name.matchAll(/(--[a-z-]+) (\w+(?:\|\w+)+)/g)].map(([, option = '', values = '']) => ({
        option,
        values: values.split('|'),
      })),
    );
    expect(shown.length).toBeGreaterThan(5);
    expect(shown).toEqual(shown.map(({ option }) => ({ option, values: choicesOf(option) })));
  });
});

test('the formats of blocks are all named', () => {
  const row = rows.find(({ name }) => name.startsWith('`-f`'));
  expect(Object.keys(blockFormats).filter((format) => row?.text.includes(`\`${format}\``) !== true)).toEqual([]);
});

test('the topics are those that the program has', async () => {
  const named = tableRows(readme, 'topic').map(([cell = '']) => /\[(\w+)\]/.exec(cell)?.[1] ?? '');
  const { stdout } = await runHere(['help']);
  const listed = [
    ...stdout
      .split('Commands:', 1)
      .join('')
      .matchAll(/^ {2}(\w+)/gm),
  ].map(([, name]) => name);
  expect(named).toEqual(listed);
  expect(named.map((name) => `src/help/${name}.md`).sort()).toEqual([...topicDocuments].sort());
});

test('the input formats are those that the program names', async () => {
  const named = tableRows(readDocument('src/help/formats.md'), '`--input`').map(([cell = '']) => codeSpans(cell)[0]);
  const { stderr } = await runHere(['decode', '--input', 'none-of-them', '-'], { input: 'x' });
  const known = /one of (.*)$/m.exec(stderr)?.[1]?.split(', ') ?? [];
  expect([...named].sort()).toEqual([...known].sort());
});
