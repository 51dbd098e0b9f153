import { expect, test } from 'vitest';
import { openLookups } from './lookups.js';

test('no name from outside finds what every object inherits', () => {
  expect(openLookups()).toEqual([
    // `own` itself, and an object without a prototype.
    'src/model/own.ts: record[key]',
    'src/user-tables/json.ts: object[key]',
  ]);
});
