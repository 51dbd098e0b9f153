import type { Kernel } from '../btf/kernel.js';
import { membersOf } from '../btf/members.js';
import { structsOf } from './verify.js';

/**
 * Bits of a member of a struct or of one in it (`fh_list[].fh`), all elements of an array; 0 for one without a length,
 * undefined when there is none.
 */
export function memberBits(kernel: Kernel, struct: string, path: string): number | undefined {
  const names = path.replaceAll('[]', '').split('.');
  const owner = [struct, ...names.slice(0, -1)].join('.');
  const [found] = structsOf(kernel, owner);
  if (found === undefined) return undefined;
  return membersOf(found.file.btf, found.type).find(({ name }) => name === names.at(-1))?.bits;
}
