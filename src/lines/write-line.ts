/**
 * Lines of NDJSON as bytes: the object of `blocks` plus `schema`, one line for each block.
 */

import { sha256 } from '../bytes/sha256.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import { describeGap } from '../decode/describe.js';
import type { ExposureDetail } from '../model/exposure-detail.js';
import { jsonText } from '../model/json-text.js';
import { decodeSchema } from '../model/result.js';
import type { LineBuffer } from './line-buffer.js';
import { StructWriter } from './write-struct.js';

/** Where a block was found, as `BlockResult` has it. */
export interface LinePlace {
  readonly source: string;
  readonly sourceOffset: number;
  readonly lines: { readonly first: number; readonly last: number } | null;
}

/** Writes a line; the bytes are those of `jsonText` for the same result. */
export type WriteLine = (out: LineBuffer, block: DecodedBlock, place: LinePlace) => void;

/** A writer of lines for blocks that were decoded with the same tables and code page. */
export function lineWriter(detail: ExposureDetail = 'none'): WriteLine {
  const structs = new StructWriter(detail);
  return (out, block, { source, sourceOffset, lines }) => {
    const { type, endian, why, bytes, issues } = block;
    out.addText(`{"schema":"${decodeSchema}","source":${jsonText(source)},"sourceOffset":${sourceOffset}`);
    out.addText(`,"type":${jsonText(type)},"endian":"${endian}","length":${bytes.length}`);
    out.addText(`,"sha256":"${sha256(bytes)}","why":${jsonText(why)},"structs":[`);
    writeStructs(out, block, structs);
    out.addText(`],"issues":${issues.length === 0 ? '[]' : jsonText(issues)}`);
    if (lines !== null) out.addText(`,"lines":${jsonText(lines)}`);
    out.addAscii('}\n');
  };
}

/** Structs and gaps in byte order. */
function writeStructs(out: LineBuffer, block: DecodedBlock, structs: StructWriter): void {
  const gaps = block.gaps.map((gap) => ({ ...gap, write: () => out.addText(jsonText(describeGap(block, gap))) }));
  const parts = block.structs.map((struct) => ({
    byteOffset: struct.byteOffset,
    write: () => structs.write(out, block, struct),
  }));
  const all =
    parts.length + gaps.length < 2
      ? [...parts, ...gaps]
      : [...parts, ...gaps].sort((a, b) => a.byteOffset - b.byteOffset);
  all.forEach(({ write }, i) => {
    if (i > 0) out.addAscii(',');
    write();
  });
}
