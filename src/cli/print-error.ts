import type { ToolError } from '../model/errors.js';
import type { Io } from '../model/ports.js';
import { safe } from '../render/safe.js';

/** One line, then its details, indented; control characters from file names or texts are made visible. */
export function printError(io: Io, error: ToolError, source?: string): void {
  const where = source === undefined ? '' : `${safe(source)}: `;
  const details = error.details.map((line) => `  ${safe(line)}\n`).join('');
  io.stderr(`zpci-inspect: ${where}${safe(error.message)}\n${details}`);
}
