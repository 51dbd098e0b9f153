/**
 * The one rule engine: what a user's value is, given the value that the rule starts from.
 */
import { hexNumber } from '../bytes/hex.js';
import { type DiffSeverity, type Verdict, verdictKinds } from '../model/diff.js';
import type { ExposureClass, Rule, Target } from '../model/interface.js';
import type { Fact } from './store.js';

export interface Judgement {
  readonly verdict: Verdict;
  readonly severity: DiffSeverity;
  /** Short: what was compared with what. */
  readonly why: string;
}

export type Value = bigint | string;

export interface Question {
  readonly rule: Rule;
  readonly class: ExposureClass;
  /** What firmware says. */
  readonly firmware: Value;
  /** What the rule starts from: firmware's value, or that of the interface it goes through. */
  readonly base: Value;
  /** What was said of `base` itself, when it is not firmware's. */
  readonly through: Judgement | undefined;
  readonly user: Fact;
  readonly userValue: Value;
  /** Other integer facts that the rule names. */
  readonly find: (field: string) => bigint | undefined;
  /** The rule of the target does not hold for this element: 0 is right. */
  readonly dropped: Target['dropped'] | undefined;
  /** The version of the interface was given or told by the bytes. */
  readonly versionKnown: boolean;
}

/** A judgement; the severity is that of the verdict unless given. */
export function judgement(verdict: Verdict, why: string, severity?: DiffSeverity): Judgement {
  return { verdict, severity: severity ?? verdictKinds[verdict].severity, why };
}

/** A value in a message. */
export function say(value: Value): string {
  return typeof value === 'bigint' ? (value < 10n ? String(value) : hexNumber(value)) : value;
}

/** Applies the rule of one target. */
export function judge(question: Question): Judgement {
  const { dropped, userValue } = question;
  if (dropped !== undefined) {
    if (isZero(userValue)) return judgement('hidden', dropped.why);
    return judgement('unexpected', `${say(userValue)}, expected 0: ${dropped.why}`);
  }
  const { rule } = question;
  switch (rule.kind) {
    case 'same':
      return judgeSame(question, rule);
    case 'times':
      return judgeTimes(question, rule.factor);
    case 'constant':
      return judgeConstant(question, rule);
    case 'bit':
      return judgeBit(question, rule.bit);
    case 'bits':
      return judgeBits(question, rule);
    case 'present':
      return judgeFlag(question);
    case 'atMost':
      return judgeAtMost(question, rule);
    case 'madeUp':
      return judgeMadeUp(question, rule);
    case 'untouched':
      return judgeUntouched(question);
    case 'configSpace':
      return judgeConfigSpace(question, rule);
    case 'regionLog2':
      return equal(question) ? judgement('same', 'as firmware counts it') : different(question);
  }
}

function isZero(value: Value): boolean {
  return typeof value === 'bigint' ? value === 0n : /^0*$/.test(value);
}

function equal({ base, userValue }: Question): boolean {
  return base === userValue;
}

/** Not as the rule asks: swapped if that explains it, else a mismatch. */
function different({ base, user, userValue }: Question): Judgement {
  if (typeof base === 'bigint' && user.swapped === base) {
    return judgement('swapped', `${say(userValue)} is ${say(base)} with its bytes swapped`);
  }
  return judgement('mismatch', `${say(userValue)}, expected ${say(base)}`);
}

