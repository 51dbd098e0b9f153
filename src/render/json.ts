import { jsonText } from '../model/json-text.js';
import type { DecodeResult } from '../model/result.js';
import { wantedResult } from './only.js';
import type { RenderOptions } from './options.js';

/** Indented JSON. */
export function renderJson(result: unknown): string {
  return `${jsonText(result, 2)}\n`;
}

/** Blocks as indented JSON, with the fields that are wanted. */
export function renderBlocks(result: DecodeResult, { only }: Pick<RenderOptions, 'only'> = {}): string {
  return renderJson(wantedResult(result, only));
}

/** One line a block: the object of `blocks` plus `schema`. */
export function renderNdjson(result: DecodeResult, { only }: Pick<RenderOptions, 'only'> = {}): string {
  const { schema, blocks } = wantedResult(result, only);
  return blocks.map((block) => `${jsonText({ schema, ...block })}\n`).join('');
}
