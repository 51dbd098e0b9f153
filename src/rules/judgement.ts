/**
 * What the rules have in common: the question, the answer, and how values are said.
 */
import { hexNumber } from '../bytes/hex.js';
import { type DiffSeverity, type Verdict, verdictKinds } from '../model/diff.js';
import type { ExposureClass, Rule, Target } from '../model/interface.js';
import type { Fact, Sought, Value } from './facts.js';
import { numberText } from './number-text.js';

export interface Judgement {
  readonly verdict: Verdict;
  readonly severity: DiffSeverity;
  /** Short: what was compared with what. */
  readonly why: string;
  /** A finding about the versions at hand, which says nothing of this machine. */
  readonly isKnown?: true;
}

export interface Question {
  readonly rule: Rule;
  readonly class: ExposureClass;
  /** What firmware says. */
  readonly firmware: Value;
  /** What the rule starts from: firmware's value, or that of the interface it goes through. */
  readonly base: Value;
  /** What was said of `base` itself, when it is not firmware's. */
  readonly through: Judgement | undefined;
  /** `base` is only an upper limit: the interface that the value comes through was not given. */
  readonly isLimit?: boolean;
  readonly user: Fact;
  readonly userValue: Value;
  /** Other integer facts that the rule names. */
  readonly find: (field: string) => Sought<bigint>;
  /** The rule of the target does not hold for this element: 0 is right. */
  readonly dropped: Target['dropped'] | undefined;
  /** The version of the interface was given or told by the bytes. */
  readonly versionKnown: boolean;
  /** A value in a message, as the row says it. */
  readonly say: (value: Value) => string;
}

/** A judgement; the severity is that of the verdict unless given. */
export function judgement(verdict: Verdict, why: string, severity?: DiffSeverity): Judgement {
  return { verdict, severity: severity ?? verdictKinds[verdict].severity, why };
}

/** A finding that is the behaviour of the version at hand, whatever the machine. */
export function known(verdict: Verdict, why: string, severity: DiffSeverity): Judgement {
  return { verdict, severity, why, isKnown: true };
}

/** How a fact is said in messages: as the row says it, so that one number does not have two radices. */
export function sayLike({ bits, leaf }: Pick<Fact, 'bits' | 'leaf'>): (value: Value) => string {
  return (value) => (typeof value === 'bigint' ? numberText(value, bits, leaf) : value);
}

export function equal({ base, userValue }: Question): boolean {
  return base === userValue;
}

/** Not as the rule asks: swapped if that explains it, else a mismatch. */
export function different({ base, user, userValue, say }: Question): Judgement {
  if (typeof base === 'bigint' && user.swapped === base) {
    const right = hexNumber(base, unitDigits(user.bits)).slice(2);
    // The whole unit: a field that ends inside a byte has lost some of it.
    const swapped = [...right.matchAll(/../g)].reverse().join('');
    return judgement('swapped', `0x${swapped} is 0x${right} with its bytes swapped`);
  }
  return judgement('mismatch', `${say(userValue)}, expected ${say(base)}`);
}

/** Hex digits of the storage unit that holds so many bits: a swap is seen only with its leading zeros. */
function unitDigits(bits: number): number {
  return [2, 4, 8].find((digits) => bits <= digits * 4) ?? 16;
}

/** What is said of a value that arrived unchanged through another interface. */
export function arrived(question: Question, why: string): Judgement {
  const { through, userValue, firmware } = question;
  const isConstant = through?.verdict === 'constant';
  if (through === undefined || (userValue === firmware && !isConstant)) return judgement('same', why);
  return { ...through, severity: verdictKinds[through.verdict].severity === 'ok' ? through.severity : 'ok' };
}
