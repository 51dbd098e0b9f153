/**
 * What `fields` and `explain` say: the tables themselves as plain data.
 */
import type { ExposureClass, Variant } from './interface.js';
import type { Need, Scope, Source } from './layout.js';

export const fieldsSchema = 'zpci-inspect/fields@1';
export const explainSchema = 'zpci-inspect/explain@1';

export interface LayoutSummary {
  readonly struct: string;
  readonly interface: string | null;
  readonly title: string;
  readonly byteOrder: string;
  readonly size: number;
  readonly since: string | null;
  readonly source: Source;
  readonly fields: readonly FieldSummary[];
}

export interface FieldSummary {
  /** With `[]` for every index. */
  readonly path: string;
  readonly kind: 'value' | 'reserved';
  readonly byteOffset: number;
  readonly bitOffset: number;
  readonly bitLength: number;
  /** Elements, 0 when another field says it. */
  readonly count: number;
  readonly doc: string;
  readonly since: string | null;
  readonly source: Source;
  readonly exposure: Readonly<Record<string, ExposureSummary>>;
}

/** Where an interface shows a field, and how the value is made. */
export interface TargetSummary {
  readonly field: string;
  readonly rule: string;
  readonly since: string | null;
}

/** What holds instead of the row under a condition; of several that fit, the first. */
export interface VariantSummary {
  readonly when: Variant['when'];
  readonly class: ExposureClass;
  readonly to: readonly TargetSummary[];
  readonly why: string;
  readonly source: Source;
  readonly unsure: string | null;
}

export interface ExposureSummary {
  readonly class: ExposureClass;
  readonly to: readonly TargetSummary[];
  readonly from: string | null;
  readonly why: string;
  readonly need: Need;
  readonly scope: Scope;
  readonly source: Source;
  readonly unsure: string | null;
  readonly variants: readonly VariantSummary[];
}

export interface FieldsResult {
  readonly schema: typeof fieldsSchema;
  readonly interfaces: readonly string[];
  readonly layouts: readonly LayoutSummary[];
}

/** One thing that a word can mean. */
export interface Explanation {
  /** What sort of thing it is: `field`, `layout`, `issue code`, `response code`, ... */
  readonly what: string;
  readonly name: string;
  /** Short facts, in the order to print them. */
  readonly facts: readonly { readonly name: string; readonly text: string }[];
}

export interface ExplainResult {
  readonly schema: typeof explainSchema;
  readonly word: string;
  readonly explanations: readonly Explanation[];
}
