/**
 * What single blocks say, by the parts that their facts play.
 */

import { type Catalog, hasRole } from '../catalog/catalog.js';
import { ruledStructs } from '../catalog/ruled-structs.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import type { View } from '../model/interface.js';
import type { FactRole } from '../model/roles.js';
import { makeFacts } from '../rules/facts.js';
import { Evidence } from './evidence.js';

/** A block, and its facts by their parts. */
export interface Known {
  readonly block: DecodedBlock;
  readonly view: View;
  /** The integer that plays a part. */
  number(role: FactRole): bigint | undefined;
  /** The value that plays a part; undefined when it was not read. */
  value(role: FactRole): bigint | string | undefined;
}

/** The block as one of this view. */
export function knownBlock(catalog: Catalog, block: DecodedBlock, view: View): Known {
  const evidence = new Evidence(catalog, { [view]: makeFacts(catalog, [block]) });
  return {
    block,
    view,
    number: (role) => evidence.number(view, role, 0),
    value: (role) => evidence.fact(view, role, 0)?.value ?? undefined,
  };
}

/** True when the block has the fact that plays a part. */
export function holds(catalog: Catalog, block: DecodedBlock, role: FactRole, view: View): boolean {
  const evidence = new Evidence(catalog, { [view]: makeFacts(catalog, [block]) });
  return evidence.fact(view, role, 0) !== undefined;
}

/** True for a block with an answer that has entries: a list, or a page of one. */
export function isList(block: DecodedBlock): boolean {
  return block.structs.some(
    ({ plan: { layout } }) => hasRole(layout, 'clp-response') && layout.role.entries !== undefined,
  );
}

/** True for an answer that says that it failed. */
export function isFailed(block: DecodedBlock): boolean {
  return block.issues.some((one) => one.code === 'RESPONSE_NOT_OK');
}

/** What messages call a block. */
export function nameOf({ source, type }: DecodedBlock): string {
  return source ?? `a ${type}`;
}

/** The same answer, perhaps in buffers of different size or with its question: all facts are equal. */
export function isSameAnswer(catalog: Catalog, one: DecodedBlock, other: DecodedBlock): boolean {
  const [left, right] = [makeFacts(catalog, [one]), makeFacts(catalog, [other])];
  const answers = (block: DecodedBlock): string[] =>
    block.structs
      .filter(({ plan: { layout } }) => hasRole(layout, 'capability') || hasRole(layout, 'clp-response'))
      .map((struct) => struct.tag);
  return [...new Set([...answers(one), ...answers(other)])].every((struct) => {
    const values = (facts: typeof left): string =>
      facts
        .factsOf(struct)
        .map((fact) => String(fact.value))
        .join();
    return values(left) === values(right);
  });
}

/** Tags of the answers in a block that some interface has rows for. */
export function answersIn(catalog: Catalog, block: DecodedBlock): string[] {
  const isRuled = (tag: string): boolean => catalog.interfaces().some((item) => ruledStructs(item).has(tag));
  return block.structs
    .filter((one) => hasRole(one.plan.layout, 'clp-response') && isRuled(one.tag))
    .map((one) => one.tag);
}

/** True when some interface has rows for an answer in the block. */
export function hasRows(catalog: Catalog, block: DecodedBlock): boolean {
  return answersIn(catalog, block).length > 0;
}
