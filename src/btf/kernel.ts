/**
 * A kernel as its files describe it: its own types, and those of its modules on top of them.
 */
import { ToolError } from '../model/errors.js';
import type { Endian } from '../model/layout.js';
import type { RandomAccess } from '../model/ports.js';
import { Btf, type BtfType } from './btf.js';
import { type FileKind, findBtf, type KernelVersion } from './kernel-file.js';
import { kinds } from './kinds.js';

/** One file that was opened. */
export interface KernelFile {
  readonly name: string;
  readonly kind: FileKind;
  /** Bytes of its BTF. */
  readonly bytes: number;
  readonly btf: Btf;
}

/** A struct in one of the files. */
export interface KernelStruct {
  readonly file: KernelFile;
  readonly type: BtfType;
}

/** Trouble with the types of a file begins with its name. @throws ToolError. */
export function inFile<T>({ name }: KernelFile, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof ToolError ? new ToolError(`${name}: ${error.message}`) : error;
  }
}

export class Kernel {
  readonly files: KernelFile[] = [];
  /** From a module or an image. */
  version: KernelVersion | null = null;
  #base: Btf | null = null;

  get endian(): Endian | undefined {
    return this.files[0]?.btf.endian;
  }

  /**
   * Adds a file, that of the kernel first.
   * @throws ToolError, without the name of the file, when it is of no use.
   */
  add(name: string, file: RandomAccess): void {
    const found = findBtf(file);
    const btf = this.#open(found.bytes);
    const { endian } = this;
    if (endian !== undefined && endian !== btf.endian) {
      throw new ToolError(`${btf.endian}-endian, but the kernel's BTF is ${endian}-endian`);
    }
    if (btf.base === null) this.#base ??= btf;
    this.version ??= found.version;
    this.files.push({ name, kind: found.kind, bytes: found.bytes.length, btf });
  }

  #open(bytes: Uint8Array): Btf {
    if (!Btf.isSplit(bytes)) return new Btf(bytes);
    if (this.#base === null) throw new ToolError("split BTF of a module: the kernel's own is needed, too (vmlinux)");
    const order = new Btf(bytes, null).endian;
    if (order !== this.#base.endian) return new Btf(bytes, null);
    const btf = new Btf(bytes, this.#base);
    btf.requireBase();
    return btf;
  }

  /** Structs with that tag in the order of the files; a union only where nothing else is called so. */
  find(tag: string): readonly KernelStruct[] {
    const all = this.files.flatMap((file) =>
      inFile(file, () => file.btf.structs(tag).map((id) => ({ file, type: file.btf.type(id) }))),
    );
    const structs = all.filter(({ type }) => type.kind === kinds.struct);
    return structs.length > 0 ? structs : all;
  }
}
