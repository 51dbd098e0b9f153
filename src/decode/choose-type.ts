/**
 * Which type and byte order a block is decoded as.
 */
import { hexNumber } from '../bytes/hex.js';
import type { OwnBytes } from '../bytes/own-bytes.js';
import { type Catalog, hasRole, type LayoutOf, typeName } from '../catalog/catalog.js';
import { ToolError } from '../model/errors.js';
import type { Endian, Layout } from '../model/layout.js';
import { byteOrders, pageType } from './candidates.js';
import { hasOwnId } from './capability.js';
import type { DecodeOptions } from './context.js';
import { detect } from './detect.js';
import { failedTest, matcherOf, passedTests } from './detect-tests.js';
import { failedSize } from './match-layout.js';
import { peek } from './read-struct.js';

export interface Choice {
  readonly type: string;
  readonly endian: Endian;
  /** Why this type and byte order. */
  readonly reason: () => string;
  /** Null for a page. */
  readonly layout: Layout | null;
}

/**
 * The type that is given, else the one that fits.
 * @throws ToolError when the type is unknown, or not exactly one fits.
 */
export function chooseType(own: OwnBytes, catalog: Catalog, { type, endian }: DecodeOptions): Choice {
  if (type === undefined) return detect(own, catalog, endian);
  if (type === pageType) return { type, endian: 'big', reason: typeGiven, layout: null };
  const layout = layoutOf(catalog, type);
  if (layout.byteOrder !== 'host') return { type, endian: layout.byteOrder, reason: typeGiven, layout };
  if (endian !== undefined) return { type, endian, reason: () => 'type and byte order given', layout };
  return { type, layout, ...byteOrderOf(own, catalog, layout) };
}

const typeGiven = (): string => 'type given';

/**
 * The byte order of a block of known type: the only one in which the tests of its layout pass, else the one in which its
 * size field is believable.
 * @throws ToolError when the block has a size field that is believable in neither.
 */
function byteOrderOf(own: OwnBytes, catalog: Catalog, layout: Layout): Pick<Choice, 'endian' | 'reason'> {
  const fitting = fittingOrders(own, catalog, layout);
  const [only, ...others] = fitting ?? [];
  if (only !== undefined && others.length === 0) {
    return { endian: only.endian, reason: () => `type given; ${only.endian}-endian: ${only.reason()}` };
  }
  const bySize = hasRole(layout, 'info') ? orderBySize(own, catalog, layout) : undefined;
  if (bySize !== undefined) return bySize;
  const what =
    fitting === undefined
      ? 'nothing in it tells its byte order'
      : `${only === undefined ? 'neither' : 'either'} byte order fits`;
  return {
    endian: 'big',
    reason: () => `type given; ${what}, taken as big-endian as on s390x (--endian pins it)`,
  };
}

/**
 * The byte order in which the size field says less: the block holds what it says, or the less of it is missing.
 * Undefined for a block that has no such field, ends before it, or reads the same in both.
 */
function orderBySize(
  own: OwnBytes,
  catalog: Catalog,
  layout: LayoutOf<'info'>,
): Pick<Choice, 'endian' | 'reason'> | undefined {
  const { size: member } = layout.role;
  if (member === undefined) return undefined;
  const [big, little] = byteOrders.map((endian) => peek(matcherOf(catalog, layout, endian).plan, member, own, 0));
  if (big === undefined || little === undefined) return undefined;
  const orders = [
    { endian: 'big', size: big },
    { endian: 'little', size: little },
  ] as const;
  const believable = orders.filter(({ size }) => size > 0 && size <= largestSize);
  const [best] = believable.sort((a, b) => a.size - b.size);
  if (best !== undefined && big === little) return undefined;
  if (best === undefined) {
    const read = `${member} is ${hexNumber(big)} as big-endian and ${hexNumber(little)} as little-endian`;
    throw new ToolError(`${typeName(layout)} of unknown byte order: ${read}, for ${own.length} bytes; give --endian`);
  }
  const why = best.size <= own.length ? 'which the block holds' : 'of both readings the smaller';
  return {
    endian: best.endian,
    reason: () => `type given; ${best.endian}-endian: ${member} is ${best.size}, ${why}`,
  };
}

/** No info buffer is so large. */
const largestSize = 2 ** 24;

/** The byte orders that fit, with the reason; undefined when the layout has nothing to try them on. */
function fittingOrders(
  own: OwnBytes,
  catalog: Catalog,
  layout: Layout,
): readonly Pick<Choice, 'endian' | 'reason'>[] | undefined {
  if (hasRole(layout, 'capability')) {
    const reason = (): string => `it has the id of ${layout.role.name}`;
    return byteOrders.filter((endian) => hasOwnId(catalog, layout, own, endian)).map((endian) => ({ endian, reason }));
  }
  if (!hasRole(layout, 'info') || layout.undetectable !== undefined) return undefined;
  return byteOrders.flatMap((endian) => {
    const matcher = matcherOf(catalog, layout, endian);
    const failed = failedSize(layout, own.length) ?? failedTest(matcher, own);
    return failed === undefined ? [{ endian, reason: () => passedTests(matcher, own) }] : [];
  });
}

/**
 * The layout of a type as `--type` takes it.
 * @throws ToolError with the types that exist when it is none.
 */
export function layoutOf(catalog: Catalog, type: string): Layout {
  const layout = catalog.layout(type);
  if (layout !== undefined) return layout;
  throw new ToolError(`unknown type ${type}; one of ${[pageType, ...catalog.layouts().map(typeName)].join(', ')}`);
}

/** True when `--type` takes the word. */
export function isType(catalog: Catalog, word: string): boolean {
  return word === pageType || catalog.layout(word) !== undefined;
}
