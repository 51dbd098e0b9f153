import type { Reading } from '../check/read-case.js';
import { readInput } from '../input/read-input.js';
import { inputFormat } from './blocks.js';

/** The blocks in a file of a case: its bytes as they are, or those of the dump that it holds. */
export const dumpReader: Reading['dumped'] = (bytes, { input, word, wordEndian }) => {
  const format = inputFormat(input);
  const reading = readInput(bytes, {
    ...(format === undefined ? {} : { format }),
    ...(word === undefined ? {} : { word }),
    ...(wordEndian === undefined ? {} : { wordEndian }),
  });
  return reading.blocks.map((block) => block.bytes);
};
