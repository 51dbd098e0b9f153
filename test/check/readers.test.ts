/**
 * The readers that reports are held against refuse what is not in their formats.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../src/bytes/sha256.js';
import { parseKtap } from './readers/ktap.js';
import { junitProblems, sarifProblems } from './validators.js';

const lines = (...list: readonly string[]): string => list.map((line) => `${line}\n`).join('');
const header = ['KTAP version 1', '1..2'] as const;

test('the schemas are as they were published', () => {
  const folder = new URL('schemas/', import.meta.url);
  const readme = readFileSync(new URL('README.md', folder), 'utf8');
  const told = [...readme.matchAll(/^\| `([^`]+)` .* \| `([0-9a-f]{64})` \|$/gm)].map(([, file, hash]) => [file, hash]);
  const files = readdirSync(folder).filter((name) => name !== 'README.md');
  expect(files.map((name) => [name, sha256(readFileSync(new URL(name, folder)))])).toEqual(
    expect.arrayContaining(told),
  );
  expect(told).toHaveLength(files.length);
});

describe('ktap', () => {
  test('takes results, directives, diagnostics and subtests', () => {
    const { results, trailing } = parseKtap(
      lines(
        'KTAP version 1',
        '1..3',
        '# before everything',
        '  KTAP version 1',
        '  1..2',
        '  # of a',
        '  ok 1 a # rcode=0',
        '  not ok 2',
        '# of outer',
        'not ok 1 outer',
        'ok 2 b # SKIP no such machine',
        'not ok 3 c # TIMEOUT 30 seconds',
        '# last',
      ),
    );
    expect(trailing).toEqual(['last']);
    expect(results.map(({ ok, description, directive, data }) => [ok, description, directive, data])).toEqual([
      [false, 'outer', null, ''],
      [true, 'b', 'SKIP', 'no such machine'],
      [false, 'c', 'TIMEOUT', '30 seconds'],
    ]);
    expect(results[0]?.diagnostics).toEqual(['before everything', 'of outer']);
    expect(results[0]?.subtests.map(({ ok, description, data }) => [ok, description, data])).toEqual([
      [true, 'a', 'rcode=0'],
      [false, '', ''],
    ]);
    expect(parseKtap(lines('KTAP version 1', '1..0')).results).toEqual([]);
  });

  test.each<[string, string]>([
    ['no end of the last line', 'KTAP version 1\n1..1\nok 1 a'],
    ['no version', lines('1..1', 'ok 1 a')],
    ['another version', lines('TAP version 13', '1..1', 'ok 1 a')],
    ['no plan', lines('KTAP version 1', 'ok 1 a')],
    ['a plan with words', lines('KTAP version 1', '1..1 # SKIP', 'ok 1 a')],
    ['a plan that begins with 01', lines('KTAP version 1', '1..01', 'ok 1 a')],
    ['a result too few', lines(...header, 'ok 1 a')],
    ['a result too many', lines(...header, 'ok 1 a', 'ok 2 b', 'ok 3 c')],
    ['a number twice', lines(...header, 'ok 1 a', 'ok 1 b')],
    ['a number left out', lines(...header, 'ok 1 a', 'ok 3 b')],
    ['counting from 0', lines(...header, 'ok 0 a', 'ok 1 b')],
    ['no number', lines(...header, 'ok a', 'ok 2 b')],
    ['another word for the result', lines(...header, 'pass 1 a', 'ok 2 b')],
    ['a hash in the description', lines(...header, 'ok 1 a #b', 'ok 2 b')],
    ['ok with ERROR', lines(...header, 'ok 1 a # ERROR x', 'ok 2 b')],
    ['ok with TIMEOUT', lines(...header, 'ok 1 a # TIMEOUT x', 'ok 2 b')],
    ['a line of no kind', lines(...header, 'ok 1 a', 'hello', 'ok 2 b')],
    ['an empty line', lines(...header, 'ok 1 a', '', 'ok 2 b')],
    ['a diagnostic without its blank', lines(...header, '#x', 'ok 1 a', 'ok 2 b')],
    ['a result that is indented', lines(...header, 'ok 1 a', '  ok 2 b')],
    ['a carriage return', lines(...header, 'ok 1 a', 'ok 2 b').replaceAll('\n', '\r\n')],
    ['subtests without a plan', lines(...header, '  KTAP version 1', '  ok 1 x', 'ok 1 a', 'ok 2 b')],
    ['subtests by one blank', lines(...header, ' KTAP version 1', ' 1..1', ' ok 1 x', 'ok 1 a', 'ok 2 b')],
    ['subtests without their result', lines(...header, '  KTAP version 1', '  1..1', '  ok 1 x', '  ok 2 y', 'ok 1 a')],
    ['ok over a failed subtest', lines(...header, '  KTAP version 1', '  1..1', '  not ok 1 x', 'ok 1 a', 'ok 2 b')],
  ])('refuses %s', (_what, text) => {
    expect(() => parseKtap(text)).toThrow();
  });
});

describe('junit', () => {
  const suite = '<testsuite name="a" tests="1" failures="0" errors="0">';
  const document = `<testsuites>${suite}<testcase name="b"/></testsuite></testsuites>`;

  test('takes a document that is as the schema says', async () => {
    expect(await junitProblems(document)).toEqual([]);
  });

  test.each<[string, string]>([
    ['an unknown element', document.replace('<testcase name="b"/>', '<case name="b"/>')],
    ['an unknown attribute', document.replace('name="b"', 'name="b" id="1"')],
    ['a test case without name', document.replace('<testcase name="b"/>', '<testcase/>')],
    ['a suite without counts', document.replace(' failures="0"', '')],
    ['text between test cases', document.replace('<testcase', 'x<testcase')],
    ['a time that is none', document.replace('errors="0"', 'errors="0" time="soon"')],
    ['properties behind a property', document.replace('<testcase name="b"/>', '<property name="a" value="b"/>')],
    ['another root', '<testrun/>'],
    ['an element that is not closed', document.replace('</testsuites>', '')],
    ['a character that XML cannot hold', document.replace('"b"', '"&#27;"')],
    ['no XML', '{}'],
  ])('refuses %s', async (_what, text) => {
    expect(await junitProblems(text)).not.toEqual([]);
  });
});

describe('sarif', () => {
  const log = { version: '2.1.0', runs: [{ tool: { driver: { name: 'a' } }, results: [{ message: { text: 'x' } }] }] };
  const [run] = log.runs;

  test('takes a document that is as the schema says', () => {
    expect(sarifProblems(log)).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['another version', { ...log, version: '2.0.0' }],
    ['no tool', { ...log, runs: [{ results: [] }] }],
    ['a key too many', { ...log, runs: [{ ...run, result: [] }] }],
    ['a result without message', { ...log, runs: [{ ...run, results: [{ ruleId: 'x' }] }] }],
    ['a level that is none', { ...log, runs: [{ ...run, results: [{ message: { text: 'x' }, level: 'fatal' }] }] }],
    ['a message without text', { ...log, runs: [{ ...run, results: [{ message: { markdown: 'x' } }] }] }],
    ['a URI that is none', { ...log, $schema: 'no uri' }],
    ['a rule twice', { ...log, runs: [{ tool: { driver: { name: 'a', rules: [{ id: 'b' }, { id: 'b' }] } } }] }],
  ])('refuses %s', (_what, value) => {
    expect(sarifProblems(value)).not.toEqual([]);
  });
});
