/**
 * What of the DMA aperture several blocks speak of.
 */
import { hexNumber } from '../../bytes/hex.js';
import { type Check, found } from './check.js';

export const aperturePages: Check = (evidence, guest) => {
  const start = evidence.number('guest', 'apertureStart') ?? evidence.number('vfio', 'apertureStart');
  const end = evidence.number('guest', 'apertureEnd') ?? evidence.number('vfio', 'apertureEnd');
  const left = evidence.number('vfio', 'mappingsLeft');
  if (start === undefined || end === undefined || left === undefined || guest === undefined) return [];
  const isUnlimited = guest.conditions.container === 'iommufd' || left === evidence.constant('noLimit');
  if (isUnlimited || evidence.number('guest', 'relaxedTranslation') !== 0n) return [];
  const pages = (end - start + 1n) >> 12n;
  if (pages <= left) return [];
  const message = `the guest may map ${pages} pages of 4 KiB, the container had ${left} mappings left`;
  return [
    found(
      'guest',
      'APERTURE_PAGES',
      'warning',
      message,
      'Without relaxed translation the guest maps page by page and runs out of mappings: raise vfio_iommu_type1.dma_entry_limit, use iommufd, or QEMU 8.0 and later, which shortens the aperture.',
    ),
  ];
};

export const iovaRanges: Check = (evidence) => {
  const start = evidence.number('vfio', 'apertureStart');
  const end = evidence.number('vfio', 'apertureEnd');
  const starts = evidence.numbers('vfio', 'rangeStart');
  const ends = evidence.numbers('vfio', 'rangeEnd');
  if (start === undefined || end === undefined || starts.length === 0) return [];
  const inside = starts.some((from, i) => from <= start && end <= (ends[i] ?? -1n));
  if (inside) return [];
  const shown = starts.map((from, i) => `${hexNumber(from)}..${hexNumber(ends[i] ?? 0n)}`).join(', ');
  const message = `the aperture ${hexNumber(start)}..${hexNumber(end)} is not within one of the IOVA ranges ${shown}`;
  return [
    found(
      'vfio',
      'IOVA_RANGES',
      'note',
      message,
      'The ranges are those of the container, which other functions may have narrowed; with iommufd on Linux 6.16 and later they can also be wider than the aperture.',
    ),
  ];
};

export const relaxedGuest: Check = (evidence) => {
  if (evidence.number('guest', 'relaxedTranslation') !== 1n) return [];
  const base = evidence.number('vfio', 'apertureEnd');
  const end = evidence.number('guest', 'apertureEnd');
  const isShort = base !== undefined && end !== undefined && end < base;
  const isIsm =
    (evidence.number('vfio', 'functionType') ?? evidence.number('firmware', 'functionType')) ===
    evidence.constant('ism');
  if (!isShort && !isIsm) return [];
  const cause = isIsm ? 'the host function is ISM' : `its aperture was shortened to ${hexNumber(end ?? 0n)}`;
  const message = `the guest group offers relaxed translation, the function does not have it: ${cause}`;
  return [
    found(
      'guest',
      'RELAXED_GROUP',
      'warning',
      message,
      'The flag belongs to the function that created the group. The guest kernel may choose an identity mapping, which QEMU will refuse for this function.',
    ),
  ];
};
