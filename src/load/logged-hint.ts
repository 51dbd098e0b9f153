import type { Hint } from '../model/hints.js';
import type { ReadBlock } from './blocks.js';

/** What a block that the kernel logged says of its function; undefined for one that says nothing. */
export function loggedHint({ block, source, lines }: ReadBlock): Hint | undefined {
  for (const { plan, values } of block.structs) {
    const { logged } = plan.layout;
    if (logged === undefined) continue;
    const at = (path: string): number => plan.leaves.findIndex((leaf) => leaf.path === path);
    const number = (path: string): number | undefined => {
      const value = values[at(path)];
      return value === undefined ? undefined : Number(value);
    };
    const field = plan.leaves[at(logged.code)]?.field;
    const format = field?.type === 'bytes' ? undefined : field?.format;
    return {
      log: 'kernel log',
      source,
      line: lines?.first ?? 1,
      event: logged.event,
      function: number(logged.function),
      handle: number(logged.handle),
      codes: format?.kind === 'codes' ? format.codes : undefined,
      // 0 is the code of nothing.
      numbers: { pec: number(logged.code) ?? 0 },
    };
  }
  return undefined;
}
