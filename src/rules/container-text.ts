import type { Container, Interface } from '../model/interface.js';
import { type Facts, seekInteger } from './facts.js';

/** How QEMU holds the IOMMU side, where it is not the usual way: as given, or as the user's buffers tell. */
export function containerText(item: Interface, container: Container | undefined, user: Facts | undefined): string[] {
  if (container === 'iommufd') return ['opened through iommufd itself'];
  const clue = item.modeClues?.container;
  const told = clue === undefined || user === undefined ? undefined : seekInteger(user, clue.user);
  const isCompatible = told?.kind === 'value' && told.value === BigInt(clue?.iommufd ?? -1);
  return isCompatible ? ['type1-compatible container of iommufd'] : [];
}
