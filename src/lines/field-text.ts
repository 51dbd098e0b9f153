/**
 * The JSON of one field in three pieces: what its place in the layout decides, what its bytes decide, and what
 * its place decides again.
 */
import { detailedField, type ExposureDetail } from '../model/exposure-detail.js';
import { jsonText } from '../model/json-text.js';
import type { FieldResult } from '../model/result.js';

export interface FieldText {
  readonly before: string;
  /** `raw`, `value` and `label`. */
  readonly middle: string;
  readonly after: string;
}

/** The pieces; joined they are the JSON of the field with as much of its exposure. */
export function fieldText(field: FieldResult, detail: ExposureDetail): FieldText {
  const { path, kind, byteOffset, bitOffset, bitLength, raw, value, label } = field;
  const whole = jsonText(detailedField(field, detail));
  return {
    before: `${open({ path, kind, byteOffset, bitOffset, bitLength })},`,
    middle: middleText(field),
    after: whole.slice(jsonText({ path, kind, byteOffset, bitOffset, bitLength, raw, value, label }).length - 1),
  };
}

/** What the bytes of a field decide. */
export function middleText({ raw, value, label }: FieldResult): string {
  return open({ raw, value, label }).slice(1);
}

/** JSON of an object without its closing brace. */
function open(part: object): string {
  return jsonText(part).slice(0, -1);
}
