/** A command line that is read without commander gives what commander gives; whatever is unusual is left to it. */
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { declareDecode } from '../../src/cli/decode-options.js';
import { plainDecode } from '../../src/cli/plain-decode.js';
import { type PlainLine, plainLine } from '../../src/cli/plain-line.js';

const decode = plainDecode();

function plain(line: string): PlainLine | undefined {
  return plainLine(line.split(' '), decode);
}

function byCommander(line: string): PlainLine {
  let read: PlainLine | undefined;
  const program = new Command();
  declareDecode(program).action((files: string[], options: Record<string, unknown>) => {
    read = { files, options };
  });
  program.parse(['decode', ...line.split(' ')], { from: 'user' });
  if (read === undefined) throw new Error(`commander does not run decode ${line}`);
  return read;
}

test.each([
  'a.bin',
  '- a.bin',
  '--format json a.bin',
  '--format=json a.bin',
  'a.bin -f hex b.bin',
  '-f json -f csv a.bin',
  '--type clp_rsp_query_pci --endian big a.bin',
  '-v -q --partial a.bin',
  '--fail-on warning --only hidden --exposure none a.bin',
  '--fields fid,pchid --split response --jobs 2 --format ndjson a.bin',
  '--word 4 --word-endian little --codepage 1047 --input xxd a.txt',
  '--layouts own.json --views own.json --linux 6.12 --color never a.bin',
  '--split=a=b a.bin',
  'type:a.bin',
])('%s', (line) => {
  expect(plain(line)).toEqual(byCommander(line));
  expect(plain(line)).toBeDefined();
});

test('every option is either plain, with each of its choices, or known not to be', () => {
  const left = declareDecode(new Command()).options.flatMap((option) => {
    const name = option.long ?? '';
    const values = option.required ? (option.argChoices ?? ['text']).map((value) => `${name} ${value}`) : [name];
    const lines = values.map((one) => `${one} a.bin`);
    if (lines.every((line) => plain(line) === undefined)) return [name];
    for (const line of lines) expect(plain(line)).toEqual(byCommander(line));
    return [];
  });
  expect(left).toEqual(['--where', '--output']);
});

describe('left to commander:', () => {
  test.each([
    '--help',
    '-h',
    '-fjson a.bin',
    '-qv a.bin',
    '--format md a.bin',
    '--format yaml a.bin',
    '--format',
    '--type -x a.bin',
    '--type= a.bin',
    '--quiet=yes a.bin',
    '--form json a.bin',
    '-- a.bin',
    '--where fid=1 a.bin',
    '-o a.json a.bin',
    '--constructor a.bin',
    '-5',
  ])('%s', (line) => {
    expect(plain(line)).toBeUndefined();
  });
});
