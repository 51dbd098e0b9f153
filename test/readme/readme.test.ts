/**
 * The READMEs show what the program really does. `UPDATE_README=1` rewrites what they show.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, run } from '../support/run.js';
import { codeSpans, columnsOf, commandOf, fences, readDocument, runShell, topicDocuments } from './documents.js';
import { documents, libraryDocument, runExample, updateDocuments } from './update.js';

if (process.env['UPDATE_README'] === '1') updateDocuments();

const readme = readDocument('README.md');
const blocks = documents.flatMap((name) =>
  fences(readDocument(name), 'console').map((fence) => ({ ...fence, name, place: `${name}:${fence.line}` })),
);

describe('output blocks', () => {
  test('the first thing in README.md is a table that the program printed', () => {
    const [first] = fences(readme);
    expect(first?.language).toBe('console');
    expect(first?.line).toBeLessThan(15);
  });

  test.each(blocks)('$place is what the command prints', (fence) => {
    const command = commandOf(fence);
    expect(command).toMatch(/\bzpci-inspect /);
    const { output } = runShell(command, columnsOf(fence.name));
    expect(output).not.toContain('internal error');
    expect(fence.body).toBe(`$ ${command}\n${output}`);
  });
});

test('the commands to begin with compare a captured case, then test', () => {
  const lines = readme.split('\n').filter((line) => line.startsWith('npm ci && '));
  expect(lines).toHaveLength(2);
  expect(lines[1]).toBe('npm ci && npm test');
  const words = /^npm ci && npx zpci-inspect (diff fixtures\/three-views\/.+)$/.exec(lines[0] ?? '')?.[1]?.split(' ');
  expect(blocks[0]).toMatchObject({ body: expect.stringContaining(`$ zpci-inspect ${words?.join(' ')}\n`) });
  const { status, stdout, stderr } = run(words ?? []);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('function 0x000000ab');
  expect(stdout).toContain('bar[4]');
});

describe('the TypeScript examples', () => {
  const document = readDocument(libraryDocument);
  const examples = fences(document, 'ts').map(({ body }) => body);
  const printed = fences(document, 'text').map(({ body }) => body);

  test('decode a block, compare views and read a dump, each followed by what it prints', () => {
    const uses = (name: string) => examples.map((body) => body.includes(`${name}(`));
    expect(uses('describeBlock')).toEqual([true, false, false]);
    expect(uses('diffViews')).toEqual([false, true, false]);
    expect(uses('readInput')).toEqual([false, false, true]);
    expect(printed).toHaveLength(examples.length);
  });

  test.each(examples.map((body, i) => [i, body] as const))('%s: a few lines that compile and run', (i, body) => {
    expect(body.trimEnd().split('\n').length).toBeLessThanOrEqual(15);
    const { messages, stdout, stderr } = runExample(body);
    expect({ messages, stderr }).toEqual({ messages: [], stderr: '' });
    expect(stdout).not.toBe('');
    expect(printed[i]).toBe(stdout);
  });
});

test('README.md has at most 9 kB', () => {
  expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(9000);
});

test.each(topicDocuments)('code of %s fits a terminal of 80 columns, indented', (name) => {
  const lines = fences(readDocument(name)).flatMap(({ body }) => body.split('\n'));
  expect(lines.filter((line) => [...line].length > 78)).toEqual([]);
});

test.each(documents)('files and links in %s exist', (name) => {
  const text = readDocument(name);
  const links = [...text.matchAll(/\]\(([^)#]+)/g)].map((match) => match[1] ?? '').filter((to) => !to.includes('://'));
  const paths = codeSpans(text).filter((span) => /^(?:src|test|fixtures|bin|[.]ci)\/[\w./-]+$/.test(span));
  const missing = [...links.map((to) => join(root, name, '..', to)), ...paths.map((path) => join(root, path))];
  expect(missing.filter((path) => !existsSync(path))).toEqual([]);
});
