import type { ExposureClass } from '../model/interface.js';
import type { BlockResult, DecodeResult, FieldResult } from '../model/result.js';

/** True when any interface treats the field this way, or no class is asked for. */
export function isWanted(field: FieldResult, only: ExposureClass | undefined): boolean {
  return only === undefined || Object.values(field.exposure).some((one) => one.class === only);
}

/** A block with the fields that are wanted. */
export function wantedFields(block: BlockResult, only: ExposureClass | undefined): BlockResult {
  if (only === undefined) return block;
  const structs = block.structs.map((struct) => ({
    ...struct,
    fields: struct.fields.filter((field) => isWanted(field, only)),
  }));
  return { ...block, structs };
}

/** A result with the fields that are wanted. */
export function wantedResult(result: DecodeResult, only: ExposureClass | undefined): DecodeResult {
  return only === undefined ? result : { ...result, blocks: result.blocks.map((block) => wantedFields(block, only)) };
}
