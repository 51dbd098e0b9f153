/**
 * What the VFIO buffers say: facts by path, and whether a capability is there, is not, or cannot be told.
 */
import { type Catalog, hasRole } from '../catalog/catalog.js';
import type { Leaf } from '../catalog/plan.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import { numberAt, valueAt } from '../decode/read-struct.js';
import type { Sought } from '../rules/apply.js';
import { type Fact, type Facts, makeFacts } from '../rules/facts.js';
import type { Value } from '../rules/judge.js';

/** The struct of `struct.member`. */
export function structOf(path: string): string {
  const dot = path.indexOf('.');
  return dot < 0 ? path : path.slice(0, dot);
}

export class Evidence {
  readonly #catalog: Catalog;
  readonly #blocks: readonly DecodedBlock[];
  readonly #facts: Facts;
  /** Capabilities that are not believed because a string of theirs is too long. */
  readonly #disbelieved = new Map<string, string>();

  constructor(catalog: Catalog, blocks: readonly DecodedBlock[]) {
    this.#catalog = catalog;
    this.#blocks = blocks;
    this.#facts = makeFacts(catalog, blocks);
  }

  /** Takes a string capability for missing when it is longer than the field that it would fill. */
  disbelieveLonger(path: string, target: Leaf): void {
    const fact = this.#facts.find(path);
    if (fact !== undefined && typeof fact.value !== 'bigint' && fact.bits > target.bitLength) {
      this.#disbelieved.set(structOf(path), `${fact.bits / 8} bytes where ${target.byteLength} are believed`);
    }
  }

  /** A struct as a whole. */
  struct(name: string): Sought<null> {
    if (this.#disbelieved.has(name)) return { kind: 'none' };
    if (this.#facts.has(name)) return { kind: 'value', value: null };
    const holder = this.#holderOf(name);
    const block = this.#blocks.find((one) => one.structs.some((struct) => struct.tag === holder));
    if (block === undefined) return { kind: 'unknown', why: `no ${holder} was given` };
    const damage = block.issues.find((one) => one.severity === 'error' || cuts.includes(one.code));
    if (damage === undefined) return { kind: 'none' };
    return { kind: 'unknown', why: `${name} could be in the bytes that are missing (${damage.code})` };
  }

  /** One member: `none` when its struct is not there, or is a version without it. */
  fact(path: string): Sought<Value> {
    const struct = this.struct(structOf(path));
    if (struct.kind !== 'value') return struct;
    const fact: Fact | undefined = this.#facts.find(path);
    if (fact === undefined || fact.status === 'absent') return { kind: 'none' };
    if (fact.value === null) return { kind: 'unknown', why: `the bytes end before ${path}` };
    return { kind: 'value', value: fact.value };
  }

  /** One integer member. */
  integer(path: string): Sought<bigint> {
    const fact = this.fact(path);
    if (fact.kind !== 'value') return fact;
    return typeof fact.value === 'bigint' ? { kind: 'value', value: fact.value } : { kind: 'none' };
  }

  /** The number in `size` of the block in which `index` has this value: one of several blocks of a kind. */
  sizeAt(index: string, size: string, wanted: number): Sought<bigint> {
    const member = (path: string): string => path.slice(structOf(path).length + 1);
    for (const block of this.#blocks) {
      const struct = block.structs.find((one) => one.tag === structOf(index));
      if (struct === undefined || numberAt(struct, member(index)) !== wanted) continue;
      const value = valueAt(struct, member(size));
      if (value === undefined) return { kind: 'unknown', why: `the bytes end before ${size}` };
      return { kind: 'value', value: BigInt(value) };
    }
    return { kind: 'unknown', why: `no ${structOf(index)} of it was given` };
  }

  #holderOf(name: string): string {
    const layout = this.#catalog.layout(name);
    return layout !== undefined && hasRole(layout, 'capability') ? layout.role.of : name;
  }
}

/** Findings after which a capability may be missing without the kernel's doing. */
const cuts: readonly string[] = ['BUFFER_TOO_SMALL', 'TRUNCATED', 'CALL_NOT_DONE'];