/** What is said of a value that arrived unchanged through another interface. */
function arrived(question: Question, why: string): Judgement {
  const { through, userValue, firmware } = question;
  const isConstant = through?.verdict === 'constant';
  if (through === undefined || (userValue === firmware && !isConstant)) return judgement('same', why);
  return { ...through, severity: verdictKinds[through.verdict].severity === 'ok' ? through.severity : 'ok' };
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

function judgeTimes(question: Question, factor: number): Judgement {
  const { base, userValue } = question;
  if (typeof base !== 'bigint') return different(question);
  const expected = base * BigInt(factor);
  if (userValue === expected) return judgement('derived', `${factor} × ${base}`);
  if (userValue === base) return judgement('mismatch', `${base} is not multiplied by ${factor}: expected ${expected}`);
  return different({ ...question, base: expected });
}

function judgeConstant(question: Question, rule: Extract<Rule, { kind: 'constant' }>): Judgement {
  const { firmware, userValue } = question;
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
  return judgement('constant', `always ${value}, firmware has ${firmware}: ${over}`, isPromise ? 'warning' : 'note');
}

function judgeBit(question: Question, bit: number): Judgement {
  const { base, userValue, through } = question;
  const expected = typeof base === 'bigint' ? (base >> BigInt(bit)) & 1n : undefined;
  if (userValue !== expected) return judgement('mismatch', `${say(userValue)}, expected bit ${bit} of ${say(base)}`);
  return through?.verdict === 'constant'
    ? arrived(question, 'equal')
    : judgement('derived', `bit ${bit} of ${say(base)}`);
}

function judgeBits(question: Question, { low, width }: Extract<Rule, { kind: 'bits' }>): Judgement {
  const user = wholeNumber(question.userValue);
  const expected = wholeNumber(question.base);
  const part = (user >> BigInt(low)) & ((1n << BigInt(width)) - 1n);
  const place = width === 1 ? `bit ${low}` : `bits ${low} to ${low + width - 1}`;
  if (part !== expected) return judgement('mismatch', `${place} say ${say(part)}, expected ${say(expected)}`);
  if (question.class !== 'hidden') return judgement('derived', `${place} of ${say(question.userValue)}`);
  return part === 0n
    ? judgement('hidden', `nothing in ${place}: firmware says 0`)
    : judgement('leak', `${say(part)} stands in ${place} of ${say(question.userValue)}`);
}

/** A byte string as one number. */
function wholeNumber(value: Value): bigint {
  return typeof value === 'bigint' ? value : BigInt(`0x${value || '0'}`);
}

function judgeFlag(question: Question): Judgement {
  return equal(question) ? judgement('same', 'set as the capability is there') : different(question);
}

function judgeAtMost(question: Question, rule: Extract<Rule, { kind: 'atMost' }>): Judgement {
  const { base, userValue, firmware, through } = question;
  if (typeof base !== 'bigint' || typeof userValue !== 'bigint') return different(question);
  if (userValue === base) {
    if (userValue === firmware) return judgement('same', 'the whole range of firmware');
    return judgement('narrowed', through?.why ?? 'as reported');
  }
  if (question.user.swapped === base) return different(question);
  if (userValue > base) return judgement('widened', `${say(userValue)} lies beyond ${say(base)}`);
  const start = question.find(rule.limit?.start ?? rule.start ?? '');
  if (start !== undefined && userValue < start) {
    return judgement('mismatch', `${say(userValue)} lies before the start ${say(start)}: empty range`);
  }
  if (rule.limit !== undefined) return judgeLimit(question, rule.limit, userValue, start);
  if (rule.causes === undefined)
    return judgement('mismatch', `${say(userValue)}, expected ${say(base)}: nothing shortens it here`);
  const page = 1n << BigInt(rule.pageBits ?? 0);
  if ((userValue + 1n) % page !== 0n)
    return judgement('mismatch', `${say(userValue)} + 1 is no multiple of ${hexNumber(page)}`);
  const cause = rule.causes.find((one) => one.end === userValue) ?? rule.causes.find((one) => one.end === undefined);
  return judgement('narrowed', `${cause?.text ?? 'shortened'}`);
}

type Limit = NonNullable<Extract<Rule, { kind: 'atMost' }>['limit']>;

function judgeLimit(question: Question, limit: Limit, userValue: bigint, start: bigint | undefined): Judgement {
  const pages = question.find(limit.pages);
  if (pages === undefined || start === undefined) {
    return judgement(
      'note',
      `${say(userValue)} is below ${say(question.base)}; the IOMMU info would tell whether ${limit.text} explains it`,
    );
  }
  const expected = start + (pages << BigInt(limit.pageBits)) - 1n;
  if (userValue === expected) return judgement('narrowed', limit.text);
  return judgement(
    'mismatch',
    `${say(userValue)} is neither ${say(question.base)} nor ${limit.text} = ${say(expected)}`,
  );
}

function judgeMadeUp(question: Question, rule: Extract<Rule, { kind: 'madeUp' }>): Judgement {
  const { userValue, firmware } = question;
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
    return judgement('mismatch', `${say(userValue)} is not within ${hexNumber(within[0])}..${hexNumber(within[1])}`);
  }
  return judgement('virtualized', 'made up for the guest');
}

function judgeUntouched({ userValue, firmware }: Question): Judgement {
  if (isZero(userValue)) return judgement('hidden', 'not written');
  if (userValue === firmware) return judgement('leak', `${say(userValue)} is the value of the host`);
  return judgement(
    'unexpected',
    `${say(userValue)}: not written by the interface, so what was in the buffer before the call`,
  );
}

function judgeConfigSpace(question: Question, rule: Extract<Rule, { kind: 'configSpace' }>): Judgement {
  const { base, userValue, user } = question;
  if (equal(question)) return judgement('same', 'equal');
  if (typeof base !== 'bigint' || typeof userValue !== 'bigint' || rule.bits === undefined) return different(question);
  const bits = BigInt(rule.bits);
  if ((base & bits) === (userValue & bits) && userValue !== 0n)
    return judgement('same', `flag bits ${hexNumber(base & bits)} equal`);
  if (user.swapped !== null && (user.swapped & bits) === (base & bits)) {
    const isKnown = rule.order !== undefined || !question.versionKnown;
    const text = `big-endian: ${hexNumber(userValue, 8)} is ${hexNumber(user.swapped, 8)} as Linux declares it`;
    return judgement('swapped', isKnown ? `${text}; QEMU up to 10.2.1 did so` : text, isKnown ? 'warning' : 'error');
  }
  return different(question);
}
