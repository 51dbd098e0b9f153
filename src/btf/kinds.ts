/**
 * The kinds of type that BTF knows, and how many bytes each takes: include/uapi/linux/btf.h of Linux 7.3.
 */

/** Numbers of `enum` members `BTF_KIND_*`. */
export const kinds = {
  int: 1,
  ptr: 2,
  array: 3,
  struct: 4,
  union: 5,
  enum: 6,
  fwd: 7,
  typedef: 8,
  volatile: 9,
  const: 10,
  restrict: 11,
  func: 12,
  funcProto: 13,
  var: 14,
  datasec: 15,
  float: 16,
  declTag: 17,
  typeTag: 18,
  enum64: 19,
} as const;

/** Bytes behind the common 12: once, and for each of the `vlen` elements. */
export interface KindLength {
  readonly once: number;
  readonly each: number;
}

const nothing: KindLength = { once: 0, each: 0 };
const four: KindLength = { once: 4, each: 0 };
const pairs: KindLength = { once: 0, each: 8 };
const triples: KindLength = { once: 0, each: 12 };

const byKind: Readonly<Record<keyof typeof kinds, KindLength>> = {
  int: four,
  ptr: nothing,
  array: { once: 12, each: 0 },
  struct: triples,
  union: triples,
  enum: pairs,
  fwd: nothing,
  typedef: nothing,
  volatile: nothing,
  const: nothing,
  restrict: nothing,
  func: nothing,
  funcProto: pairs,
  var: four,
  datasec: triples,
  float: nothing,
  declTag: four,
  typeTag: nothing,
  enum64: triples,
};

/** Lengths by number of the kind; number 0 is no kind. */
export const kindLengths: readonly (KindLength | undefined)[] = [
  undefined,
  ...Object.keys(kinds).map((name) => byKind[name as keyof typeof kinds]),
];
