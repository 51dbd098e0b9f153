/**
 * Logs that hold no bytes and still say something: trace lines of QEMU and the pci_msg log of the s390 debug feature.
 */
import type { Hint } from '../model/hints.js';

type Found = Omit<Hint, 'source' | 'line' | 'log'>;
type Reader = (text: string) => Found | null;

/** The lines of a text that are hints. */
export function readHints(text: string, source: string): Hint[] {
  const found: Hint[] = [];
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.slice(0, 1024);
    const place = { source, line: i + 1 };
    const trace = first(traceReaders, line);
    if (trace !== null) found.push({ log: 'QEMU trace', ...place, ...trace });
    const message = trace === null ? readMessage(line) : null;
    if (message !== null) found.push({ log: 'kernel log', ...place, ...message });
  }
  return found;
}

function first(readers: readonly Reader[], text: string): Found | null {
  for (const read of readers) {
    const found = read(text);
    if (found !== null) return found;
  }
  return null;
}

const address = '([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7])';

/** hw/s390x/trace-events of QEMU; what stands before the name of the event depends on the build. */
const traceReaders: readonly Reader[] = [
  (text) => {
    const [, vendor, device, id, handle] =
      /\bs390_pci_list_entry .*vendor id (\w+) device id (\w+) fid (\w+) fh (\w+)/.exec(text) ?? [];
    if (id === undefined) return null;
    const numbers = { vendor: Number(vendor), device: Number(device) };
    return { event: 'list entry', function: Number(id), handle: Number(handle), numbers };
  },
  (text) => {
    const [, place, id] = match(`s390_pci_clp_cap PCI: ${address}: .*capability (\\d+)`, text);
    if (place === undefined) return null;
    return { event: 'capability missing', address: place, capability: Number(id), numbers: {} };
  },
  (text) => {
    const [, place, size, id] = match(
      `s390_pci_clp_cap_size PCI: ${address}: bad size \\((\\d+)\\).*capability (\\d+)`,
      text,
    );
    if (place === undefined) return null;
    return {
      event: 'capability of a bad size',
      address: place,
      capability: Number(id),
      numbers: { size: Number(size) },
    };
  },
  (text) => {
    const [, place] = match(`s390_pci_clp_dev_info PCI: ${address}: `, text);
    return place === undefined ? null : { event: 'device info unreadable', address: place, numbers: {} };
  },
  (text) => {
    const [, who, handle] = /\bs390_pci_nodev (.*?) no pci dev fh (\w+)/.exec(text) ?? [];
    return handle === undefined ? null : { event: `no function for ${who}`, handle: Number(handle), numbers: {} };
  },
];

function match(pattern: string, text: string): readonly (string | undefined)[] {
  return new RegExp(`\\b${pattern}`, 'i').exec(text) ?? [];
}

/** Area, time, level, exception, processor and caller, then the message: arch/s390/kernel/debug.c. */
const record = /^\s*\d+ \d+:\d+ \d [*\- ] ?\d+ (?:0x)?[0-9a-f]+ +(.*)$/i;
const pair = /\b([a-z]\w*):\s?(-?)(?:0x)?([0-9a-f]+)\b/gi;
/** Numbers that the kernel prints in decimal; all others are hex. */
const decimal: ReadonlySet<string> = new Set(['rc', 'c', 'cc', 'bit', 'checking', 'status']);

/** `ena fid:ab, fh:80010000, rc:0`: words, then names with numbers. */
function readMessage(text: string): Found | null {
  const message = record.exec(text)?.[1] ?? '';
  const numbers: Record<string, number> = {};
  let event: string | undefined;
  for (const found of message.matchAll(pair)) {
    const [, name = '', sign = '', digits = ''] = found;
    event ??= message.slice(0, found.index).trim();
    const value = Number.parseInt(`${sign}${digits}`, decimal.has(name) ? 10 : 16);
    if (!Number.isNaN(value)) numbers[name] = value;
  }
  if (event === undefined) return null;
  const { fid, fh, ...others } = numbers;
  return {
    event: event === '' ? (Object.keys(numbers)[0] ?? '') : event,
    ...(fid === undefined ? {} : { function: fid }),
    ...(fh === undefined ? {} : { handle: fh }),
    numbers: others,
  };
}
