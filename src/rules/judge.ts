/**
 * The one rule engine: what a user's value is, given the value that the rule starts from.
 */
import { hexNumber } from '../bytes/hex.js';
import type { Rule } from '../model/interface.js';
import { derive } from './derive.js';
import { isZero, type Value } from './facts.js';
import { judgeConfigSpace, judgeMadeUp, judgeUntouched } from './judge-own.js';
import { judgeAtMost } from './judge-range.js';
import { arrived, different, equal, type Judgement, judgement, known, type Question } from './judgement.js';

export { type Judgement, judgement, known, type Question, sayLike } from './judgement.js';

/** Applies the rule of one target. */
export function judge(question: Question): Judgement {
  const { dropped, userValue, say } = question;
  if (dropped !== undefined) {
    if (isZero(userValue)) return judgement('hidden', dropped.why);
    return judgement('unexpected', `${say(userValue)}, expected 0: ${dropped.why}`);
  }
  const { rule } = question;
  switch (rule.kind) {
    case 'same':
      return judgeSame(question, rule);
    case 'times':
      return judgeTimes(question, rule);
    case 'constant':
      return judgeConstant(question, rule);
    case 'bit':
      return judgeBit(question, rule);
    case 'bits':
      return judgeBits(question, rule);
    case 'present':
      return judgeFlag(question);
    case 'atMost':
      return judgeAtMost(question, rule);
    case 'madeUp':
      return judgeMadeUp(question, rule);
    case 'untouched':
      return judgeUntouched(question, rule);
    case 'configSpace':
      return judgeConfigSpace(question, rule);
    case 'regionLog2':
      return equal(question) ? judgement('same', 'as firmware counts it') : different(question);
  }
}

function judgeSame(question: Question, rule: Extract<Rule, { kind: 'same' }>): Judgement {
  const { base, userValue } = question;
  if (equal(question)) return arrived(question, 'equal');
  if (typeof base === 'bigint' && typeof userValue === 'bigint') {
    const ignore = BigInt(rule.ignore ?? 0);
    if (ignore !== 0n && (base | ignore) === (userValue | ignore))
      return judgement('same', `equal apart from ${hexNumber(ignore)}`);
    const page = 1n << BigInt(rule.roundUpBits ?? 0);
    if (userValue === ((base + page - 1n) / page) * page)
      return judgement('derived', `rounded up to ${hexNumber(page)}`);
  }
  return different(question);
}

function judgeTimes(question: Question, rule: Extract<Rule, { kind: 'times' }>): Judgement {
  const { base, userValue, say } = question;
  const expected = derive(rule, base);
  if (expected === undefined) return different(question);
  if (userValue === expected) return judgement('derived', `${say(base)} × ${rule.factor}`);
  if (userValue === base)
    return judgement('mismatch', `${say(base)} is not multiplied by ${rule.factor}: expected ${say(expected)}`);
  return different({ ...question, base: expected });
}

function judgeConstant(question: Question, rule: Extract<Rule, { kind: 'constant' }>): Judgement {
  const { firmware, userValue, say } = question;
  const value = BigInt(rule.value);
  const isValue = typeof userValue === 'bigint' ? userValue === value : value === 0n && isZero(userValue);
  if (!isValue) {
    if (question.class === 'hidden' && userValue === firmware)
      return judgement('leak', `${say(userValue)} is firmware's value, ${say(value)} belongs here`);
    return different({ ...question, base: value });
  }
  if (question.class === 'virtualized') return judgement('virtualized', `always ${say(value)}`);
  if (question.class === 'hidden') return judgement('hidden', `always ${say(value)}`);
  if (firmware === value || typeof firmware !== 'bigint') return judgement('constant', `always ${say(value)}`);
  const isPromise = rule.promise === true && value > firmware;
  const over = isPromise ? 'the guest is promised more than firmware has' : (rule.over ?? 'firmware says otherwise');
  const why = `always ${say(value)}, firmware has ${say(firmware)}: ${over}`;
  return isPromise ? judgement('constant', why, 'warning') : known('constant', why, 'note');
}

function judgeBit(question: Question, rule: Extract<Rule, { kind: 'bit' }>): Judgement {
  const { base, userValue, through, say } = question;
  if (userValue !== derive(rule, base))
    return judgement('mismatch', `${say(userValue)}, expected bit ${rule.bit} of ${say(base)}`);
  return through?.verdict === 'constant'
    ? arrived(question, 'equal')
    : judgement('derived', `bit ${rule.bit} of ${say(base)}`);
}

function judgeBits(question: Question, { low, width }: Extract<Rule, { kind: 'bits' }>): Judgement {
  const { say } = question;
  const user = wholeNumber(question.userValue);
  const expected = wholeNumber(question.base);
  const part = (user >> BigInt(low)) & ((1n << BigInt(width)) - 1n);
  const whole = hexNumber(user);
  const place = width === 1 ? `bit ${low}` : `bits ${low} to ${low + width - 1}`;
  if (part !== expected) return judgement('mismatch', `${place} say ${say(part)}, expected ${say(expected)}`);
  if (question.class !== 'hidden') return judgement('derived', `${place} of ${whole}`);
  return part === 0n
    ? judgement('hidden', `nothing in ${place}: firmware says 0`)
    : judgement('leak', `${say(part)} stands in ${place} of ${whole}`);
}

/** A byte string as one number. */
function wholeNumber(value: Value): bigint {
  return typeof value === 'bigint' ? value : BigInt(`0x${value || '0'}`);
}

function judgeFlag(question: Question): Judgement {
  return equal(question) ? judgement('same', 'set as the capability is there') : different(question);
}
