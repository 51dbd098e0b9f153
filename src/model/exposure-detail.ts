/**
 * How much of the tables each field of JSON repeats: they are the same for every block.
 */
import { own } from './own.js';
import type { BlockResult, FieldResult } from './result.js';

export const exposureDetails = ['none', 'class', 'full'] as const;
export type ExposureDetail = (typeof exposureDetails)[number];

/** The field with as much of its exposure: without the key, with the class for each interface, or as it is. */
export function detailedField(field: FieldResult, detail: ExposureDetail): object {
  if (detail === 'full') return field;
  const { exposure, ...rest } = field;
  if (detail === 'none') return rest;
  const names = Object.keys(exposure);
  return { ...rest, exposure: Object.fromEntries(names.map((name) => [name, own(exposure, name)?.class])) };
}

/** The same for all fields of a struct. */
export function detailedStruct(struct: BlockResult['structs'][number], detail: ExposureDetail): object {
  return detail === 'full' ? struct : { ...struct, fields: struct.fields.map((field) => detailedField(field, detail)) };
}

/** The same for all structs of a block. */
export function detailedBlock(block: BlockResult, detail: ExposureDetail): object {
  return detail === 'full'
    ? block
    : { ...block, structs: block.structs.map((struct) => detailedStruct(struct, detail)) };
}
