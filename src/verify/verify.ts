/**
 * The tables held against a kernel's own description of its structs.
 */
import { inFile, type Kernel, type KernelStruct } from '../btf/kernel.js';
import { membersOf } from '../btf/members.js';
import { compareVersions } from '../bytes/version.js';
import { type Catalog, hasRole, type LayoutOf } from '../catalog/catalog.js';
import { ToolError } from '../model/errors.js';
import type { Layout } from '../model/layout.js';
import {
  type LinuxFrom,
  type MemberDifference,
  type VerifiedStruct,
  type VerifyResult,
  verifySchema,
} from '../model/verify.js';
import { compareStruct, type OwnStruct } from './compare-struct.js';
import { releaseOf, type TableMember, tableMembers } from './table-members.js';

/** The version of a kernel, and who says so. */
export interface Linux {
  readonly version: string;
  readonly from: LinuxFrom;
}

/** Layouts of structs that a kernel can have: those that are no proposal. */
export function verifiableLayouts(catalog: Catalog): readonly Layout[] {
  return catalog.layouts().filter((layout) => layout.interface === undefined);
}

/**
 * Compares every struct that both have.
 * @throws ToolError when there is none, or when the types of the kernel make no sense.
 */
export function verifyKernel(kernel: Kernel, catalog: Catalog, linux: Linux | null): Omit<VerifyResult, 'exitCode'> {
  const layouts = verifiableLayouts(catalog);
  const structs = layouts.flatMap((layout) => verifyLayout(kernel, catalog, layout, linux));
  const { endian } = kernel;
  if (structs.length === 0 || endian === undefined) {
    throw new ToolError('none of the structs of the tables is in these files');
  }
  const having = new Set(structs.map((one) => one.file));
  return {
    schema: verifySchema,
    linux,
    endian,
    files: kernel.files
      .filter(({ name }, i) => i === 0 || having.has(name))
      .map(({ name, kind, bytes, btf }) => ({ file: name, kind, bytes, types: btf.count })),
    structs,
    absent: layouts.map(({ tag }) => tag).filter((tag) => !structs.some(({ struct }) => struct === tag)),
  };
}

/** A struct as each file has it, alike ones once. */
function verifyLayout(kernel: Kernel, catalog: Catalog, layout: Layout, linux: Linux | null): VerifiedStruct[] {
  const seen = new Set<string>();
  return structsOf(kernel, layout.tag).flatMap(({ file, type }) => {
    const table = tableMembers(layout, (tag) => catalog.nested(layout, tag).size);
    const own = { btf: file.btf, size: type.sizeOrType, members: inFile(file, () => membersOf(file.btf, type)) };
    const differences = compareStruct(layout, table, own, linux?.version);
    const text = JSON.stringify([own.size, differences]);
    if (seen.has(text)) return [];
    seen.add(text);
    const differs = differences.some(({ severity }) => severity === 'error' || severity === 'warning');
    return [
      {
        struct: layout.tag,
        file: file.name,
        verdict: differs ? 'differs' : 'same',
        size: own.size,
        tables: layout.source.version,
        capVersion: hasRole(layout, 'capability') ? nextVersion(layout) : null,
        fits: linux === null ? versionsOf(table, own, differences) : null,
        differences,
      },
    ];
  });
}

/** The version of a capability that members belong to which none of its versions has. */
export function nextVersion({ role }: LayoutOf<'capability'>): number {
  return (role.versions.at(-1)?.version ?? 0) + 1;
}

/** Structs by tag; `tag.member` is the struct without a tag that this member is of. */
export function structsOf(kernel: Kernel, tag: string): readonly KernelStruct[] {
  const [owner = '', ...path] = tag.split('.');
  return path.reduce<readonly KernelStruct[]>((structs, name) => {
    return structs.flatMap(({ file, type }) => {
      const member = membersOf(file.btf, type).find((one) => one.name === name);
      return member?.kind === 'struct' ? [{ file, type: file.btf.type(member.type) }] : [];
    });
  }, kernel.find(owner));
}

/** The versions that have just these members: `Linux 6.13 or later`, `before Linux 7.3`; null when they tell nothing. */
function versionsOf(
  table: readonly TableMember[],
  own: OwnStruct,
  differences: readonly MemberDifference[],
): string | null {
  const names = new Set(own.members.map((one) => one.name));
  const releases = (members: readonly { readonly since: string | null }[]): string[] =>
    members.flatMap(({ since }) => releaseOf(since) ?? []).sort(compareVersions);
  const from = releases(table.filter(({ field }) => names.has(field.name))).at(-1);
  const [before] = releases(differences.filter(({ verdict }) => verdict === 'later'));
  if (from === undefined) return before === undefined ? null : `before Linux ${before}`;
  return before === undefined ? `Linux ${from} or later` : `Linux ${from} or later, before ${before}`;
}
