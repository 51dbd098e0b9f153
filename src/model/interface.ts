/**
 * The vocabulary of exposure: how one interface treats every field of the firmware's answers.
 * One file of `src/views` is one `Interface`.
 */
import type { Source } from './layout.js';

/** Whose eyes: the words of the three (four) views. */
export type View = 'firmware' | 'vfio' | 'guest' | 'sysfs';

export type ExposureClass = 'exposed' | 'virtualized' | 'hidden';

/** Why a guest needs the fact, in the words of the 2019 list discussion. */
export type Need = 'virtualize' | 'match-firmware' | 'match-host-driver' | 'match-host-iommu' | 'none';

/** Whose fact it is. */
export type Scope = 'function' | 'group' | 'iommu' | 'machine' | 'call';

/** How the value that the user sees comes from the firmware's. Evaluated by one engine. */
export type Rule =
  | { readonly kind: 'same' }
  | { readonly kind: 'times'; readonly factor: number }
  | { readonly kind: 'constant'; readonly value: number }
  /** The bit `bit` (0 = least significant) of the target field is the one-bit source field. */
  | { readonly kind: 'bit'; readonly bit: number }
  /** The target capability is present exactly when the source field is 1. */
  | { readonly kind: 'present' }
  /** The target may be lower than the source, never higher. */
  | { readonly kind: 'atMost' }
  /** A value of the interface's own making. */
  | { readonly kind: 'madeUp' }
  /** The interface never writes the field: it keeps what the caller had in the buffer, 0 if cleared. */
  | { readonly kind: 'untouched' }
  /** Read from the (virtual) configuration space of the function. */
  | { readonly kind: 'configSpace' }
  /** Binary logarithm of the size of the VFIO region of this BAR, 0 for none. */
  | { readonly kind: 'regionLog2' };

/** One place where the interface shows the fact. */
export interface Target {
  /** `struct.member` of a layout of the user's side. */
  readonly field: string;
  readonly rule: Rule;
  /** First version of the interface that has it. */
  readonly since?: string;
}

/** How a function reaches its guest. */
export type Mode = 'emulated' | 'intercept' | 'interpret';

/** What differs from the row under a condition; the first variant that matches wins. */
export interface Variant {
  readonly when: {
    readonly mode?: Mode;
    /** First version of the interface, inclusive. */
    readonly from?: string;
    /** First version that is different again, exclusive. */
    readonly before?: string;
    readonly container?: 'type1' | 'iommufd';
    /** The guest group is the default one: no GROUP capability, or host group 0xf0 and above. */
    readonly defaultGroup?: true;
  };
  readonly class?: ExposureClass;
  readonly to?: readonly Target[];
  readonly via?: string;
  readonly why: string;
  readonly source: Source;
  readonly unsure?: string;
}

/** One row: one field of one firmware struct under one interface. */
export interface ExposureRow {
  /** Tag of the firmware layout. */
  readonly struct: string;
  /** Member path; `[]` stands for every element: `bar[]`, `fh_list[].fid`. */
  readonly field: string;
  readonly class: ExposureClass;
  readonly to?: readonly Target[];
  /** Guest interfaces: the field of the user's side that the rule starts from, when it is not firmware's own. */
  readonly via?: string;
  /** The reason in full, or `@id` of a reason that several rows share. */
  readonly why: string;
  readonly need: Need;
  readonly scope: Scope;
  readonly source: Source;
  /** Set when sources contradict or are silent: what is not known. `diff` then says `note`. */
  readonly unsure?: string;
  readonly variants?: readonly Variant[];
}

export interface Interface {
  readonly name: string;
  readonly view: View;
  readonly title: string;
  /** Shown beside every decoded field; other interfaces have their own commands. */
  readonly besideFields: boolean;
  /** The version these rows describe. */
  readonly version: string;
  /** Versions that changed something, oldest first. */
  readonly versions: readonly string[];
  /** Reasons that several rows share, by id. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly rows: readonly ExposureRow[];
}

/** The short form of a rule, as it stands in tables and JSON. */
export function ruleText(rule: Rule): string {
  switch (rule.kind) {
    case 'same':
      return 'same';
    case 'times':
      return `times ${rule.factor}`;
    case 'constant':
      return `constant ${rule.value}`;
    case 'bit':
      return `bit ${rule.bit}`;
    case 'present':
      return 'present when set';
    case 'atMost':
      return 'at most';
    case 'madeUp':
      return 'made up';
    case 'untouched':
      return 'not written';
    case 'configSpace':
      return 'from config space';
    case 'regionLog2':
      return 'log2 of region size';
  }
}
