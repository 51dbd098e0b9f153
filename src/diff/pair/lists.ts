/**
 * Pages of a list, in the order in which one goes on where the other ends.
 */
import type { Catalog } from '../../catalog/catalog.js';
import type { DecodedBlock } from '../../decode/decode-block.js';
import type { View } from '../../model/interface.js';
import { makeFacts } from '../../rules/facts.js';
import { isFailed, isList, isSameAnswer, type Known, knownBlock, nameOf } from '../block-facts.js';

export interface ListPages {
  /** In order. */
  readonly pages: readonly DecodedBlock[];
  /** Why the others do not belong to this list. */
  readonly problem: string | undefined;
}

/** The list of a side: one page, or several that follow one another by their resume tokens. */
export function listPages(catalog: Catalog, blocks: readonly DecodedBlock[], view: View): ListPages {
  const pages = blocks
    .filter((block) => isList(block) && !isFailed(block))
    .filter((block, i, all) => all.findIndex((other) => isSameAnswer(catalog, other, block)) === i)
    .map((block) => knownBlock(catalog, block, view));
  const [first, ...others] = pages;
  if (first === undefined || others.length === 0) return { pages: pages.map(({ block }) => block), problem: undefined };
  const asked = pages.some((page) => page.number('listTokenAsked') !== undefined);
  const chain = asked ? byTokens(pages) : inGivenOrder(pages);
  const told = new Set(chain.flatMap(({ block }) => entriesOf(catalog, block)));
  // A page that is no whole list says nothing new where its entries are known.
  const isPart = (page: Known): boolean =>
    page.number('listToken') !== 0n || (page.number('listTokenAsked') ?? 0n) !== 0n;
  const isTold = (page: Known): boolean =>
    isPart(page) && entriesOf(catalog, page.block).every((entry) => told.has(entry));
  const stray = pages.find((page) => !chain.includes(page) && !isTold(page));
  return {
    pages: chain.map(({ block }) => block),
    problem:
      stray === undefined
        ? undefined
        : `two blocks of one kind (${stray.block.type}) on the ${view} side, and they are no pages of one list: ${nameOf(
            (chain[0] ?? first).block,
          )}, ${nameOf(stray.block)}`,
  };
}

/** The entries of a page, each as one text. */
function entriesOf(catalog: Catalog, block: DecodedBlock): readonly string[] {
  const facts = makeFacts(catalog, [block]);
  return facts.structs.flatMap((struct) => {
    const texts = new Map<string, string>();
    for (const { path, value } of facts.factsOf(struct)) {
      const [, entry, member] = /^(.*\[\d+\])[.](.*)$/.exec(path) ?? [];
      if (entry !== undefined) texts.set(entry, `${texts.get(entry) ?? ''} ${member}=${value}`);
    }
    return [...texts.values()];
  });
}

/** Each page behind the one whose token it was asked for. */
function byTokens(pages: readonly Known[]): Known[] {
  const chain: Known[] = [];
  const starts = (page: Known): boolean => (page.number('listTokenAsked') ?? 0n) === 0n;
  for (let page = pages.find(starts); page !== undefined && !chain.includes(page); ) {
    chain.push(page);
    const token = page.number('listToken');
    page = token === 0n ? undefined : pages.find((other) => other.number('listTokenAsked') === token);
  }
  return chain.length === 0 ? pages.slice(0, 1) : chain;
}

/** Answers do not say what was asked: they go on as long as each says that the list does. */
function inGivenOrder(pages: readonly Known[]): Known[] {
  const end = pages.findIndex((page) => page.number('listToken') === 0n);
  return end < 0 ? [...pages] : pages.slice(0, end + 1);
}
