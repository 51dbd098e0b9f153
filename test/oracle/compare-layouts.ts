/**
 * Layouts against the oracle, in both directions. Pure: the mutation test runs it on damaged layouts.
 */
import type { Layout } from '../../src/model/layout.js';
import { type FlatField, flatten } from './flatten.js';
import { compareVersions, type OracleField, type OracleStruct, oracleStructs, parseType } from './oracle.js';

/** One thing in which a layout and the oracle differ. */
export interface Difference {
  readonly struct: string;
  /** Member path; `sizeof` for the whole struct. */
  readonly field: string;
  readonly version: string;
  readonly arch: string;
  readonly text: string;
}

/** Everything in which the layouts differ from the oracle, for every version and machine. */
export function compareLayouts(layouts: readonly Layout[], structs = oracleStructs): Difference[] {
  return structs.flatMap((struct) => {
    const layout = layouts.find((one) => one.tag === struct.name && one.interface === undefined);
    const at = { struct: struct.name, version: struct.version, arch: struct.arch };
    if (layout === undefined) return [{ ...at, field: 'sizeof', text: 'no layout of this struct' }];
    const flat = new Map(flatten(layout, layouts).map((field) => [field.path, field]));
    const found = compareSize(layout, struct);
    const fields = [...struct.fields.values()].flatMap((field) => {
      const own = flat.get(field.field);
      const text = own === undefined ? 'the layout has no such member' : compareField(own, field);
      return text === undefined ? [] : [{ ...at, field: field.field, text }];
    });
    return [...(found === undefined ? [] : [{ ...at, field: 'sizeof', text: found }]), ...fields];
  });
}

function compareSize(layout: Layout, struct: OracleStruct): string | undefined {
  const shape = layout.shapes?.filter((one) => compareVersions(one.linux, struct.version) <= 0).at(-1);
  const size = shape?.size ?? layout.size;
  return size === struct.sizeof ? undefined : `${size} bytes, the compiler says ${struct.sizeof}`;
}

/** Says what is different, or nothing. */
function compareField(own: FlatField, oracle: OracleField): string | undefined {
  const type = parseType(oracle.type ?? '');
  const pairs: [string, unknown, unknown][] = [
    ['byte offset', own.byteOffset, oracle.byteOffset],
    ['size', own.sizeBytes, oracle.sizeBytes],
    ['bit offset', own.bitOffset, oracle.bitOffset],
    ['bits', own.bitSize, oracle.bitSize],
    ['size of the declared type', own.unitBytes, oracle.declaredUnitBytes ?? type.bytes],
    ['little-endian', own.isLittle, type.isLittle],
  ];
  const wrong = pairs.filter(([, left, right]) => left !== right);
  return wrong.length === 0
    ? undefined
    : wrong.map(([what, left, right]) => `${what} ${left}, the compiler says ${right}`).join('; ');
}

/** Members of layouts that the newest oracle does not have. */
export function fieldsBeyondOracle(layouts: readonly Layout[]): { struct: string; field: string }[] {
  return layouts.flatMap((layout) => {
    const newest = oracleStructs.filter((struct) => struct.name === layout.tag).at(-1);
    if (newest === undefined) return [{ struct: layout.tag, field: 'sizeof' }];
    const extra = flatten(layout, layouts).filter((field) => !newest.fields.has(field.path));
    return extra.map((field) => ({ struct: layout.tag, field: field.path }));
  });
}

/** Members that an older version lacks although the layout does not say that they came later. */
export function unexplainedAdditions(layouts: readonly Layout[]): Difference[] {
  return oracleStructs.flatMap((struct) => {
    const layout = layouts.find((one) => one.tag === struct.name);
    if (layout === undefined) return [];
    return flatten(layout, layouts)
      .filter((field) => !struct.fields.has(field.path) && !isLater(field.since, struct.version))
      .map((field) => ({
        struct: struct.name,
        field: field.path,
        version: struct.version,
        arch: struct.arch,
        text: `not in Linux ${struct.version}, but since is ${field.since ?? 'not given'}`,
      }));
  });
}

function isLater(since: string | undefined, version: string): boolean {
  const named = /Linux (\d+(?:\.\d+)+)/.exec(since ?? '')?.[1];
  return named !== undefined && compareVersions(named, version) > 0;
}
