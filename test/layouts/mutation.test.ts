/**
 * Each offset, width, count and size of each layout is changed in turn: if no block with typed values
 * notices, then nothing but the header that it was copied from vouches for that number.
 */
import { describe, expect, it } from 'vitest';
import { catalog } from '../../src/index.js';
import { mutantsOf } from './mutate.js';
import { unnoticed } from './unnoticed.js';
import { catalogWith, noticed, tagsWith } from './witnesses.js';

describe.each(catalog.layouts().map((layout) => ({ tag: layout.tag, layout })))('$tag', ({ tag, layout }) => {
  const tags = tagsWith(tag);

  it('has a witness for every offset, width, count and size', () => {
    const silent = mutantsOf(layout).filter((mutant) => noticed(catalogWith(mutant.layout), tags) === undefined);
    expect(silent.map(({ what }) => what)).toEqual(unnoticed.find((one) => one.tag === tag)?.changes ?? []);
  });
});

it('the list of changes that nobody can notice has a reason for each', () => {
  for (const { tag, changes, reason } of unnoticed) {
    expect(
      catalog.layouts().some((layout) => layout.tag === tag),
      tag,
    ).toBe(true);
    expect(changes.length, tag).toBeGreaterThan(0);
    expect(reason.length, tag).toBeGreaterThan(20);
  }
});
