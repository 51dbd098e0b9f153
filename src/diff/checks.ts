/**
 * Cross-checks between blocks. Each is a function of the evidence; facts that are missing make it silent.
 * What depends on more than the bytes is at most a warning.
 */
import { hexNumber } from '../bytes/hex.js';
import { bytesText } from '../bytes/quantity.js';
import type { DiffCheck } from '../model/diff.js';
import type { View } from '../model/interface.js';
import type { Evidence } from './facts-of.js';
import type { Side } from './side.js';

type Check = (evidence: Evidence, guest: Side | undefined) => DiffCheck[];

const check = (id: string, severity: DiffCheck['severity'], message: string, help: string): DiffCheck => ({
  id,
  severity,
  message,
  help,
});

/** Everything that the checks have to say. */
export function crossCheck(evidence: Evidence, guest: Side | undefined): DiffCheck[] {
  const all: readonly Check[] = [
    listEntry,
    handleAsked,
    groupAsked,
    aperturePages,
    iovaRanges,
    emptyText,
    mioAgreement,
    relaxedGuest,
    handleAgainstMode,
    barRegions,
    interruptCount,
  ];
  return all.flatMap((one) => one(evidence, guest));
}

const clpViews: readonly View[] = ['firmware', 'guest'];

const listEntry: Check = (evidence) =>
  clpViews.flatMap((view) => {
    const id = evidence.number(view, 'functionId');
    const ids = evidence.numbers(view, 'entryId');
    if (id === undefined || ids.length === 0 || ids.includes(id)) return [];
    const message = `${view}: function id ${hexNumber(id, 8)} is not among the ${ids.length} entries of the list`;
    return [
      check(
        'LIST_ENTRY',
        'note',
        message,
        'Linux takes a function that is not in the list as reserved. Was the list complete, and of the same machine?',
      ),
    ];
  });

const handleAsked: Check = (evidence) =>
  clpViews.flatMap((view) => {
    const asked = evidence.number(view, 'handleAsked');
    const entry = evidence.ownEntry(view);
    const listed = entry === undefined ? undefined : evidence.number(view, 'entryHandle', entry);
    if (asked === undefined || listed === undefined || asked === listed) return [];
    const message = `${view}: asked about handle ${hexNumber(asked, 8)}, the list has ${hexNumber(listed, 8)}`;
    return [
      check(
        'HANDLE_ASKED',
        'note',
        message,
        'A handle changes when the function is enabled or disabled: the blocks were taken at different times.',
      ),
    ];
  });

const groupAsked: Check = (evidence) =>
  clpViews.flatMap((view) => {
    const asked = evidence.number(view, 'groupAsked');
    const own = evidence.number(view, 'groupId');
    if (asked === undefined || own === undefined || asked === own) return [];
    const message = `${view}: group ${hexNumber(asked, 2)} was queried, the function is in group ${hexNumber(own, 2)}`;
    return [
      check(
        'GROUP_ASKED',
        'warning',
        message,
        'The group answer belongs to another group: its limits say nothing about this function.',
      ),
    ];
  });

const aperturePages: Check = (evidence, guest) => {
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
    check(
      'APERTURE_PAGES',
      'warning',
      message,
      'Without relaxed translation the guest maps page by page and runs out of mappings: raise vfio_iommu_type1.dma_entry_limit, use iommufd, or QEMU 8.0 and later, which shortens the aperture.',
    ),
  ];
};

const iovaRanges: Check = (evidence) => {
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
    check(
      'IOVA_RANGES',
      'note',
      message,
      'The ranges are those of the container, which other functions may have narrowed; with iommufd on Linux 7.2 they can also be wider than the aperture.',
    ),
  ];
};

