/** More lines than a call takes arguments. */
import { expect, it } from 'vitest';
import { renderCsv } from '../../src/render/csv.js';
import { renderMarkdown } from '../../src/render/markdown.js';
import { block, field, plain, result, struct } from './results.js';

const count = 150_000;
const many = result(
  block([
    struct(
      't',
      Array.from({ length: count }, (_, i) => field(`f${i}`)),
    ),
  ]),
);

it('csv has a line for each field', () => {
  expect(renderCsv(many).trimEnd().split('\r\n')).toHaveLength(count + 1);
});

it('markdown has a row for each field', () => {
  expect(
    renderMarkdown(many, plain)
      .split('\n')
      .filter((line) => line.includes('| f')),
  ).toHaveLength(count);
});
