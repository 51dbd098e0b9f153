/**
 * The types of a kernel that lie beside its blocks: what is not as the tables have it is decoded as the kernel has it.
 */
import { sha256 } from '../bytes/sha256.js';
import type { Catalog } from '../catalog/catalog.js';
import { ToolError } from '../model/errors.js';
import type { ReadingOptions } from './blocks.js';

/** Plain data, so that another thread can make tables of it. */
export interface KernelTypes {
  /** Where they lie, for messages. */
  readonly place: string;
  readonly bytes: Uint8Array;
  /** Version of the kernel, where a manifest or an option says it. */
  readonly version: string | undefined;
}

interface OwnCatalog {
  readonly catalog: Catalog;
  /** One line for each struct that is not decoded as the tables have it. */
  readonly changes: readonly string[];
}

const made = new WeakMap<Catalog, Map<string, OwnCatalog>>();

/** @throws ToolError when the types make no sense. */
export async function kernelTables({ place, bytes, version }: KernelTypes, catalog: Catalog): Promise<OwnCatalog> {
  const known = made.get(catalog) ?? new Map<string, OwnCatalog>();
  made.set(catalog, known);
  const key = `${version ?? ''} ${sha256(bytes)}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const [{ Kernel }, { kernelCatalog }] = await Promise.all([
    import('../btf/kernel.js'),
    import('../verify/kernel-catalog.js'),
  ]);
  try {
    const kernel = new Kernel();
    kernel.add(place, { size: bytes.length, read: (at, length) => bytes.slice(at, at + length) });
    const own = kernelCatalog(catalog, kernel, version === undefined ? null : { version, from: 'manifest' });
    known.set(key, own);
    return own;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw error.message.startsWith(place) ? error : new ToolError(`${place}: ${error.message}`);
  }
}

/** The options with the tables of the kernel that a block comes from. */
export async function withKernel(options: ReadingOptions, kernel: KernelTypes | undefined): Promise<ReadingOptions> {
  return kernel === undefined
    ? options
    : { ...options, catalog: (await kernelTables(kernel, options.catalog)).catalog };
}
