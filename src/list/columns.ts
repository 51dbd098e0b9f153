/**
 * The columns of `list`: a name, what it says, its value for conditions and sorting, and its text.
 */
import { hexNumber } from '../bytes/hex.js';
import type { ListedFunction, ListedValue } from '../model/list.js';
import { own } from '../model/own.js';

export interface Column {
  readonly name: string;
  readonly doc: string;
  /** Counts are aligned to the right. */
  readonly isCount?: true;
  readonly value: (one: ListedFunction) => ListedValue;
  /** As a table has it; absent: the value itself. */
  readonly text?: (one: ListedFunction) => string | null;
  /** The same where there is little room. */
  readonly short?: (one: ListedFunction) => string | null;
}

const hex = (value: number | null, width = 1): string | null => (value === null ? null : hexNumber(value, width));
const severities = ['error', 'warning', 'note'] as const;

/** In the order of the list of columns. */
export const columns: readonly Column[] = [
  {
    name: 'fid',
    doc: 'function id, as its hotplug slot is called',
    value: ({ fid }) => fid,
    text: ({ fid }) => fid?.toString(16).padStart(8, '0') ?? null,
  },
  { name: 'uid', doc: 'user-defined id', value: ({ uid }) => uid, text: ({ uid }) => hex(uid) },
  { name: 'address', doc: 'PCI address on the host', value: ({ address }) => address },
  { name: 'vendor', doc: 'PCI vendor id', value: ({ vendor }) => vendor, text: ({ vendor }) => hex(vendor, 4) },
  { name: 'device', doc: 'PCI device id', value: ({ device }) => device, text: ({ device }) => hex(device, 4) },
  { name: 'type', doc: 'function type', value: ({ type }) => type },
  { name: 'pchid', doc: 'physical channel id', value: ({ pchid }) => pchid, text: ({ pchid }) => hex(pchid, 4) },
  { name: 'vfn', doc: 'virtual function number; 0: none', isCount: true, value: ({ vfn }) => vfn },
  { name: 'group', doc: 'function group', value: ({ group }) => group, text: ({ group }) => hex(group, 2) },
  {
    name: 'state',
    doc: 'configured or standby',
    value: ({ state }) => state,
    short: ({ state }) => state?.replace(/^configured$/, 'conf') ?? null,
  },
  { name: 'handle', doc: 'function handle', value: ({ handle }) => handle, text: ({ handle }) => hex(handle, 8) },
  { name: 'driver', doc: 'driver of the host', value: ({ driver }) => driver },
  { name: 'noi', doc: 'number of interrupts', isCount: true, value: ({ noi }) => noi },
  {
    name: 'start',
    doc: 'first address of the DMA aperture',
    value: ({ start }) => start,
    text: ({ start }) => brief(start),
  },
  { name: 'end', doc: 'last address of the DMA aperture', value: ({ end }) => end, text: ({ end }) => brief(end) },
  { name: 'aperture', doc: 'DMA aperture: start and the address behind its end, in K to E of 1024', value: apertureOf },
  {
    name: 'capabilities',
    doc: 'capabilities of the VFIO device info and their versions',
    value: ({ capabilities }) =>
      capabilities &&
      Object.entries(capabilities)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
  },
  {
    name: 'guest.fid',
    doc: 'function id that the guest is shown',
    value: ({ guest }) => guest?.fid ?? null,
    text: ({ guest }) => guest?.fid?.toString(16).padStart(8, '0') ?? null,
  },
  {
    name: 'guest.uid',
    doc: 'user-defined id that the guest is shown',
    value: ({ guest }) => guest?.uid ?? null,
    text: ({ guest }) => hex(guest?.uid ?? null),
  },
  {
    name: 'findings',
    doc: 'errors, warnings and notes of diff; -: nothing to compare with',
    value: ({ findings }) => findings && severities.reduce((sum, key) => sum + findings[key], 0),
    text: ({ findings }) =>
      (findings && severities.flatMap((key) => (findings[key] === 0 ? [] : [`${findings[key]}${key[0]}`])).join(' ')) ||
      (findings && '0'),
  },
  ...severities.map(
    (name): Column => ({
      name,
      doc: `${name}s of diff`,
      isCount: true,
      value: ({ findings }) => findings?.[name] ?? null,
    }),
  ),
  { name: 'machine', doc: 'capture, case or tree that it is in', value: ({ machine }) => machine },
  { name: 'sources', doc: 'what was read of it', value: ({ sources }) => sources.join(', ') },
];

/** What a table shows without --columns; it fits 80 columns. */
export const usualColumns: readonly string[] = [
  ...['fid', 'uid', 'address', 'type', 'pchid', 'vfn', 'group', 'state', 'noi', 'aperture', 'findings'],
];

/** A column by its name; `capabilities.NAME` is the version of one capability. */
export function columnNamed(name: string, capabilities: readonly string[]): Column | undefined {
  const known = columns.find((one) => one.name === name);
  const capability = name.replace(/^capabilities[.]/, '');
  if (known !== undefined || capability === name || !capabilities.includes(capability)) return known;
  return {
    name,
    doc: `version of ${capability}`,
    isCount: true,
    value: (one) => (one.capabilities === null ? null : (own(one.capabilities, capability) ?? null)),
  };
}

function brief(wide: string | null): string | null {
  return wide === null ? null : hexNumber(BigInt(wide));
}

const units = ['', 'K', 'M', 'G', 'T', 'P', 'E'] as const;

/** `4G-20G`: addresses are never rounded, those that no unit divides stand in hex. */
function apertureOf({ start, end }: ListedFunction): string | null {
  if (start === null || end === null) return null;
  return `${addressText(BigInt(start))}-${addressText(BigInt(end) + 1n)}`;
}

function addressText(address: bigint): string {
  let unit = 0;
  let count = address;
  while (count !== 0n && count % 1024n === 0n && unit < units.length - 1) {
    count /= 1024n;
    unit++;
  }
  return unit < 2 && address !== 0n ? hexNumber(address) : `${count}${units[unit]}`;
}