const emptyText: Check = (evidence) =>
  clpViews.flatMap((view) => {
    const text = evidence.fact(view, 'text')?.value;
    if (evidence.number(view, 'textAvailable') !== 1n || typeof text !== 'string' || !/^0*$/.test(text)) return [];
    const message = `${view}: the utility string is said to be valid and is all zero`;
    return [
      check(
        'EMPTY_TEXT',
        'warning',
        message,
        'QEMU 5.2 lost the string on the way to the guest while the bit stayed (mended in 6.0).',
      ),
    ];
  });

const mioAgreement: Check = (evidence) =>
  clpViews.flatMap((view) => {
    const available = evidence.number(view, 'mioAvailable');
    const valid = evidence.number(view, 'mioValid');
    if (available === undefined || valid === undefined || (available === 0n) === (valid === 0n)) return [];
    const message = `${view}: MIO is ${available === 1n ? 'available, yet no BAR has' : 'not available, yet BARs have'} MIO addresses (valid bits ${hexNumber(valid, 2)})`;
    return [
      check(
        'MIO',
        'warning',
        message,
        'MIO instructions on a function that does not support them fail (Linux c7ff0e918a7c).',
      ),
    ];
  });

const relaxedGuest: Check = (evidence) => {
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
    check(
      'RELAXED_GROUP',
      'warning',
      message,
      'The flag belongs to the function that created the group. The guest kernel may choose an identity mapping, which QEMU will refuse for this function.',
    ),
  ];
};

const handleAgainstMode: Check = (evidence, guest) => {
  const entry = evidence.ownEntry('guest');
  const handle = entry === undefined ? undefined : evidence.number('guest', 'entryHandle', entry);
  const host = evidence.number('vfio', 'handle');
  if (guest?.conditions.mode !== 'interpret' || handle === undefined || host === undefined) return [];
  const enabled = evidence.constant('handleEnabled');
  if ((handle | enabled) === (host | enabled)) return [];
  const message = `mode interpret, but the guest's handle ${hexNumber(handle, 8)} is not the host's ${hexNumber(host, 8)}`;
  return [
    check(
      'MODE_HANDLE',
      'warning',
      message,
      'The group says that the function is interpreted, the handle says that it is not: give --mode, or look for blocks of another function.',
    ),
  ];
};

const barRegions: Check = (evidence) => {
  const index = evidence.number('vfio', 'regionIndex');
  const size = evidence.number('vfio', 'regionSize');
  const log2 = index === undefined || index > 5n ? undefined : evidence.number('firmware', 'barSize', Number(index));
  if (index === undefined || size === undefined || log2 === undefined) return [];
  const expected = log2 === 0n ? 0n : 1n << log2;
  if (size === expected) {
    return [
      check(
        'BAR_REGION',
        'ok',
        `BAR${index}: firmware and VFIO region agree on ${bytesText(size)}, which is why the size is redundant`,
        '',
      ),
    ];
  }
  const isIo = ((evidence.number('firmware', 'barWord', Number(index)) ?? 0n) & evidence.constant('ioBar')) !== 0n;
  if (size === 0n && isIo)
    return [check('BAR_REGION', 'ok', `BAR${index}: an I/O BAR, which vfio-pci does not offer on s390`, '')];
  return [
    check(
      'BAR_REGION',
      'warning',
      `BAR${index}: firmware says ${bytesText(expected)}, the VFIO region has ${bytesText(size)}`,
      'Are both blocks of the same function?',
    ),
  ];
};

const interruptCount: Check = (evidence) => {
  const limit = evidence.number('firmware', 'interrupts');
  const count = evidence.number('vfio', 'interruptCount');
  const isMsix = evidence.number('vfio', 'interruptIndex') === evidence.constant('msix');
  if (limit === undefined || count === undefined || !isMsix || count <= limit) return [];
  return [
    check(
      'INTERRUPTS',
      'note',
      `VFIO offers ${count} MSI-X vectors, firmware ${limit} interrupts for a function of this group`,
      'The kernel hands out no more than firmware allows; the guest should not ask for more either.',
    ),
  ];
};
