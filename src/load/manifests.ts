import { posix } from 'node:path';
import { ToolError } from '../model/errors.js';
import type { Manifest, ManifestBlock, OwnTables } from './manifest.js';

/** What the manifest of a folder says of a file in it. */
export interface Listed {
  readonly block: ManifestBlock;
  /** Its place among the blocks of the manifest. */
  readonly index: number;
  /** Folder of the manifest, below the container. */
  readonly folder: string;
  readonly interfaces: NonNullable<Manifest['interfaces']>;
}

/** The manifests met in one folder or tar, by the folder that they are in. */
export class Manifests {
  readonly #byFolder = new Map<string, { readonly manifest: Manifest; readonly left: Set<string> }>();
  /** How many files of a folder passed by before a manifest came. */
  readonly #passed = new Map<string, number>();

  /**
   * Takes the manifest at this path below the container, and says how many files of its folder came before it. One of
   * another program is left alone: null.
   * @throws ToolError when it is one of ours and not valid.
   */
  async add(path: string, bytes: Uint8Array): Promise<number | null> {
    const { isOurs, parseManifest } = await import('./load-case.js');
    if (!isOurs(bytes)) return null;
    const manifest = parseManifest(bytes, path);
    const folder = posix.dirname(path);
    const passed = this.#passed.get(folder) ?? 0;
    // Names of files that passed by were not kept, so any file of the manifest may have been there.
    const left = passed > 0 ? [] : manifest.blocks.map(({ file }) => file);
    this.#byFolder.set(folder, { manifest, left: new Set(left) });
    return passed;
  }

  /** In the order in which they came. */
  all(): readonly Manifest[] {
    return [...this.#byFolder.values()].map(({ manifest }) => manifest);
  }

  /** Version of the kernel that the manifest of a folder names. */
  linuxIn(folder: string): string | undefined {
    return this.#byFolder.get(folder)?.manifest.interfaces?.linux;
  }

  has(folder: string): boolean {
    return this.#byFolder.has(folder);
  }

  /** Names of the tables that the case of a folder brings. */
  tablesIn(folder: string): OwnTables {
    return this.#byFolder.get(folder)?.manifest ?? {};
  }

  /** What the manifest of its folder says of the file at this path. The file counts as present from then on. */
  find(path: string): Listed | undefined {
    const folder = posix.dirname(path);
    const found = this.#byFolder.get(folder);
    if (found === undefined) this.#passed.set(folder, (this.#passed.get(folder) ?? 0) + 1);
    const index = found?.manifest.blocks.findIndex(({ file }) => file === posix.basename(path)) ?? -1;
    const block = found?.manifest.blocks[index];
    if (found === undefined || block === undefined) return undefined;
    found.left.delete(block.file);
    return { block, index, folder, interfaces: found.manifest.interfaces ?? {} };
  }

  /** One error for each file that a manifest lists and that never came. */
  missing(): ToolError[] {
    return [...this.#byFolder].flatMap(([folder, { left }]) =>
      [...left].map(
        (file) => new ToolError(`${posix.join(folder, file)}: is listed in manifest.json and is not there`),
      ),
    );
  }
}
