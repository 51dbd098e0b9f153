import { builtInCatalog } from '../catalog/catalog.js';

/** The newest version that each kind of interface knows: `Linux 7.2, QEMU 11.1`. */
export function tableVersions(): string {
  const newest = (view: string): string =>
    builtInCatalog()
      .interfaces()
      .find((item) => item.view === view && item.besideFields)?.version ?? 'none';
  return `Linux ${newest('vfio')}, QEMU ${newest('guest')}`;
}
