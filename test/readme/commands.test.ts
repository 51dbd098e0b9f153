/**
 * Every command that the README and the topics show runs, and none of them ends with trouble. What they print is compared
 * where it is shown.
 */
import { afterAll, expect, test } from 'vitest';
import { fences, readDocument, topicDocuments } from './documents.js';
import { makeWorkbench } from './workbench.js';

const bench = makeWorkbench();
afterAll(bench.remove);

const scripts = ['README.md', ...topicDocuments].flatMap((name) =>
  fences(readDocument(name), 'sh').map(({ body, line }) => ({ place: `${name}:${line}`, body })),
);

test('the documents have scripts', () => {
  expect(scripts.length).toBeGreaterThan(8);
});

test.each(scripts)('$place runs', ({ body }) => {
  // What builds and tests this very clone is tried elsewhere.
  const script = body.replace(/^npm ci && (?:npm test$)?/gm, '');
  expect(bench.run(script)).toMatchObject({ status: 0, output: expect.not.stringContaining('internal error') });
});

test('git shows what changed in a captured block field by field', () => {
  const { output } = bench.run('git diff fid.bin');
  expect(output).toMatch(/^-.*fid +0x000000ab\b/m);
  expect(output).toMatch(/^\+.*fid +0x000000ac\b/m);
});
