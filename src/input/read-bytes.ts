/** The door of `src/input` for programs: what reads texts is loaded only when there is a text. */
import { binaryReading } from './binary.js';
import type { Reading } from './detect.js';
import type { InputFormat } from './formats.js';
import type { ReadOptions } from './read-input.js';
import { decodeText } from './text-lines.js';

export interface ReadBytesOptions extends Omit<ReadOptions, 'format'> {
  /** As the user names it. */
  readonly format?: string;
}

/** As `readInput`. @throws ToolError for the same, and when no format has the name. */
export async function readBytes(bytes: Uint8Array, options: ReadBytesOptions): Promise<Reading> {
  const { format: name, ...others } = options;
  if (name === undefined && bytes.length > 0 && decodeText(bytes) === null) return binaryReading(bytes);
  const { readInput } = await import('./read-input.js');
  return readInput(bytes, name === undefined ? others : { ...others, format: await formatNamed(name) });
}

/** The text format of a name. @throws ToolError when the name is none. */
export async function formatNamed(name: string): Promise<InputFormat> {
  const { formatOf } = await import('./formats.js');
  return formatOf(name);
}
