import { type DecodedBlock, type DecodeOptions, decodeBlock } from '../../../src/index.js';
import { hold } from '../finding.js';
import { holdDecoded } from './hold-decoded.js';
import { resultOf } from './hold-said.js';

/**
 * Decodes a block and holds it; undefined where no type fits. A type that is given is refused only where the byte order
 * is open. @throws Finding.
 */
export function decodeQuick(bytes: Uint8Array, options: DecodeOptions): DecodedBlock | undefined {
  let why = '';
  const block = resultOf(() => {
    try {
      return decodeBlock(bytes, options);
    } catch (error) {
      why = String(error);
      throw error;
    }
  });
  if (block === undefined) {
    const mayRefuse = options.type === undefined || bytes.length === 0 || why.includes('of unknown byte order');
    hold(mayRefuse, 'pinned-refused', () => why);
    return undefined;
  }
  holdDecoded(bytes, block);
  return block;
}
