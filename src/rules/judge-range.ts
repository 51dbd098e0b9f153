import { hexNumber } from '../bytes/hex.js';
import type { Rule } from '../model/interface.js';
import { limitedEnd, type PageLimit } from './derive.js';
import type { Sought } from './facts.js';
import { different, type Judgement, judgement, type Question } from './judgement.js';

/** An end that may be lower than the one it comes from, for a reason that the bytes confirm. */
export function judgeAtMost(question: Question, rule: Extract<Rule, { kind: 'atMost' }>): Judgement {
  const { base, userValue, firmware, through, say } = question;
  if (typeof base !== 'bigint' || typeof userValue !== 'bigint') return different(question);
  if (userValue === base) {
    if (userValue === firmware) return judgement('same', 'the whole range of firmware');
    return judgement('narrowed', through?.why ?? 'as reported');
  }
  if (question.user.swapped === base) return different(question);
  if (userValue > base) return judgement('widened', `${say(userValue)} lies beyond ${say(base)}`);
  if (question.isLimit === true) {
    return judgement('unchecked', `${say(userValue)} is below firmware's ${say(base)}; the VFIO buffer would tell why`);
  }
  const start = question.find(rule.limit?.start ?? rule.start ?? '');
  if (start.kind === 'value' && userValue < start.value) {
    return judgement('mismatch', `${say(userValue)} lies before the start ${say(start.value)}: empty range`);
  }
  if (rule.limit !== undefined) return judgeLimit(question, rule.limit, userValue, start);
  if (rule.causes === undefined)
    return judgement('mismatch', `${say(userValue)}, expected ${say(base)}: nothing shortens it here`);
  const page = 1n << BigInt(rule.pageBits ?? 0);
  // A start that is in the middle of a page leaves the end there, too.
  const from = start.kind === 'value' ? start.value : 0n;
  const isWhole = [userValue + 1n, userValue + 1n - from].some((length) => length % page === 0n);
  if (!isWhole) return judgement('mismatch', `${say(userValue)} + 1 is no multiple of ${hexNumber(page)}`);
  const cause = rule.causes.find((one) => one.end === userValue) ?? rule.causes.find((one) => one.end === undefined);
  return judgement('narrowed', `${cause?.text ?? 'shortened'}`);
}

function judgeLimit(question: Question, limit: PageLimit, userValue: bigint, start: Sought<bigint>): Judgement {
  const { say } = question;
  const pages = question.find(limit.pages);
  if (pages.kind === 'unknown' || start.kind !== 'value') {
    return judgement(
      'unchecked',
      `${say(userValue)} is below ${say(question.base)}; the IOMMU info would tell whether ${limit.text} explains it`,
    );
  }
  const expected = limitedEnd(limit, start.value, pages.kind === 'value' ? pages.value : undefined);
  if (expected === undefined) {
    const none = pages.kind === 'value' ? 'a DMA limit of 0' : 'no DMA limit in the IOMMU info';
    return judgement('mismatch', `${say(userValue)}, expected ${say(question.base)}: ${none} shortens nothing`);
  }
  if (userValue === expected) return judgement('narrowed', limit.text);
  return judgement(
    'mismatch',
    `${say(userValue)} is neither ${say(question.base)} nor ${limit.text} = ${say(expected)}`,
  );
}
