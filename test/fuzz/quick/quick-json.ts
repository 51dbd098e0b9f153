/** What holds for JSON that somebody edited, by the library alone. */

import { encodeJson } from '../../../src/encode/encode-block.js';
import type { DecodeOptions } from '../../../src/index.js';
import { decodeQuick } from './decode-quick.js';
import { resultOf } from './hold-said.js';

/** A block of JSON is refused in words, or gives bytes that decode and encode to themselves. @throws Finding. */
export function judgeJsonQuick(text: string, options: DecodeOptions): void {
  const value: { blocks?: unknown } = JSON.parse(text);
  const blocks = Array.isArray(value?.blocks) ? value.blocks : [value];
  for (const block of blocks) {
    const bytes = resultOf(() => encodeJson(block));
    if (bytes !== undefined && bytes.length > 0 && bytes.length < 1 << 16) decodeQuick(bytes, options);
  }
}
