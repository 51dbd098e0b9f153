/**
 * The JSON of one field in three pieces: what its place in the layout decides, what its bytes decide, and what
 * its place decides again.
 */
import { jsonText } from '../model/json-text.js';
import type { FieldResult } from '../model/result.js';

export interface FieldText {
  readonly before: string;
  /** `raw`, `value` and `label`. */
  readonly middle: string;
  readonly after: string;
}

/** The pieces; joined they are `jsonText(field)`. */
export function fieldText(field: FieldResult): FieldText {
  const { path, kind, byteOffset, bitOffset, bitLength, raw, value, label, status, exposure } = field;
  return {
    before: `${open({ path, kind, byteOffset, bitOffset, bitLength })},`,
    middle: open({ raw, value, label }).slice(1),
    after: `,${jsonText({ status, exposure }).slice(1)}`,
  };
}

/** JSON of an object without its closing brace. */
function open(part: object): string {
  return jsonText(part).slice(0, -1);
}
