/**
 * Lines that the kernel's PCI code prints into its log: `zpci: 0037:00:00.0: Event 0x3a reports an error for ...`.
 */
import type { Hint } from '../model/hints.js';

type Found = Omit<Hint, 'source' | 'line' | 'log'>;

/** One kind of message. Numbers are groups of the pattern; `fid` is the function. */
interface Message {
  readonly text: RegExp;
  /** In place of the words of the log. */
  readonly event?: string;
  /** What it means for the function, where the words do not say it. */
  readonly meaning?: string;
  /** The table that explains `pec`. */
  readonly codes?: string;
}

/** Read in arch/s390/pci/pci_event.c and pci.c, Linux 7.3.4; what older kernels print is said. */
const messages: readonly Message[] = [
  {
    text: /^Event (?<pec>0x[0-9a-f]{1,4}) reports an error for PCI function (?<fid>0x[0-9a-f]{1,8})\b/i,
    event: 'error event',
    codes: 'zpci-error-event',
  },
  {
    text: /^Event (?<pec>0x[0-9a-f]{1,4}) reconfigured PCI function (?<fid>0x[0-9a-f]{1,8})\b/i,
    event: 'availability event',
    codes: 'zpci-availability-event',
  },
  {
    text: /^Unhandled PCI error events count=(?<count>\d{1,9}) for PCI function (?<fid>0x[0-9a-f]{1,8})\b/i,
    meaning: 'userspace had the function and did not fetch these errors (Linux 7.3 and later)',
  },
  {
    text: /^Automatic recovery failed; operator intervention is required/,
    meaning: 'the function has failed for good, the kernel does not try again',
  },
  {
    text: /^Leaving recovery of pass-through device to user-space/,
    meaning: 'the function is passed through: the kernel does nothing, its user has to reset it (older kernels)',
  },
  {
    text: /^Cannot be recovered because no driver is bound/,
    meaning: 'without a driver the kernel does not recover a function: it stays in the error state',
  },
  {
    text: /^The .{1,64} driver bound to the device does not support error recovery/,
    meaning: 'the kernel does not recover a function whose driver cannot: it stays in the error state',
  },
  { text: /^The device is ready to resume operations/, meaning: 'the kernel has recovered the function' },
  {
    text: /^PCI is not supported because CPU facilities 69 or 71 are not available/,
    meaning:
      'this kernel sees no PCI function at all: the machine, or the CPU model of the guest, lacks the facilities',
  },
];

const line = /\bzpci: (?:([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]): |n\/a: )?(.*)$/i;
/** Words of the log that are kept. */
const longest = 120;

/** What such a line says; null for any other. */
export function readZpciLine(text: string): Found | null {
  const [, address, words] = line.exec(text) ?? [];
  if (words === undefined) return null;
  const said = words.trim().slice(0, longest);
  for (const { text: pattern, event = said, meaning, codes } of messages) {
    const found = pattern.exec(words);
    if (found === null) continue;
    const { fid, ...others } = found.groups ?? {};
    const numbers = Object.fromEntries(Object.entries(others).map(([name, digits]) => [name, Number(digits)]));
    return { event, meaning, codes, address, function: fid === undefined ? undefined : Number(fid), numbers };
  }
  // Lines without an address speak of no function.
  return address === undefined || said === '' ? null : { event: said, address, numbers: {} };
}

/** Lines with an address alone speak of the function that other lines of the log name for it, if that is one. */
export function withFunctions(hints: readonly Hint[]): Hint[] {
  const ids = new Map<string, Set<number>>();
  for (const { log, address, function: id } of hints) {
    if (log !== 'kernel log' || address === undefined || id === undefined) continue;
    ids.set(address, (ids.get(address) ?? new Set()).add(id));
  }
  return hints.map((hint) => {
    const [id, ...others] = ids.get(hint.address ?? '') ?? [];
    const isKnown = hint.function !== undefined || id === undefined || others.length > 0;
    return isKnown || hint.log !== 'kernel log' ? hint : { ...hint, function: id };
  });
}
