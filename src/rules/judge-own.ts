/**
 * Values of the interface's own making, or of nobody's.
 */
import { hexNumber } from '../bytes/hex.js';
import type { Rule } from '../model/interface.js';
import { isZero } from './facts.js';
import { different, equal, type Judgement, judgement, known, type Question } from './judgement.js';

/** A made-up value: within its limits, and not the host's. */
export function judgeMadeUp(question: Question, rule: Extract<Rule, { kind: 'madeUp' }>): Judgement {
  const { userValue, firmware, say } = question;
  if (typeof userValue !== 'bigint') return judgement('virtualized', 'made up');
  if (rule.equal !== undefined && userValue === firmware && userValue !== 0n) {
    const coincidence =
      rule.equal === 'warning' ? "; coincidence, the operator's choice or passed on: the bytes cannot tell" : '';
    return judgement('leak', `${say(userValue)} is the value of the host${coincidence}`, rule.equal);
  }
  const bits = rule.bits;
  if (bits !== undefined && (userValue & BigInt(bits.mask)) !== BigInt(bits.value)) {
    return judgement('mismatch', `${hexNumber(userValue)} & ${hexNumber(bits.mask)} must be ${hexNumber(bits.value)}`);
  }
  const within = rule.within;
  if (within !== undefined && (userValue < BigInt(within[0]) || userValue > BigInt(within[1]))) {
    return judgement(
      'mismatch',
      `${hexNumber(userValue)} is not within ${hexNumber(within[0])}..${hexNumber(within[1])}`,
    );
  }
  return judgement('virtualized', 'made up for the guest');
}

/** A field that the interface never writes. */
export function judgeUntouched(question: Question, rule: Extract<Rule, { kind: 'untouched' }>): Judgement {
  const { userValue, firmware, say } = question;
  if (rule.lost === true && isZero(userValue) && !isZero(firmware))
    return known('missing', `this version does not write it, firmware has ${say(firmware)}`, 'warning');
  if (isZero(userValue)) return judgement('hidden', 'not written');
  if (userValue === firmware) return judgement('leak', `${say(userValue)} is the value of the host`);
  return judgement(
    'unexpected',
    `${say(userValue)}: not written by the interface, so what was in the buffer before the call`,
  );
}

/** A word of the configuration space; its byte order is told by its flag bits. */
export function judgeConfigSpace(question: Question, rule: Extract<Rule, { kind: 'configSpace' }>): Judgement {
  const { base, userValue, user } = question;
  if (equal(question)) return judgement('same', 'equal');
  if (typeof base !== 'bigint' || typeof userValue !== 'bigint' || rule.bits === undefined) return different(question);
  const bits = BigInt(rule.bits);
  if ((base & bits) === (userValue & bits) && userValue !== 0n)
    return judgement('same', `flag bits ${hexNumber(base & bits)} equal`);
  if (user.swapped !== null && (user.swapped & bits) === (base & bits)) {
    const isKnown = rule.order !== undefined || !question.versionKnown;
    const text = `big-endian: ${hexNumber(userValue, 8)} is ${hexNumber(user.swapped, 8)} as Linux declares it`;
    if (!isKnown) return judgement('swapped', text);
    const who = rule.swappedIn === undefined ? '' : `; ${rule.swappedIn} wrote it so`;
    return known('swapped', `${text}${who}`, 'warning');
  }
  return different(question);
}
