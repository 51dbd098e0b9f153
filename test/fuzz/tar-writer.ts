import { gzipSync } from 'node:zlib';
import type { MemoryFiles } from '../support/memory-io.js';

/** The files as a tar (ustar), as POSIX describes it. */
export function tarOf(files: MemoryFiles): Uint8Array {
  const parts = [...files].flatMap(([name, bytes]) => [
    headOf(name, bytes.length),
    bytes,
    Buffer.alloc(-bytes.length & 511),
  ]);
  return Uint8Array.from(Buffer.concat([...parts, Buffer.alloc(1024)]));
}

/** The same, compressed. */
export function tarGzOf(files: MemoryFiles): Uint8Array {
  return Uint8Array.from(gzipSync(tarOf(files)));
}

function headOf(name: string, size: number): Buffer {
  const head = Buffer.alloc(512);
  head.write(name.slice(0, 100), 0);
  head.write('0000644\x000000000\x000000000\0', 100);
  head.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  head.write('00000000000\0        0', 136);
  head.write('ustar\u000000', 257);
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return head;
}
