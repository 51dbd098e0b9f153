/** The door of `src/input` for programs: what reads texts is loaded only when there is a text. */
import { binaryReading } from './binary.js';
import type { Reading } from './detect.js';
import type { InputFormat } from './formats.js';
import type { ReadOptions } from './read-input.js';
import type { Input } from './recognise-text.js';

export interface ReadBytesOptions extends Omit<ReadOptions, 'format'> {
  /** As the user names it. */
  readonly format?: string | undefined;
}

/** As `readInput`. @throws ToolError for the same, and when no format has the name. */
export async function readBytes(input: Input, options: ReadBytesOptions): Promise<Reading> {
  const { format } = options;
  if (format === undefined && input.bytes.length > 0 && input.text === null) return binaryReading(input.bytes);
  const { readRecognised } = await import('./read-input.js');
  return readRecognised(input, { ...options, format: format === undefined ? undefined : await formatNamed(format) });
}

/** The text format of a name. @throws ToolError when no format has the name. */
export async function formatNamed(name: string): Promise<InputFormat> {
  const { formatOf } = await import('./formats.js');
  return formatOf(name);
}
