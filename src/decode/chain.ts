/**
 * The only walker of capability chains. It finds where capabilities are; `info-buffer.ts` decodes them.
 */
import { hexNumber } from '../bytes/hex.js';
import type { Chain, Layout } from '../model/layout.js';
import type { Context } from './context.js';
import { leafAt, peek } from './read-struct.js';

/** One link: its header as read. */
export interface Link {
  readonly at: number;
  readonly id: number;
  readonly version: number;
}

/** How far a chain could be followed. */
export interface Walk {
  readonly links: readonly Link[];
  /** Where the chain led on when it broke off: no link that was read reaches beyond. */
  readonly lost: number | undefined;
}

/** What the walker must know of the info struct. */
export interface ChainStart {
  readonly chain: Chain;
  readonly info: Layout;
  /** Offset of the first capability, from the start of the buffer. */
  readonly first: number;
  /** Where that offset was read. */
  readonly offsetAt: number;
  /** End of the fixed part. */
  readonly fixedEnd: number;
  /** Value of the member that says where the chain ends; undefined when only 0 ends it. */
  readonly end: number | undefined;
}

/** Links that are followed. There are fewer kinds of capabilities than this, and each occurs once. */
const mostLinks = 1024;

/** Follows the chain as far as it can be believed; every break is one finding. */
export function walkChain(context: Context, start: ChainStart): Walk {
  const header = context.catalog.nested(start.info, start.chain.header);
  const plan = context.catalog.newestPlan(header, context.endian);
  const nextAt = leafAt(plan, start.chain.next)?.byteOffset ?? 0;
  const links: Link[] = [];
  const seen = new Set<number>();
  let from: { readonly path: string; readonly at: number } = {
    path: `${start.info.tag}.${start.chain.offset}`,
    at: start.offsetAt,
  };
  let at = start.first;
  while (at !== 0) {
    const breakCode = breakOf(context, start, header, at, seen, links.at(-1)?.at);
    if (breakCode !== undefined) {
      context.report(breakCode, from.path, from.at, breakMessage(context, start, header, at));
      return { links, lost: at };
    }
    if (links.length === mostLinks) {
      context.report(
        'CHAIN_TOO_LONG',
        from.path,
        from.at,
        `${mostLinks} links are followed, the next is at ${hexNumber(at, 2)}`,
      );
      break;
    }
    const previous = links.at(-1);
    if (previous !== undefined && at < previous.at) {
      context.report(
        'CHAIN_BACKWARD',
        from.path,
        from.at,
        `${hexNumber(at, 2)} lies before ${hexNumber(previous.at, 2)}`,
      );
    }
    seen.add(at);
    const read = (path: string): number => peek(plan, path, context.own, at) ?? 0;
    links.push({ at, id: read(start.chain.id), version: read(start.chain.version) });
    from = { path: `${start.chain.header}.${start.chain.next}`, at: at + nextAt };
    const next = read(start.chain.next);
    if (start.end !== undefined && next >= start.end) break;
    const isRelative = start.chain.nextFrom === 'firstCapability' && next !== 0;
    if (isRelative)
      context.report(
        'CHAIN_FROM_FIRST',
        from.path,
        from.at,
        `${hexNumber(next, 2)} counted from ${hexNumber(start.first, 2)}`,
      );
    at = isRelative ? start.first + next : next;
  }
  return { links, lost: undefined };
}

type BreakCode = 'CHAIN_SELF' | 'CHAIN_LOOP' | 'CHAIN_INTO_HEADER' | 'CHAIN_OUT_OF_RANGE';

function breakOf(
  context: Context,
  start: ChainStart,
  header: Layout,
  at: number,
  seen: ReadonlySet<number>,
  previous: number | undefined,
): BreakCode | undefined {
  if (at === previous) return 'CHAIN_SELF';
  if (seen.has(at)) return 'CHAIN_LOOP';
  if (at < start.fixedEnd) return 'CHAIN_INTO_HEADER';
  if (at + header.size > context.own.length) return 'CHAIN_OUT_OF_RANGE';
  return undefined;
}

function breakMessage(context: Context, start: ChainStart, header: Layout, at: number): string {
  if (at < start.fixedEnd)
    return `${hexNumber(at, 2)} lies in the fixed part, which ends at ${hexNumber(start.fixedEnd, 2)}`;
  if (at + header.size > context.own.length) {
    return `${hexNumber(at, 2)} and a header of ${header.size} bytes, but the block ends at ${hexNumber(context.own.length, 2)}`;
  }
  return `leads to ${hexNumber(at, 2)} again`;
}
