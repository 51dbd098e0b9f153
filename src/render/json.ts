import type { DecodeResult } from '../model/result.js';

/** Indented JSON. */
export function renderJson(result: unknown): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}

/** One line a block: the object of `blocks` plus `schema`. */
export function renderNdjson(result: DecodeResult): string {
  return result.blocks.map((block) => `${JSON.stringify({ schema: result.schema, ...block })}\n`).join('');
}
