import { readFileSync } from 'node:fs';
import { Kernel } from '../../src/btf/kernel.js';
import type { RandomAccess } from '../../src/model/ports.js';
import { root } from '../support/run.js';

/** Types of a kernel in `kernels`. */
export function kernelBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(`${root}test/btf/kernels/${name}`));
}

export function access(bytes: Uint8Array): RandomAccess {
  return { size: bytes.length, read: (at, length) => bytes.slice(at, at + length) };
}

export function kernelOf(...files: readonly Uint8Array[]): Kernel {
  const kernel = new Kernel();
  for (const [i, bytes] of files.entries()) kernel.add(`file${i}`, access(bytes));
  return kernel;
}
