/**
 * A struct of a kernel as a layout: what the tables know of it stays, the places are the kernel's.
 */
import { inFile, type Kernel, type KernelStruct } from '../btf/kernel.js';
import { type Member, membersOf } from '../btf/members.js';
import type { Catalog } from '../catalog/catalog.js';
import { isFlexible } from '../catalog/plan.js';
import { ToolError } from '../model/errors.js';
import type { Field, Layout, Source } from '../model/layout.js';
import { chooseArms } from './choose-arms.js';
import { compareStruct } from './compare-struct.js';
import { fieldOf, isCName } from './import-field.js';
import { mergeLayout } from './merge-layout.js';
import { tableMembers } from './table-members.js';
import { structsOf } from './verify.js';

export interface ImportOptions {
  readonly kernel: Kernel;
  readonly catalog: Catalog;
  /** The kernel in words: `Linux 7.3`, or the file. */
  readonly name: string;
  /** The version of a capability that new members belong to; the one behind those of the tables, unless given. */
  readonly capVersion?: number | undefined;
  /** Members of unions that are taken instead of the first. */
  readonly unions?: readonly string[] | undefined;
}

export interface Imported {
  /** The struct asked for, then those that it holds and that the tables do not have like this. */
  readonly layouts: readonly Layout[];
  /** What was chosen and what was left out. */
  readonly notes: readonly string[];
}

/** Most structs that one can hold, and most bytes of one. */
const structLimit = 256;
const byteLimit = 0x10_0000;

/** @throws ToolError when the kernel has no such struct, or it cannot be written as a layout. */
export function importLayout(tag: string, options: ImportOptions): Imported {
  const layouts = new Map<string, Layout>();
  const notes: string[] = [];
  const add = (name: string, struct: KernelStruct): void => {
    if (layouts.has(name)) return;
    if (layouts.size === structLimit) throw new ToolError(`${tag} holds more than ${structLimit} structs`);
    const size = struct.type.sizeOrType;
    if (size === 0 || size > byteLimit)
      throw new ToolError(`${name} has ${size} bytes; a layout has 1 to ${byteLimit}`);
    // A place in the order of what is asked for; a struct that holds itself comes here again.
    layouts.set(name, placeholder);
    const members = inFile(struct.file, () => membersOf(struct.file.btf, struct.type));
    for (const member of members)
      if (!isCName(member.name)) throw new ToolError(`damaged: ${name} has a member without a C name`);
    const made = layoutOf(name, struct, members, options, notes);
    layouts.set(name, made);
    for (const field of made.fields) {
      const inner = field.type === 'struct' ? members.find((one) => one.name === field.name) : undefined;
      if (inner === undefined || field.type !== 'struct') continue;
      const nested = { file: struct.file, type: struct.file.btf.type(inner.type) };
      if (!isKnown(field.struct, nested, options)) add(field.struct, nested);
    }
  };
  const [found] = structsOf(options.kernel, tag);
  if (found === undefined) throw new ToolError(`no struct ${tag} in ${options.name}`);
  add(tag, found);
  return { layouts: [...layouts.values()], notes };
}

/** Takes the place of a layout that is being made. */
const placeholder: Layout = {
  tag: '',
  title: '',
  byteOrder: 'host',
  size: 0,
  source: { file: '', symbol: '', version: '' },
  role: { kind: 'part' },
  fields: [],
};

/** True when the tables have the struct just so. */
function isKnown(tag: string, struct: KernelStruct, { catalog }: ImportOptions): boolean {
  const known = catalog.layout(tag);
  return known !== undefined && differencesOf(known, struct, catalog).length === 0;
}

function differencesOf(known: Layout, { file, type }: KernelStruct, catalog: Catalog): readonly unknown[] {
  const table = tableMembers(known, (inner) => catalog.nested(known, inner).size);
  const own = { btf: file.btf, size: type.sizeOrType, members: membersOf(file.btf, type) };
  return compareStruct(known, table, own, undefined).filter(({ severity }) => severity !== 'ok' && severity !== 'note');
}

function layoutOf(
  tag: string,
  { file, type }: KernelStruct,
  members: readonly Member[],
  options: ImportOptions,
  notes: string[],
): Layout {
  const known = options.catalog.layout(tag);
  const source: Source = { file: file.name, symbol: `struct ${tag}`, version: options.name };
  const owner = { tag, btf: file.btf, note: (text: string) => void notes.push(text) };
  if (known !== undefined) return mergeLayout(known, type.sizeOrType, members, options, owner, source);
  const chosen = chooseArms(tag, members, options.unions ?? [], owner.note);
  const fields = chosen.flatMap((one) => fieldOf(one, owner) ?? []);
  if (fields.length === 0) throw new ToolError(`${tag} has no member that a layout can hold`);
  return {
    tag,
    title: `struct ${tag} of ${options.name}`,
    byteOrder: file.btf.endian,
    size: type.sizeOrType,
    source,
    role: { kind: 'info', minSize: 1 },
    undetectable: 'only its type says what it is',
    fields: flexibleLast(fields, owner.note),
  };
}

/** Only the last member can be as long as the rest of the block. */
function flexibleLast(fields: readonly Field[], note: (text: string) => void): readonly Field[] {
  return fields.filter((field, i) => {
    const isKept = i === fields.length - 1 || !isFlexible(field);
    if (!isKept) note(`${field.name} is left out: an array without a length, and others follow`);
    return isKept;
  });
}
