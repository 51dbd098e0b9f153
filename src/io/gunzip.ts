/** Gzip, unpacked as it is read, with a bound on how much may come out of how little. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ToolError } from '../model/errors.js';

/** Captures shrink to a tenth, pages of zeros in a tar to a hundredth; a thousandth is what zeros alone come to. */
const mostPerByte = 250;
/** Up to this size the ratio does not matter. */
const harmless = 64 * 1024 * 1024;

/**
 * The bytes that were packed.
 * @throws ToolError when the gzip is damaged or cut off, or when it unpacks to far more than captures do.
 */
export async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let packed = 0;
  let unpacked = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      packed += chunk.length;
      yield chunk;
    }
  };
  const unzip = createGunzip({ chunkSize: 1 << 17 });
  // The error of the pipeline is the one that reading `unzip` throws.
  const piped = pipeline(Readable.from(counted()), unzip).catch(() => undefined);
  try {
    for await (const chunk of unzip) {
      unpacked += chunk.length;
      if (unpacked > harmless && unpacked > packed * mostPerByte) {
        throw new ToolError(
          `${packed} bytes of gzip unpack to more than ${unpacked}: no capture is packed that well; unpack it yourself if it is one`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    throw error instanceof ToolError ? error : new ToolError(`broken gzip: ${reasonOf(error)}`);
  } finally {
    unzip.destroy();
    await piped;
  }
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message === 'unexpected end of file' ? 'it ends too early, so it was cut off' : message;
}
