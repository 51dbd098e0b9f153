/**
 * Can these blocks be compared at all? And what did the answers say that failed?
 */
import type { Catalog } from '../catalog/catalog.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import type { DiffCheck } from '../model/diff.js';
import { ToolError } from '../model/errors.js';
import { answersIn, holds, isList, isSameAnswer } from './block-facts.js';
import { listPages } from './pair/lists.js';

interface Blocks {
  readonly firmware: readonly DecodedBlock[];
  readonly vfio?: readonly DecodedBlock[];
  readonly guest?: readonly DecodedBlock[];
  readonly sysfs?: readonly unknown[];
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
export function requireComparable(catalog: Catalog, input: Blocks): void {
  const answers = input.firmware.filter((block) => answersIn(catalog, block).length > 0);
  const [first] = answers;
  if (first === undefined)
    throw new ToolError('no firmware answer is among the firmware blocks: give a query or list response or page');
  if (answers.every((block) => failureOf(block) !== undefined)) {
    throw new ToolError(`${first.source ?? 'the firmware answer'} holds nothing to compare: ${failureOf(first) ?? ''}`);
  }
  for (const view of ['firmware', 'guest'] as const) {
    const blocks = input[view] ?? [];
    const { problem } = listPages(catalog, blocks, view);
    if (problem !== undefined) throw new ToolError(problem);
    requireOneEach(
      catalog,
      view,
      blocks.filter((block) => !isList(block)),
    );
  }
  for (const role of ['apertureStart', 'pageSizes'] as const) {
    const same = (input.vfio ?? []).filter((block) => holds(catalog, block, role, 'vfio'));
    const [first] = same;
    if (first !== undefined && same.some((block) => !isSameAnswer(catalog, first, block)))
      throw tooMany('VFIO', first.type, same);
  }
  if (!hasUsers(input)) throw new ToolError("nothing to compare with: give a VFIO buffer or the guest's answers");
}

/** Some side is there that firmware can be compared with. */
export function hasUsers({ vfio = [], guest = [], sysfs = [] }: Partial<Blocks>): boolean {
  return vfio.length + guest.length + sysfs.length > 0;
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
      const message = `${tag}: ${failure}`;
      return [
        {
          id: 'ANSWER_FAILED',
          side,
          severity: 'warning' as const,
          message,
          help: 'The rest of the answer says nothing, so its rows are unchecked.',
        },
      ];
    }),
  );
}
