/**
 * Whose a block is by the name of its file, where its bytes do not tell: people name their files after the function.
 */
import type { DecodedBlock } from '../../decode/decode-block.js';

/** All that a name is taken from. */
type Named = Pick<DecodedBlock, 'source'>;

/** Last part of a name: a function id in eight digits, a PCI address, or a number. */
const suffix = /[-_.]([0-9a-f]{8}|[0-9a-f]{4,8}[:_][0-9a-f]{2}[:_][0-9a-f]{2}[._][0-7]|\d{1,3})$/i;

/** The function that the name of a block speaks of; undefined when there is none, or more than one. */
export function namedFunction<Function extends { readonly block: Named; readonly id: bigint | undefined }>(
  block: DecodedBlock,
  functions: readonly Function[],
): Function | undefined {
  const own = suffixOf(block);
  const byId = functions.filter(({ id }) => id !== undefined && own === id.toString(16).padStart(8, '0'));
  const isSeries = new Set(functions.map((one) => stemOf(one.block).replace(suffix, ''))).size === 1;
  return (
    only(byId) ?? (isSeries ? bySame(suffixOf, block, functions) : undefined) ?? bySame(folderOf, block, functions)
  );
}

/** The block of these whose name ends in the number of a group, in two digits. */
export function namedGroup(blocks: readonly DecodedBlock[], group: bigint): DecodedBlock | undefined {
  const digits = group.toString(16).padStart(2, '0');
  return only(blocks.filter((block) => new RegExp(`[-_.]${digits}$`, 'i').test(stemOf(block))));
}

/** What the files of the functions differ in tells them apart. */
function bySame<Function extends { readonly block: Named }>(
  part: (block: Named) => string,
  block: DecodedBlock,
  functions: readonly Function[],
): Function | undefined {
  const parts = functions.map((one) => part(one.block));
  return new Set(parts).size === parts.length ? functions[parts.indexOf(part(block))] : undefined;
}

function stemOf({ source = '' }: Named): string {
  return source.slice(source.lastIndexOf('/') + 1).replace(/(?<=.)\.[a-z][^.]*$/i, '');
}

function suffixOf(block: Named): string {
  return (suffix.exec(stemOf(block))?.[1] ?? '').toLowerCase();
}

function folderOf({ source = '' }: Named): string {
  return source.slice(0, Math.max(0, source.lastIndexOf('/')));
}

function only<Item>(items: readonly Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}
