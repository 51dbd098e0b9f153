import type { Kernel } from '../btf/kernel.js';
import { membersOf, typeText } from '../btf/members.js';
import type { Catalog } from '../catalog/catalog.js';
import { ToolError } from '../model/errors.js';
import type { MembersBeside } from '../model/verify.js';
import { tableMembers } from './table-members.js';
import { structsOf } from './verify.js';

/** The members of a struct as the kernel has them, each beside that of the tables, in bit order. */
export function membersBeside(tag: string, kernel: Kernel, catalog: Catalog): MembersBeside {
  const [found] = structsOf(kernel, tag);
  if (found === undefined) throw new ToolError(`no struct ${tag} in these files`);
  const { btf } = found.file;
  const known = catalog.layout(tag);
  const table = known === undefined ? [] : tableMembers(known, (inner) => catalog.nested(known, inner).size);
  const members = membersOf(btf, found.type).map((one) => {
    const beside = table.find(({ field }) => field.name === one.name);
    const kernelPlace = { bit: one.bit, bits: one.bits, type: typeText(btf, one) };
    return { name: one.name, kernel: kernelPlace, table: beside ?? null };
  });
  const rest = table
    .filter(({ field }) => members.every(({ name }) => name !== field.name))
    .map((one) => ({ name: one.field.name, kernel: null, table: one }));
  const all = [...members, ...rest].sort((a, b) => bitOf(a) - bitOf(b));
  return {
    struct: tag,
    file: found.file.name,
    size: found.type.sizeOrType,
    known: known?.source.version ?? null,
    members: all,
  };
}

function bitOf({ kernel, table }: MembersBeside['members'][number]): number {
  return kernel?.bit ?? table?.bit ?? 0;
}
