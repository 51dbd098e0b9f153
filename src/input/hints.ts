/**
 * Logs that hold no bytes and still say something: trace lines of QEMU, the pci_msg log of the s390 debug feature, and
 * `zpci:` lines of the kernel log.
 */
import type { Hint } from '../model/hints.js';
import { own } from '../model/own.js';
import { readClpResults } from './clp-results.js';
import { readLspci } from './lspci.js';
import { forEachLine } from './text-lines.js';
import { readZpciLine, withFunctions } from './zpci-log.js';

type Found = Omit<Hint, 'source' | 'line' | 'log'>;
/** Shorter lines are no hint; a text may have millions of them. */
const shortest = 16;

type Reader = (text: string) => Found | null;

/** The lines of a text that are hints. */
export function readHints(text: string, source: string): Hint[] {
  const found: Hint[] = [];
  forEachLine(text, (raw, number) => {
    if (raw.length < shortest) return;
    const line = raw.slice(0, 1024);
    const place = { source, line: number };
    const trace = line.includes('s390_pci_') ? first(traceReaders, line) : null;
    if (trace !== null) found.push({ log: 'QEMU trace', ...place, ...trace });
    const message = trace === null ? (readZpciLine(line) ?? readMessage(line)) : null;
    if (message !== null) found.push({ log: 'kernel log', ...place, ...message });
  });
  return withFunctions([...found, ...readClpResults(text, source), ...readLspci(text, source)]);
}

function first(readers: readonly Reader[], text: string): Found | null {
  for (const read of readers) {
    const found = read(text);
    if (found !== null) return found;
  }
  return null;
}

const address = '([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7])';
const missing = new RegExp(`\\bs390_pci_clp_cap PCI: ${address}: .*capability (\\d+)`, 'i');
const badSize = new RegExp(`\\bs390_pci_clp_cap_size PCI: ${address}: bad size \\((\\d+)\\).*capability (\\d+)`, 'i');
const unreadable = new RegExp(`\\bs390_pci_clp_dev_info PCI: ${address}: `, 'i');

/** hw/s390x/trace-events of QEMU; what stands before the name of the event depends on the build. */
const traceReaders: readonly Reader[] = [
  (text) => {
    const found = /\bs390_pci_list_entry .*vendor id (\w+) device id (\w+) fid (\w+) fh (\w+)/.exec(text) ?? [];
    const [vendor, device, id, handle] = found.slice(1).map(numberOf);
    if (vendor === undefined || device === undefined || id === undefined || handle === undefined) return null;
    return { event: 'list entry', function: id, handle, numbers: { vendor, device } };
  },
  (text) => {
    const [, place, word] = missing.exec(text) ?? [];
    const id = numberOf(word);
    if (place === undefined || id === undefined) return null;
    return { event: 'capability missing', address: place, capability: id, numbers: {} };
  },
  (text) => {
    const found = badSize.exec(text) ?? [];
    const [size, id] = found.slice(2).map(numberOf);
    const place = found[1];
    if (place === undefined || size === undefined || id === undefined) return null;
    return { event: 'capability of a bad size', address: place, capability: id, numbers: { size } };
  },
  (text) => {
    const [, place] = unreadable.exec(text) ?? [];
    return place === undefined ? null : { event: 'device info unreadable', address: place, numbers: {} };
  },
  (text) => {
    const [, who, word] = /\bs390_pci_nodev (.*?) no pci dev fh (\w+)/.exec(text) ?? [];
    const handle = numberOf(word);
    return handle === undefined ? null : { event: `no function for ${who}`, handle, numbers: {} };
  },
];

/** A number as `%d`, `%u`, `0x%x` and `%#x` print it; undefined for anything else, which makes the line no hint. */
function numberOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^(?:0x[0-9a-f]+|[0-9]+)$/i.test(text)) return undefined;
  const value = Number(text);
  // Beyond this a number is not exact.
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Area, time, level, exception, processor and caller, then the message: arch/s390/kernel/debug.c. */
const record = /^\s*\d+ \d+:\d+ \d [*\- ] ?\d+ (?:0x)?[0-9a-f]+ +(.*)$/i;
const pair = /\b([a-z]\w*):\s?(-?)(?:0x)?([0-9a-f]+)\b/gi;
/** Numbers that the kernel prints in decimal; all others are hex. */
const decimal: ReadonlySet<string> = new Set(['rc', 'c', 'cc', 'bit', 'checking', 'status']);

/** Behind the handle that the function has now. */
const staleHandle = /\(stale ([0-9a-f]{1,8})\)/i;
/** Tables of event codes by the first word of a record. */
const eventTables = { err: 'zpci-error-event', avl: 'zpci-availability-event' };

/** `ena fid:ab, fh:80010000, rc:0`: words, then names with numbers. */
function readMessage(text: string): Found | null {
  const message = record.exec(text)?.[1] ?? '';
  const numbers = new Map<string, number>();
  let event: string | undefined;
  for (const found of message.matchAll(pair)) {
    const [, name = '', sign = '', digits = ''] = found;
    event ??= message.slice(0, found.index).trim();
    const value = numberOf(decimal.has(name) ? digits : `0x${digits}`);
    if (value !== undefined) numbers.set(name, sign === '' ? value : -value);
  }
  if (event === undefined) return null;
  const stale = numberOf(`0x${staleHandle.exec(message)?.[1]}`);
  if (stale !== undefined) numbers.set('stale', stale);
  const [fid, fh] = [numbers.get('fid'), numbers.get('fh')];
  return {
    event: event === '' ? ([...numbers.keys()][0] ?? '') : event,
    ...(fid === undefined ? {} : { function: fid }),
    ...(fh === undefined ? {} : { handle: fh }),
    ...(stale === undefined ? {} : { meaning: 'the event is of an old handle: the kernel ignores it' }),
    ...(numbers.has('pec') ? { codes: own(eventTables, event) } : {}),
    numbers: Object.fromEntries([...numbers].filter(([name]) => name !== 'fid' && name !== 'fh')),
  };
}
