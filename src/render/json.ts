import { detailedBlock } from '../model/exposure-detail.js';
import { jsonText } from '../model/json-text.js';
import type { DecodeResult } from '../model/result.js';
import { wantedResult } from './only.js';
import type { RenderOptions } from './options.js';

/** Indented JSON. */
export function renderJson(result: unknown): string {
  return `${jsonText(result, 2)}\n`;
}

/** Blocks as indented JSON, with the fields that are wanted. */
export function renderBlocks(
  result: DecodeResult,
  { only, exposure = 'full' }: Pick<RenderOptions, 'only' | 'exposure'> = {},
): string {
  const { blocks, ...rest } = wantedResult(result, only);
  return renderJson({ ...rest, blocks: blocks.map((block) => detailedBlock(block, exposure)) });
}

/** One line a block: the object of `blocks` plus `schema`, without what the tables say of each field. */
export function renderNdjson(
  result: DecodeResult,
  { only, exposure = 'none' }: Pick<RenderOptions, 'only' | 'exposure'> = {},
): string {
  const { schema, blocks } = wantedResult(result, only);
  return blocks.map((block) => `${jsonText({ schema, ...detailedBlock(block, exposure) })}\n`).join('');
}
