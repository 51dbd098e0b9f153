/**
 * What `verify` says: the JSON contract `zpci-inspect/verify@1`.
 */

import type { Severity } from './issues.js';
import type { Endian } from './layout.js';

/** Name and version of the contract. */
export const verifySchema = 'zpci-inspect/verify@1';

export type DifferenceVerdict =
  | 'new'
  | 'gone'
  | 'moved'
  | 'resized'
  | 'retyped'
  | 'renamed'
  /** The member came with a later version than this kernel's. */
  | 'later'
  /** The kernel has a member that came with a later version. */
  | 'earlier'
  /** An array that has a length on one side only. */
  | 'open-ended';

/** Where a member lies, from the start of its struct; `bits` is 0 for an array without a length. */
export interface MemberPlace {
  readonly bit: number;
  readonly bits: number;
  /** In C: `u32`, `u16:4`, `u8[64]`, `struct tag`; of a new member's place in the tables: what they have there. */
  readonly type: string;
}

export interface MemberDifference {
  /** Name of the member; `(size)` and `(byte order)` for the struct itself. */
  readonly field: string;
  readonly verdict: DifferenceVerdict;
  readonly severity: Severity | 'ok';
  readonly kernel: MemberPlace | null;
  readonly table: MemberPlace | null;
  /** Version that brought the member, as the tables say it. */
  readonly since: string | null;
}

export interface VerifiedStruct {
  readonly struct: string;
  /** Where the kernel says it: a name of `files`. */
  readonly file: string;
  /** `same` also when the version of the kernel or the language explains what differs. */
  readonly verdict: 'same' | 'differs';
  /** Bytes in the kernel. */
  readonly size: number;
  /** The version that the tables were written from. */
  readonly tables: string;
  /** Of a capability: the version that new members can belong to, behind those of the tables. */
  readonly capVersion: number | null;
  /** The versions whose struct this may be, where the version of the kernel is not known and members tell. */
  readonly fits: string | null;
  readonly differences: readonly MemberDifference[];
}

/** How the version is known: told by the files, by `--linux`, by the running kernel, or by a capture. */
export type LinuxFrom = 'vermagic' | 'image' | 'option' | 'running' | 'manifest';

export interface VerifyResult {
  readonly schema: typeof verifySchema;
  readonly linux: { readonly version: string; readonly from: LinuxFrom } | null;
  readonly endian: Endian;
  /** That of the kernel, and those of modules that have a struct of the tables. */
  readonly files: readonly {
    readonly file: string;
    readonly kind: string;
    readonly bytes: number;
    readonly types: number;
  }[];
  readonly structs: readonly VerifiedStruct[];
  /** Structs of the tables that these files do not have. */
  readonly absent: readonly string[];
  readonly exitCode: number;
}

/** A struct of a kernel beside that of the tables. */
export interface MembersBeside {
  readonly struct: string;
  readonly file: string;
  /** Bytes in the kernel. */
  readonly size: number;
  /** The version that the tables were written from; null when they do not have the struct. */
  readonly known: string | null;
  readonly members: readonly {
    readonly name: string;
    readonly kernel: MemberPlace | null;
    readonly table: MemberPlace | null;
  }[];
}
