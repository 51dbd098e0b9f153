import { accountProblems } from '../generic/account.js';
import { hold } from './finding.js';

/** Blocks whose bytes are known by themselves alone: each bit is covered once. */
export function holdBlocks(json: string): void {
  for (const block of JSON.parse(json).blocks) {
    const bytes = new Uint8Array(block.length);
    for (const struct of block.structs) {
      if (struct.raw !== undefined) bytes.set(Buffer.from(struct.raw, 'hex'), struct.byteOffset);
      for (const field of struct.fields) {
        for (const [i, byte] of Buffer.from(field.raw ?? '', 'hex').entries()) {
          const at = struct.byteOffset + field.byteOffset + i;
          bytes[at] = (bytes[at] ?? 0) | byte;
        }
      }
    }
    const problems = accountProblems(bytes, block);
    hold(problems.length === 0, 'coverage', () => problems.join('\n'));
  }
}
