import { builtInCatalog } from '../catalog/catalog.js';
import type { View } from '../model/interface.js';

/** The newest version that the tables know of the interface shown for a view. */
export function newestVersion(view: View): string {
  const shown = builtInCatalog()
    .interfaces()
    .find((item) => item.view === view && item.besideFields);
  return shown?.version ?? 'none';
}

/** The newest version that each kind of interface knows: `Linux 7.2, QEMU 11.1`. */
export function tableVersions(): string {
  return `Linux ${newestVersion('vfio')}, QEMU ${newestVersion('guest')}`;
}
