import type { KernelTypes } from './kernel-types.js';
import type { Listed } from './manifests.js';

/** What is known of a source before it is read. Plain data. */
export interface SourceHead {
  /** `source` of a result: base name of the file, `-`, or path below the folder or tar. */
  readonly name: string;
  /** The same as messages say it, with the folder or tar. */
  readonly place: string;
  /** Type in the argument (`TYPE:FILE`), which goes before the manifest's. */
  readonly type: string | undefined;
  /** What a manifest beside it says of it. */
  readonly listed: Listed | undefined;
  /** The folder or tar that it is in; undefined for a file of its own. A file there need not hold a block. */
  readonly container: string | undefined;
  /** Types of the kernel that it comes from, where they lie beside it and are not those of the tables. */
  readonly kernel: KernelTypes | undefined;
}

/**
 * Bytes by the name that results give them. They are read before the next source is asked for; what is not read is
 * passed over.
 */
export interface Source extends SourceHead {
  /**
   * @throws ToolError when it cannot be read or is larger than `inputLimit`; a DamagedContainerError need not be
   * reported, for asking for the next source throws it again.
   */
  bytes(): Promise<Uint8Array>;
  /** The same in pieces, without a limit. @throws ToolError when it cannot be read. */
  chunks(): AsyncIterable<Uint8Array>;
}
