/**
 * Damage of the blocks that were compared: what it hides, no row can tell.
 */
import type { DecodedBlock } from '../decode/decode-block.js';
import type { DiffCheck } from '../model/diff.js';
import { type IssueCode, issueKinds } from '../model/issues.js';
import { nameOf } from './block-facts.js';

/** Told by a row or by a check of its own. */
const toldElsewhere: ReadonlySet<IssueCode> = new Set(['RESPONSE_NOT_OK', 'RANGE_INVERTED']);
/** No damage, and yet the capabilities are not there. */
const worthKnowing: ReadonlySet<IssueCode> = new Set(['BUFFER_TOO_SMALL', 'ARGSZ_BEYOND_BLOCK', 'CALL_NOT_DONE']);

/** A finding for each issue that says that bytes are missing, or cannot be what they should be. */
export function damagedBlocks(side: string, blocks: readonly DecodedBlock[]): DiffCheck[] {
  return blocks.flatMap((block) =>
    block.issues
      .filter(({ code, severity }) => (severity !== 'note' && !toldElsewhere.has(code)) || worthKnowing.has(code))
      .map(({ code, severity, path, byteOffset, message }) => ({
        id: code,
        side,
        severity,
        message: `${nameOf(block)}, byte 0x${byteOffset.toString(16)}: ${path}: ${message}`,
        help: issueKinds[code].help,
      })),
  );
}
