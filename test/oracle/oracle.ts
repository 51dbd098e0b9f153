/**
 * The compiler's view of the C structs and constants: oracle-layout.json and oracle-constants.json, made
 * by compiling the headers. They judge the tables of src/layouts and are never used by src.
 */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const fieldSchema = v.object({
  struct: v.string(),
  field: v.string(),
  type: v.optional(v.string()),
  byteOffset: v.number(),
  sizeBytes: v.number(),
  bitOffset: v.optional(v.number()),
  bitSize: v.optional(v.number()),
  declaredUnitBytes: v.optional(v.number()),
  arch: v.string(),
  source: v.string(),
});

const constantSchema = v.object({
  name: v.string(),
  hex: v.string(),
  kind: v.picklist(['define', 'enum', 'ioctl', 'sizeof']),
  header: v.string(),
  version: v.string(),
});

export type OracleField = v.InferOutput<typeof fieldSchema>;
export type OracleConstant = v.InferOutput<typeof constantSchema>;

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}

/** Every record, the never-merged proposals included. */
export const allFields = v.parse(v.object({ fields: v.array(fieldSchema) }), read('oracle-layout.json')).fields;
export const allConstants = v.parse(
  v.object({ constants: v.array(constantSchema) }),
  read('oracle-constants.json'),
).constants;

/** One struct as one compiler saw it in one version of Linux. */
export interface OracleStruct {
  readonly name: string;
  /** Linux version, as `6.12.107`. */
  readonly version: string;
  readonly arch: string;
  readonly sizeof: number;
  /** By member path; `<total>` is left out. */
  readonly fields: ReadonlyMap<string, OracleField>;
}

/** Proposals that were never merged: their layouts come together with the command that compares them. */
export function isProposal(source: string): boolean {
  return source.startsWith('RFC ');
}

/** `6.12.107` out of the text that says where the oracle was compiled. */
export function versionOf(source: string): string {
  const found = /(\d+\.\d+(?:\.\d+)*)$/.exec(source);
  if (found?.[1] === undefined) throw new Error(`no Linux version in "${source}"`);
  return found[1];
}

/** Negative when `a` is older than `b`. */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** All structs of released kernels, oldest version first. */
export const oracleStructs: readonly OracleStruct[] = groupStructs();

function groupStructs(): OracleStruct[] {
  const groups = new Map<string, OracleField[]>();
  for (const field of allFields) {
    if (isProposal(field.source)) continue;
    const key = [field.struct, versionOf(field.source), field.arch].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), field]);
  }
  const structs = [...groups.values()].map(toStruct);
  return structs.sort((a, b) => compareVersions(a.version, b.version));
}

function toStruct(records: readonly OracleField[]): OracleStruct {
  const total = records.find((record) => record.field === '<total>');
  if (total === undefined) throw new Error(`the oracle has no sizeof for ${records[0]?.struct}`);
  const fields = new Map(records.filter((record) => record !== total).map((record) => [record.field, record]));
  return { name: total.struct, version: versionOf(total.source), arch: total.arch, sizeof: total.sizeBytes, fields };
}

/** The newest version of a struct, s390x. */
export function newestStruct(name: string): OracleStruct | undefined {
  return oracleStructs.filter((struct) => struct.name === name && struct.arch === 's390x').at(-1);
}

/** Taken apart: `__le32[6]` is 4 bytes, little-endian, 6 elements; `struct x[]` has 0 elements. */
export interface OracleType {
  readonly element: string;
  /** Undefined for a struct. */
  readonly bytes: number | undefined;
  readonly isLittle: boolean;
  /** Undefined for no array. */
  readonly count: number | undefined;
}

export function parseType(text: string): OracleType {
  const [, element = text, , digits] = /^(.*?)(\[(\d*)\])?$/.exec(text) ?? [];
  const isArray = digits !== undefined;
  const bits = element === 'unsigned int' ? '32' : /^(?:__)?(?:u|le)(8|16|32|64)$/.exec(element)?.[1];
  if (bits === undefined && !element.startsWith('struct ')) throw new Error(`unknown C type "${text}"`);
  return {
    element,
    bytes: bits === undefined ? undefined : Number(bits) / 8,
    isLittle: element.startsWith('__le'),
    count: isArray ? Number(digits) : undefined,
  };
}
