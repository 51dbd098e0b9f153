/**
 * Handles, BARs and interrupts: what firmware says against what VFIO offers.
 */
import { hexNumber } from '../../bytes/hex.js';
import { bytesText } from '../../bytes/quantity.js';
import type { DiffCheck } from '../../model/diff.js';
import { hazardsOf } from '../../rules/hazards.js';
import type { Evidence } from '../evidence.js';
import { type Check, found } from './check.js';

export const handleAgainstMode: Check = (evidence, guest) => {
  const entry = evidence.ownEntry('guest');
  const handle = entry === undefined ? undefined : evidence.number('guest', 'entryHandle', entry);
  const host = evidence.number('vfio', 'handle');
  if (guest?.conditions.mode !== 'interpret' || handle === undefined || host === undefined) return [];
  const enabled = evidence.constant('handleEnabled');
  if ((handle | enabled) === (host | enabled)) return [];
  const message = `mode interpret, but the guest's handle ${hexNumber(handle, 8)} is not the host's ${hexNumber(host, 8)}`;
  return [
    found(
      'guest',
      'MODE_HANDLE',
      'warning',
      message,
      'The group says that the function is interpreted, the handle says that it is not: give --mode, or look for blocks of another function.',
    ),
  ];
};

/** What the versions of host and guest do to each other. */
export const hazards: Check = (evidence, guest) =>
  guest === undefined
    ? []
    : hazardsOf(guest.item, guest.given, evidence.facts('vfio')).map(({ id, message, help }) => ({
        id,
        side: 'guest',
        severity: 'warning',
        message,
        help,
      }));

export const barRegions: Check = (evidence) => {
  const sizes = evidence.every('vfio', 'regionSize');
  return evidence.every('vfio', 'regionIndex').flatMap((index, i) => barRegion(evidence, index, sizes[i]));
};

function barRegion(evidence: Evidence, index: bigint, size: bigint | undefined): DiffCheck[] {
  const log2 = index > 5n ? undefined : evidence.number('firmware', 'barSize', Number(index));
  if (size === undefined || log2 === undefined) return [];
  const expected = log2 === 0n ? 0n : 1n << log2;
  const agree = `BAR${index}: firmware and VFIO region agree on ${bytesText(size)}, which is why the size is redundant`;
  if (size === expected) return [found('vfio', 'BAR_REGION', 'ok', agree, '')];
  const isIo = ((evidence.number('firmware', 'barWord', Number(index)) ?? 0n) & evidence.constant('ioBar')) !== 0n;
  if (size === 0n && isIo)
    return [found('vfio', 'BAR_REGION', 'ok', `BAR${index}: an I/O BAR, which vfio-pci does not offer on s390`, '')];
  const message = `BAR${index}: firmware says ${bytesText(expected)}, the VFIO region has ${bytesText(size)}`;
  return [found('vfio', 'BAR_REGION', 'warning', message, 'Are both blocks of the same function?')];
}

export const interruptCount: Check = (evidence) => {
  const limit = evidence.number('firmware', 'interrupts');
  const place = evidence.every('vfio', 'interruptIndex').indexOf(evidence.constant('msix'));
  const count = evidence.every('vfio', 'interruptCount')[place];
  if (limit === undefined || count === undefined || count <= limit) return [];
  const message = `VFIO offers ${count} MSI-X vectors, firmware ${limit} interrupts for a function of this group`;
  return [
    found(
      'vfio',
      'INTERRUPTS',
      'note',
      message,
      'The kernel hands out no more than firmware allows; the guest should not ask for more either.',
    ),
  ];
};
