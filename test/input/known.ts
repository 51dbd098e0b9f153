/** Known content, given independently of the code under test, and the shorthand of all input tests. */

import { expect } from 'vitest';
import { type InputBlock, type ReadOptions, readInput } from '../../src/input/read-input.js';
import { ToolError } from '../../src/model/errors.js';

/** 146 bytes: a header, a long run of zeros, bytes whose text column looks like hex and like a bar, high bytes. */
export const known = Buffer.concat([
  Buffer.from('01180010', 'hex'),
  Buffer.alloc(14),
  Buffer.from('030a00001000', 'hex'),
  Buffer.from('15000000000001f0', 'hex'),
  Buffer.alloc(64),
  Buffer.from('abcd0123 0x12|\n\\"?', 'latin1'),
  Buffer.from(Array.from({ length: 32 }, (_, i) => 128 + i)),
]);

export function read(text: string | Uint8Array, options: ReadOptions = {}) {
  return readInput(typeof text === 'string' ? Buffer.from(text) : text, options);
}

/** `hex @ first-last` of every block. */
export function blocksOf(blocks: readonly InputBlock[]): string[] {
  return blocks.map(({ bytes, lines }) => {
    const where = lines === null ? 'binary' : `${lines.first}-${lines.last}`;
    return `${Buffer.from(bytes).toString('hex')} @ ${where}`;
  });
}

/** The ToolError that reading ends in. */
export function errorOf(text: string | Uint8Array, options: ReadOptions = {}): ToolError {
  try {
    read(text, options);
  } catch (error) {
    if (error instanceof ToolError) return error;
    throw error;
  }
  throw new Error('read without an error');
}

/** Reads, compares format and blocks, and gives the reading. */
export function check(text: string, format: string, blocks: readonly string[], options: ReadOptions = {}) {
  const reading = read(text, options);
  expect(reading.format).toBe(format);
  expect(blocksOf(reading.blocks)).toEqual(blocks);
  return reading;
}
