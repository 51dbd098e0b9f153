/**
 * Can these blocks be compared at all? And what did the answers say that failed?
 */
import { type Catalog, hasRole } from '../catalog/catalog.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import type { DiffCheck } from '../model/diff.js';
import { ToolError } from '../model/errors.js';
import { makeStore, type Store } from '../rules/store.js';
import { holds } from './pair.js';

interface Blocks {
  readonly firmware: readonly DecodedBlock[];
  readonly vfio?: readonly DecodedBlock[];
  readonly guest?: readonly DecodedBlock[];
  readonly sysfs?: readonly unknown[];
}

const ruledIn = new WeakMap<Catalog, ReadonlySet<string>>();

/** Tags of structs that some interface has rows for. */
function ruledTags(catalog: Catalog): ReadonlySet<string> {
  const known = ruledIn.get(catalog);
  if (known !== undefined) return known;
  const made = new Set(catalog.interfaces().flatMap((item) => item.rows.map((row) => row.struct)));
  ruledIn.set(catalog, made);
  return made;
}

/** Tags of the answers in a block that some interface has rows for. */
function answersIn(catalog: Catalog, block: DecodedBlock): string[] {
  const ruled = ruledTags(catalog);
  return block.structs
    .filter((one) => hasRole(one.plan.layout, 'clp-response') && ruled.has(one.tag))
    .map((one) => one.tag);
}

function failureOf(block: DecodedBlock): string | undefined {
  return block.issues.find((one) => one.code === 'RESPONSE_NOT_OK')?.message;
}

/**
 * Refuses what cannot be compared.
 *
 * @throws ToolError when no firmware answer is there or all failed, when there is nothing to compare it with, or
 * when a side has two blocks of one kind.
 */
export function requireUsable(catalog: Catalog, input: Blocks): void {
  const answers = input.firmware.filter((block) => answersIn(catalog, block).length > 0);
  const [first] = answers;
  if (first === undefined)
    throw new ToolError('no firmware answer is among the firmware blocks: give a query or list response or page');
  if (answers.every((block) => failureOf(block) !== undefined)) {
    throw new ToolError(`${first.source ?? 'the firmware answer'} holds nothing to compare: ${failureOf(first) ?? ''}`);
  }
  requireOneEach(catalog, 'firmware', input.firmware);
  requireOneEach(catalog, 'guest', input.guest ?? []);
  for (const role of ['apertureStart', 'pageSizes']) {
    const same = (input.vfio ?? []).filter((block) => holds(catalog, block, role, 'vfio'));
    if (same.some((block) => !isSameAnswer(catalog, same[0], block))) throw tooMany('VFIO', same[0]?.type ?? '', same);
  }
  const users = [...(input.vfio ?? []), ...(input.guest ?? []), ...(input.sysfs ?? [])];
  if (users.length === 0) throw new ToolError("nothing to compare with: give a VFIO buffer or the guest's answers");
}

function requireOneEach(catalog: Catalog, side: string, blocks: readonly DecodedBlock[]): void {
  const seen = new Map<string, DecodedBlock>();
  for (const block of blocks) {
    for (const tag of answersIn(catalog, block)) {
      const other = seen.get(tag);
      if (other !== undefined) throw tooMany(side, tag, [other, block]);
      seen.set(tag, block);
    }
  }
}

/** The same answer, perhaps in buffers of different size: all facts of the capabilities are equal. */
function isSameAnswer(catalog: Catalog, one: DecodedBlock | undefined, other: DecodedBlock): boolean {
  if (one === undefined) return true;
  const [left, right] = [makeStore(catalog, [one]), makeStore(catalog, [other])];
  const capabilities = (blocks: DecodedBlock): string[] =>
    blocks.structs.filter((struct) => hasRole(struct.plan.layout, 'capability')).map((struct) => struct.tag);
  return [...new Set([...capabilities(one), ...capabilities(other)])].every((struct) => {
    const values = (store: Store): string =>
      store
        .factsOf(struct)
        .map((fact) => String(fact.value))
        .join();
    return values(left) === values(right);
  });
}

function tooMany(side: string, kind: string, blocks: readonly DecodedBlock[]): ToolError {
  const names = blocks.map((block) => block.source ?? block.type).join(', ');
  return new ToolError(
    `two blocks of one kind (${kind}) on the ${side} side: ${names}; give one of each for one function`,
  );
}

/** A finding for each answer that some interface has rows for and that says that it failed. */
export function failedAnswers(catalog: Catalog, input: Blocks): DiffCheck[] {
  const sides = [
    ['firmware', input.firmware],
    ['guest', input.guest ?? []],
  ] as const;
  return sides.flatMap(([side, blocks]) =>
    blocks.flatMap((block) => {
      const failure = failureOf(block);
      const [tag] = answersIn(catalog, block);
      if (failure === undefined || tag === undefined) return [];
      const message = `${side}: ${tag}: ${failure}`;
      return [
        {
          id: 'ANSWER_FAILED',
          severity: 'warning' as const,
          message,
          help: 'The rest of the answer says nothing, so its rows are unchecked.',
        },
      ];
    }),
  );
}
