import { jsonText } from '../model/json-text.js';
import type { DecodeResult } from '../model/result.js';

/** Indented JSON. */
export function renderJson(result: unknown): string {
  return `${jsonText(result, 2)}\n`;
}

/** One line a block: the object of `blocks` plus `schema`. */
export function renderNdjson(result: DecodeResult): string {
  return result.blocks.map((block) => `${jsonText({ schema: result.schema, ...block })}\n`).join('');
}
