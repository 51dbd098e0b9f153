import stringWidth from 'string-width';
import { expect, it } from 'vitest';

const { oneColumn }: { oneColumn: RegExp } = await import(
  new URL('../../src/build/quick-start.mjs', import.meta.url).href
);

it('a character that is not measured takes one column', () => {
  const taken = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter((one) =>
    oneColumn.test(one),
  );
  expect(taken.length).toBeGreaterThan(0x5e);
  expect(taken.filter((one) => stringWidth(one) !== 1)).toEqual([]);
});
