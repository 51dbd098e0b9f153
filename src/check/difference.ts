/**
 * One difference, and texts that differences are made of.
 */
import { sha256 } from '../bytes/sha256.js';
import type { Difference } from '../model/check.js';

type Parts = Pick<Difference, 'kind' | 'expected' | 'got'> & Partial<Omit<Difference, 'fingerprint' | 'allowed'>>;

/** A difference; its fingerprint depends on what it is about, not on the values. */
export function difference(parts: Parts): Difference {
  const { kind, file = null, path = '', side = '', code = '', expected, got } = parts;
  const { byteOffset = null, byteLength = null, lines = null, why = '' } = parts;
  const what: readonly (string | null)[] = [kind, file, path, side, kind === 'issue' ? code : ''];
  const fingerprint = sha256(new TextEncoder().encode(JSON.stringify(what))).slice(0, 32);
  const where = { file, path, side, byteOffset, byteLength, lines };
  return { kind, ...where, expected, got, code, why, fingerprint, allowed: null };
}

/** An aspect of something that is expected to be one thing and is another. */
export interface Aspect {
  readonly what: string;
  readonly expected: string;
  readonly got: string;
}

/** Aspects that differ, said on both sides; undefined when none does. */
export function differing(aspects: readonly Aspect[]): { expected: string; got: string } | undefined {
  const found = aspects.filter((one) => one.expected !== one.got);
  if (found.length === 0) return undefined;
  const say = (side: 'expected' | 'got'): string => found.map((one) => `${one.what}${one[side]}`).join(', ');
  return { expected: say('expected'), got: say('got') };
}

/** What a list has that the other has not, each as often as it is too many. */
export function surplus<T>(list: readonly T[], other: readonly T[], key: (one: T) => string): readonly T[] {
  const left = new Map<string, number>();
  for (const one of other) left.set(key(one), (left.get(key(one)) ?? 0) + 1);
  return list.filter((one) => {
    const count = left.get(key(one)) ?? 0;
    left.set(key(one), count - 1);
    return count <= 0;
  });
}

/** Occurrences of the same name, numbered: the second `x` is `x#2`. */
export function numbered<T>(list: readonly T[], name: (one: T) => string): ReadonlyMap<string, T> {
  const counts = new Map<string, number>();
  return new Map(
    list.map((one) => {
      const count = (counts.get(name(one)) ?? 0) + 1;
      counts.set(name(one), count);
      return [count === 1 ? name(one) : `${name(one)}#${count}`, one] as const;
    }),
  );
}
