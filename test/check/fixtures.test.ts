/**
 * The fixtures of this repository, judged as `zpci-inspect check fixtures` does.
 */
import { expect, test } from 'vitest';
import { cases, fixturesDir } from '../fixtures/cases.js';
import { checkIn } from './places.js';

const { cases: results, troubles, allowances } = await checkIn(fixturesDir);

test('all of them are checked', () => {
  expect(results.map((one) => one.name)).toEqual(cases.map((one) => one.path));
  expect({ troubles, allowances }).toEqual({ troubles: [], allowances: [] });
});

test.each(results.map((one) => [one.name, one] as const))('%s', (_name, one) => {
  const advice =
    'read what is new with: npm run build && node bin/zpci-inspect.cjs check --update fixtures, then git diff';
  expect(one, advice).toMatchObject({ status: 'pass', reason: '' });
});
