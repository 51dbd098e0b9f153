/**
 * Lines that an engineer would work out by hand.
 */
import { hexNumber } from '../bytes/hex.js';
import { bytesText } from '../bytes/quantity.js';
import type { DiffFact } from '../model/diff.js';
import type { View } from '../model/interface.js';
import type { Evidence } from './evidence.js';
import type { Side } from './side.js';

/** All lines that the evidence allows. */
export function deriveFacts(evidence: Evidence, guest: Side | undefined): DiffFact[] {
  return [
    ...aperture(evidence),
    ...directMapping(evidence),
    ...address(evidence, 'firmware', 'address on the host'),
    ...address(evidence, 'guest', 'address in the guest'),
    ...interpretation(evidence),
    ...longestStore(evidence, guest),
    ...frames(evidence),
  ];
}

function aperture(evidence: Evidence): DiffFact[] {
  const start = evidence.number('vfio', 'apertureStart');
  const end = evidence.number('vfio', 'apertureEnd');
  const firmwareEnd = evidence.number('firmware', 'apertureEnd');
  if (start === undefined || end === undefined || end < start) return [];
  const size = bytesText(end - start + 1n);
  const range = `${hexNumber(start)}..${hexNumber(end)}, ${size}`;
  if (firmwareEnd === undefined) return [{ name: 'DMA aperture', text: range }];
  if (firmwareEnd <= end) return [{ name: 'DMA aperture', text: `${range}: all that firmware offers` }];
  const isTable = end === evidence.constant('tableEnd');
  const cause = isTable
    ? 'the region third table of the host driver ends at 4 TiB'
    : `the host driver stops there (memory of the host times s390_iommu_aperture=)`;
  return [{ name: 'DMA aperture', text: `${range}; firmware would go to ${hexNumber(firmwareEnd)}, ${cause}` }];
}

function directMapping(evidence: Evidence): DiffFact[] {
  const start = evidence.number('guest', 'apertureStart');
  const end = evidence.number('guest', 'apertureEnd');
  if (start === undefined || end === undefined || end < start) return [];
  const text = `at most ${bytesText(end - start + 1n)} of guest memory: guest address x would sit at ${hexNumber(start)} + x`;
  return [{ name: 'direct mapping', text }];
}

/** The PCI address that Linux gives a function, such as 0077 and 00:00.0; the domain is undefined where the kernel picks it. */
export function pciAddress(
  evidence: Evidence,
  view: View,
): { readonly domain: string | undefined; readonly place: string } | undefined {
  const uid = evidence.number(view, 'userId');
  if (uid === undefined) return undefined;
  const number = (requesterId(evidence, view) ?? 0n) & 0xffn;
  const isDomain = evidence.number(view, 'userIdsUnique') === 1n && uid !== 0n;
  return {
    domain: isDomain ? hexNumber(uid, 4).slice(2) : undefined,
    place: `00:${hexNumber(number >> 3n, 2).slice(2)}.${number & 7n}`,
  };
}

function requesterId(evidence: Evidence, view: View): bigint | undefined {
  return evidence.number(view, 'requesterIdAvailable') === 1n ? evidence.number(view, 'requesterId') : undefined;
}

/** The address, why it is that one, and what the function is. */
function address(evidence: Evidence, view: View, name: string): DiffFact[] {
  const uid = evidence.number(view, 'userId');
  const address = pciAddress(evidence, view);
  if (uid === undefined || address === undefined) return [];
  const rid = requesterId(evidence, view);
  const unique = evidence.number(view, 'userIdsUnique');
  const tid = evidence.number(view, 'topologyIdAvailable') === 1n ? evidence.number(view, 'topologyId') : undefined;
  const number = evidence.number(view, 'virtualFunction') ?? 0n;
  const kind =
    evidence.number(view, 'physicalFunction') === 1n
      ? 'physical function'
      : number === 0n
        ? 'not a virtual function'
        : `virtual function ${number}`;
  const entry = evidence.ownEntry(view);
  const state = entry === undefined ? undefined : evidence.number(view, 'entryState', entry);
  const parts = [
    ...(state === undefined ? [] : [state === evidence.constant('configured') ? 'configured' : 'standby']),
    kind,
    ...(rid === undefined ? [] : [`rid ${hexNumber(rid, 4)}`]),
    ...(tid === undefined ? [] : [`tid ${hexNumber(tid, 4)}`]),
  ];
  const place = `${address.domain ?? '????'}:${address.place}`;
  if (unique === undefined)
    return [{ name, text: `${place} (no list was given, which says whether uids are unique); ${parts.join(', ')}` }];
  const why =
    address.domain !== undefined
      ? `domain is the uid ${hexNumber(uid)}, uids are unique`
      : `the kernel picks a domain, because ${unique === 0n ? 'uids may repeat' : 'the uid is 0'}`;
  return [{ name, text: `${place} (${why}); ${parts.join(', ')}` }];
}

/** Why the function cannot be interpreted; nothing when nothing speaks against it. */
function interpretation(evidence: Evidence): DiffFact[] {
  const version = evidence.number('vfio', 'capabilityVersion');
  const handle = evidence.number('vfio', 'handle') ?? hostHandle(evidence);
  const reasons: string[] = [];
  if (version === 1n) reasons.push('version 1 of the base capability has no handle, so QEMU refuses (EPERM)');
  if (handle !== undefined && isEmulated(evidence, handle)) {
    reasons.push(`the handle ${hexNumber(handle, 8)} is that of an emulated function`);
  }
  return reasons.length === 0 ? [] : [{ name: 'interpretation', text: `impossible: ${reasons.join('; ')}` }];
}

/** Bits of a handle have a meaning only in the handles of a hypervisor that says in its list which bits they are. */
function isEmulated(evidence: Evidence, handle: bigint): boolean {
  const mask = evidence.constant('handleTypeMask');
  if (evidence.number('firmware', 'handleMask') !== mask) return false;
  return (handle & mask) === evidence.constant('handleEmulated');
}

function hostHandle(evidence: Evidence): bigint | undefined {
  const entry = evidence.ownEntry('firmware');
  return entry === undefined ? undefined : evidence.number('firmware', 'entryHandle', entry);
}

function longestStore(evidence: Evidence, guest: Side | undefined): DiffFact[] {
  const firmware = evidence.number('firmware', 'longestStore');
  const told = evidence.number('guest', 'longestStore');
  if (told === undefined) return [];
  const mode = guest?.conditions.mode ?? 'intercept';
  const whose =
    mode === 'interpret'
      ? "firmware's limit, the machine executes the store"
      : "the kernel's limit, QEMU and the kernel execute the store";
  const text = `${told} bytes in mode ${mode} (${whose})${firmware === undefined ? '' : `; firmware says ${firmware}`}`;
  return [{ name: 'longest store', text }];
}

function frames(evidence: Evidence): DiffFact[] {
  const sizes = evidence.number('vfio', 'pageSizes');
  const frame = evidence.number('firmware', 'largeFrames');
  if (sizes === undefined || frame === undefined) return [];
  const shown: string[] = [];
  for (let bit = 0n; bit < 64n; bit++) if ((sizes >> bit) & 1n) shown.push(bytesText(1n << bit));
  const listed = shown.length > 8 ? `${shown[0]} and every larger power of two` : shown.join(', ');
  return [{ name: 'frame sizes', text: `the host IOMMU maps ${listed}; firmware's frame bit is ${frame}` }];
}
