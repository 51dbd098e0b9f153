/** Standard output and error as file descriptors. */
import { fstatSync, statSync, writeSync } from 'node:fs';
import { ToolError } from '../model/errors.js';
import { codeOf, reasonOf } from './reasons.js';

/** False for what is surely no terminal, /dev/null among it: to ask Node takes longer than a block to decode. */
export function couldBeTerminal(descriptor: number): boolean {
  try {
    const info = fstatSync(descriptor);
    return info.isCharacterDevice() && info.rdev !== statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
  } catch {
    return false;
  }
}

/** True for a pipe, a socket and a file; what is closed is none of them. */
export function isPipeOrFile(descriptor: number): boolean {
  try {
    const info = fstatSync(descriptor);
    return info.isFIFO() || info.isFile() || info.isSocket();
  } catch {
    return false;
  }
}

/**
 * A function that writes everything it is given, in order; false when the reader is gone, and nothing is written then.
 * Where a descriptor that somebody else made non-blocking is full, `stream` takes the rest.
 *
 * @throws ToolError when the system refuses for another reason: a full disk.
 */
export function descriptorWriter(
  descriptor: number,
  name: string,
  stream: () => NodeJS.WritableStream,
): (data: string | Uint8Array) => Promise<boolean> {
  let isClosed = false;
  let waiting: Promise<void> | undefined;
  let out: NodeJS.WritableStream | undefined;
  const writeLater = (rest: Uint8Array): Promise<void> => {
    // Its errors come to the callback, too; without a listener they would end the process.
    out ??= stream().on('error', () => undefined);
    const later = out;
    return new Promise((resolve) => {
      later.write(rest, (error) => {
        isClosed ||= error !== null && error !== undefined;
        resolve();
      });
    });
  };
  return async (data) => {
    if (waiting !== undefined) await waiting;
    if (isClosed) return false;
    try {
      const rest = writeNow(descriptor, data);
      if (rest.length === 0) return true;
      waiting = writeLater(rest);
    } catch (error) {
      if (codeOf(error) !== 'EPIPE') throw new ToolError(`${name}: ${reasonOf(error)}`);
      isClosed = true;
      return false;
    }
    await waiting;
    waiting = undefined;
    return !isClosed;
  };
}

/** What the descriptor did not take because it is non-blocking and full. */
function writeNow(descriptor: number, data: string | Uint8Array): Uint8Array {
  let rest = typeof data === 'string' ? Buffer.from(data) : data;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      if (codeOf(error) === 'EAGAIN') return rest;
      throw error;
    }
  }
  return rest;
}
