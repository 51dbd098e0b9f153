import type { Hint } from '../model/hints.js';
import type { Mode } from '../model/interface.js';
import type { ReadBlock } from './blocks.js';
import type { SysfsText } from './sysfs-text.js';

/** Versions that the interfaces of a case are of. */
export interface Versions {
  readonly linux?: string | undefined;
  readonly qemu?: string | undefined;
  readonly mode?: Mode | undefined;
}

/** What the arguments of a comparison gave, by side. */
export interface Pile {
  readonly firmware: ReadBlock[];
  readonly vfio: ReadBlock[];
  readonly guest: ReadBlock[];
  readonly sysfs: SysfsText[];
  /** Lines of logs. */
  readonly hints: Hint[];
  /** As a manifest recorded them. */
  versions: Versions;
}

/** Nothing yet. */
export function emptyPile(): Pile {
  return { firmware: [], vfio: [], guest: [], sysfs: [], hints: [], versions: {} };
}
