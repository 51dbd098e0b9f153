/**
 * Decoded blocks as lines in one buffer, and what the exit code needs to know of them.
 */
import { describeBlock } from '../decode/describe.js';
import { LineBuffer } from '../lines/line-buffer.js';
import { pickedWriter } from '../lines/pick-values.js';
import { lineWriter, type WriteLine } from '../lines/write-line.js';
import type { ReadBlock } from '../load/blocks.js';
import { detailedBlock, type ExposureDetail } from '../model/exposure-detail.js';
import { jsonText } from '../model/json-text.js';
import { decodeSchema } from '../model/result.js';
import { type FailOn, isAtLeast } from '../model/severity.js';
import { wantedFields } from '../render/only.js';
import { fieldsNamed, type IsWanted, type SelectOptions } from './select.js';

export interface LineOptions extends SelectOptions {
  readonly failOn: FailOn;
  readonly exposure?: ExposureDetail | undefined;
}

export class BlockLines {
  readonly buffer = new LineBuffer();
  readonly #write: WriteLine;
  readonly #failOn: FailOn;
  /** A block had a finding at or above `--fail-on`. */
  isFound = false;
  /** Blocks written. */
  count = 0;

  readonly #isWanted: IsWanted;

  constructor(options: LineOptions, isWanted: IsWanted) {
    this.#isWanted = isWanted;
    this.#write = writerFor(options);
    this.#failOn = options.failOn;
  }

  add(read: ReadBlock): void {
    const { block } = read;
    if (!this.#isWanted(block)) return;
    this.#write(this.buffer, block, read);
    this.count++;
    // Findings are made when somebody asks for them.
    if (this.#failOn !== 'never' && block.issues.some(({ severity }) => isAtLeast(severity, this.#failOn)))
      this.isFound = true;
  }
}

function writerFor(options: LineOptions): WriteLine {
  const names = fieldsNamed(options);
  if (names !== undefined) return pickedWriter(names);
  const { only, exposure = 'none' } = options;
  if (only === undefined) return lineWriter(exposure);
  return (out, block, { source, sourceOffset, lines }) => {
    const result = wantedFields(describeBlock(block, { source, sourceOffset }), only);
    const line = { schema: decodeSchema, ...detailedBlock(result, exposure), ...(lines === null ? {} : { lines }) };
    out.addText(`${jsonText(line)}\n`);
  };
}
