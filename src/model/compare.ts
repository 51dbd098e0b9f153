/**
 * What `compare` says: the JSON contract `zpci-inspect/compare@1`.
 */
import type { DiffSeverity, SeverityCounts } from './diff.js';
import type { View } from './interface.js';

export const compareSchema = 'zpci-inspect/compare@1';

/** Which functions of two captures are the same. */
export const matchKeys = ['fid', 'uid', 'pchid', 'address'] as const;
export type MatchKey = (typeof matchKeys)[number];

export const changeKinds = ['grown', 'shrunk', 'moved', 'renamed', 'appeared', 'gone', 'other'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** A value as `decode` has it; null where there is none. */
export type ChangedValue = number | string | null;

/** One fact that is another one now. */
export interface Change {
  /** The first view, on the way from firmware to the guest, in which it changed. */
  readonly view: View;
  /** C tag on this side; with `[2]` behind it where several structs of a tag differ in their index. */
  readonly struct: string;
  /** Member; empty for a struct as a whole. */
  readonly attribute: string;
  readonly before: ChangedValue;
  readonly after: ChangedValue;
  /** The same as people write it. */
  readonly text: { readonly before: string; readonly after: string };
  readonly kind: ChangeKind;
  /** All views in which it changed. */
  readonly views: readonly View[];
  /** A guest finds another value. */
  readonly guestSees: boolean | 'predicted';
  /** What the guest finds, where that is not what this view says. */
  readonly guest?: { readonly before: string; readonly after: string };
  readonly severity: DiffSeverity;
  readonly why: string;
  /** Version that brought it: `Linux 7.3`. */
  readonly since?: string;
  /** It was there before: what that version brought is gone. */
  readonly lost?: true;
}

export type FunctionStatus = 'same' | 'changed' | 'appeared' | 'gone';

export interface ComparedFunction {
  /** Function id; that of `before` where it changed. */
  readonly fid: number | null;
  readonly uid: number | null;
  /** PCI address on the host, where sysfs tells it. */
  readonly address: string | null;
  readonly status: FunctionStatus;
  readonly changes: readonly Change[];
}

export interface ComparedGroup {
  readonly group: number;
  readonly status: FunctionStatus;
  readonly changes: readonly Change[];
}

/** One of the two captures. */
export interface ComparedSide {
  readonly source: string;
  /** Version of the kernel, as somebody gave or recorded it. */
  readonly linux: string | null;
  /** Version of the QEMU whose guest is compared; null where it answered itself and nobody says which it was. */
  readonly qemu: string | null;
}

export interface CompareResult {
  readonly schema: typeof compareSchema;
  readonly before: ComparedSide;
  readonly after: ComparedSide;
  readonly functions: readonly ComparedFunction[];
  readonly groups: readonly ComparedGroup[];
  /** Facts of the machine as a whole. */
  readonly machine: { readonly changes: readonly Change[] };
  /** What to know of the comparison as a whole. */
  readonly notes: readonly string[];
  /** Changes by severity. */
  readonly summary: SeverityCounts;
  readonly exitCode: number;
}
