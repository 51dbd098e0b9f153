/**
 * The JSON of one struct. What the layout decides is most of it and is made once for a plan; a line is then those
 * bytes with the values between them.
 */

import type { Plan } from '../catalog/plan.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import { describeLeaf, describeStruct } from '../decode/describe.js';
import type { DecodedStruct } from '../decode/read-struct.js';
import { detailedStruct, type ExposureDetail } from '../model/exposure-detail.js';
import { jsonText } from '../model/json-text.js';
import { fieldText } from './field-text.js';
import type { LineBuffer } from './line-buffer.js';
import { valueWriter, type WriteValue } from './write-value.js';

interface Piece {
  /** Text before the value. */
  readonly before: Uint8Array;
  readonly write: WriteValue;
}

interface Template {
  /** Up to the offset of the struct. */
  readonly head: Uint8Array;
  readonly pieces: readonly Piece[];
  readonly tail: Uint8Array;
}

/** Templates of one program run: catalog and code page are always the same. */
export class StructWriter {
  readonly #any = new WeakMap<Plan, Template>();
  readonly #clean = new WeakMap<Plan, Template>();
  readonly #detail: ExposureDetail;

  constructor(detail: ExposureDetail) {
    this.#detail = detail;
  }

  /** As `jsonText` of `describeStruct(block, struct)` with as much of the exposures. */
  write(out: LineBuffer, block: DecodedBlock, struct: DecodedStruct): void {
    if (!struct.isWhole) {
      out.addText(jsonText(detailedStruct(describeStruct(block, struct), this.#detail)));
      return;
    }
    const template = this.#templateOf(block, struct);
    out.add(template.head);
    out.addAscii(`${struct.byteOffset}`);
    for (const { before, write } of template.pieces) {
      out.add(before);
      write(out, block, struct);
    }
    out.add(template.tail);
  }

  /** A block without findings has only zeros where zeros belong, so that they are part of the text between. */
  #templateOf(block: DecodedBlock, struct: DecodedStruct): Template {
    const isClean = block.issues.length === 0;
    const templates = isClean ? this.#clean : this.#any;
    let template = templates.get(struct.plan);
    if (template === undefined) {
      template = makeTemplate(block, struct, isClean, this.#detail);
      templates.set(struct.plan, template);
    }
    return template;
  }
}

function makeTemplate(block: DecodedBlock, struct: DecodedStruct, isClean: boolean, detail: ExposureDetail): Template {
  const { struct: tag, byteLength, version, interface: name } = describeStruct(block, struct);
  const rest = jsonText({ byteLength, version, interface: name, fields: [] });
  let text = `,${rest.slice(1, -2)}`;
  const pieces: Piece[] = [];
  struct.plan.leaves.forEach((leaf, index) => {
    if (index > 0) text += ',';
    const field = fieldText(describeLeaf(block, struct, index), detail);
    if (leaf.absent || (isClean && leaf.kind !== 'value')) {
      text += field.before + field.middle + field.after;
      return;
    }
    const describe = (its: DecodedBlock, own: DecodedStruct) => describeLeaf(its, own, index);
    pieces.push({ before: Buffer.from(text + field.before), write: valueWriter({ leaf, index, describe }) });
    text = field.after;
  });
  const head = `${jsonText({ struct: tag }).slice(0, -1)},"byteOffset":`;
  return { head: Buffer.from(head), pieces, tail: Buffer.from(`${text}]}`) };
}
