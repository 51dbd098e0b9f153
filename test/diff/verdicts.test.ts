/**
 * The captured three-view cases: the verdict of every row on both sides, typed from the sources of Linux and QEMU
 * (`vfio_pci_zdev.c`, `s390-pci-inst.c`, `s390-pci-bus.c`, `s390-pci-vfio.c`), not from the tool.
 */
import { describe, expect, test } from 'vitest';
import { severityOf } from '../../src/diff/diff.js';
import type { DiffReport, DiffRow } from '../../src/model/diff.js';
import { compare, threeViews } from './three-views.js';

/** What VFIO says, what the guest says, and how grave the row is: `ok` unless it stands there. */
type Line = readonly [vfio: string, guest: string, severity?: string];
type Table = Readonly<Record<string, Line>>;

/** The same line for several rows. */
function all(names: string, line: Line): Table {
  return Object.fromEntries(names.split(' ').map((name) => [name, line]));
}

/** One row for each element. */
function each(count: number, name: (i: number) => string, line: Line): Table {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [name(i), line]));
}

const elsewhere: Line = ['hidden', 'hidden'];

/** QUERY PCI FUNCTION of group 5, intercepted, with capabilities of version 2. */
const fn: Table = {
  // Carried by BASE, UTIL and PFIP, and handed on by QEMU.
  vfn: ['same', 'same'],
  util_str_avail: ['derived', 'same'],
  pchid: ['same', 'same'],
  pfip: ['same', 'same'],
  util_str: ['same', 'same'],
  sdma: ['same', 'same'],
  // The kernel stops at the memory of the host; QEMU hands on what is left.
  edma: ['narrowed', 'narrowed'],
  // Userspace is told the group of the host; the guest gets a simulated one.
  pfgid: ['same', 'virtualized'],
  // Four bytes a unit; QEMU keeps both to itself.
  fmb_len: ['derived', 'hidden'],
  pft: ['same', 'hidden'],
  // Identifiers.
  fid: ['hidden', 'virtualized'],
  uid: ['hidden', 'virtualized'],
  // VFIO regions and config space have the BARs. BAR0 is an I/O BAR, which vfio-pci drops on s390.
  ...each(6, (i) => `bar_size[${i}]`, ['redundant', 'same']),
  ...each(6, (i) => `bar[${i}]`, ['redundant', 'same']),
  'bar_size[0]': ['redundant', 'hidden'],
  'bar[0]': ['redundant', 'hidden'],
  // The flag byte of QEMU holds the bit of the string only, and its struct ends at byte 192.
  ...all('tid_avail rid_avail is_physfn mio_addr_avail', elsewhere),
  ...all('fidparm port rid tid mio.valid', elsewhere),
  ...each(6, (i) => `mio.addr[${i}].wb`, elsewhere),
  ...each(6, (i) => `mio.addr[${i}].wt`, elsewhere),
};

/** QUERY PCI FUNCTION GROUP of group 5: a simulated group with the values of the capability. */
const grp: Table = {
  ...all('noi version mui dasm msia', ['same', 'same']),
  // Constants of the kernel, whatever firmware says; firmware's 64 is imaxstbl.
  refresh: ['constant', 'constant'],
  maxstbl: ['constant', 'constant', 'note'],
  // What QEMU itself can do.
  rtr: ['hidden', 'virtualized'],
  dtsm: ['hidden', 'virtualized'],
  frame: elsewhere,
  ...all('maxfaal dnoi maxcpu', elsewhere),
};

/** LIST PCI: the first entry is the function passed through. */
function list(entries: number): Table {
  const others = Array.from({ length: entries - 1 }, (_, i) => i + 1);
  return {
    ...all('resume_token max_fn uid_checking entry_size', ['hidden', 'virtualized']),
    'fh_list[0].device_id': ['redundant', 'same'],
    'fh_list[0].vendor_id': ['redundant', 'same'],
    'fh_list[0].config_state': ['hidden', 'virtualized'],
    'fh_list[0].fid': ['hidden', 'virtualized'],
    'fh_list[0].fh': ['same', 'virtualized'],
    ...Object.assign(
      {},
      ...others.map((i) =>
        all(
          ['device_id', 'vendor_id', 'config_state', 'fid', 'fh'].map((name) => `fh_list[${i}].${name}`).join(' '),
          elsewhere,
        ),
      ),
    ),
  };
}

interface Expected {
  readonly fn: Table;
  readonly grp: Table;
  readonly list: Table;
  /** Interface and version of each side. */
  readonly sides: readonly string[];
  /** Words in what is said of the guest's side. */
  readonly guest: readonly string[];
  readonly checks: readonly string[];
}

const expected: Readonly<Record<string, Expected>> = {
  'net-group5': {
    fn,
    grp,
    list: list(3),
    sides: ['vfio: vfio-zdev 6.6', 'guest: qemu 10.0.9'],
    guest: ['mode intercept'],
    checks: ['DTSM'],
  },
  'net-group5_qemu-7.2': {
    // QEMU 7.2 stores the words big-endian. It knows no relaxed translation and does not shorten the aperture.
    fn: { ...fn, 'bar[4]': ['redundant', 'swapped', 'warning'] },
    grp,
    list: list(3),
    sides: ['vfio: vfio-zdev 6.6', 'guest: qemu 7.2'],
    guest: ['mode intercept'],
    checks: ['APERTURE_PAGES', 'DTSM'],
  },
  'net-group5_linux-5.10': {
    fn,
    // Version 1 has neither imaxstbl nor fh: of maxstbl there is the constant.
    grp,
    list: { ...list(3), 'fh_list[0].fh': ['missing', 'virtualized', 'warning'] },
    sides: ['vfio: vfio-zdev 5.10', 'guest: qemu 10.0.9'],
    guest: ['mode intercept'],
    checks: ['DTSM'],
  },
  plain: {
    // Firmware has no utility string: there is no capability, and the guest has neither bit nor string.
    fn: { ...fn, util_str: ['hidden', 'hidden'] },
    // The host group 0xff is that of another hypervisor: QEMU's default group, all constants.
    grp: {
      ...grp,
      ...all('noi version mui dasm msia', ['same', 'constant']),
      maxstbl: ['constant', 'constant'],
    },
    list: list(2),
    sides: ['vfio: vfio-zdev 6.6', 'guest: qemu 10.0.9'],
    guest: ['mode intercept', 'default group'],
    // Not shortened, because the function has relaxed translation; the default group cannot say so.
    checks: ['APERTURE_PAGES'],
  },
};

/** A table as the rows must be, with struct and severity. */
function lines({ fn: ofFunction, grp: ofGroup, list: ofList }: Expected): Record<string, string> {
  const tables = { clp_rsp_query_pci: ofFunction, clp_rsp_query_pci_grp: ofGroup, clp_rsp_list_pci: ofList };
  return Object.fromEntries(
    Object.entries(tables).flatMap(([struct, table]) =>
      Object.entries(table).map(([name, [vfio, guest, severity]]) => [
        `${struct}.${name}`,
        `${vfio} / ${guest} ${severity ?? 'ok'}`,
      ]),
    ),
  );
}

function found(rows: readonly DiffRow[]): Record<string, string> {
  return Object.fromEntries(
    rows.map((row) => [
      `${row.struct}.${row.attribute}`,
      `${row.verdicts['vfio']} / ${row.verdicts['guest']} ${row.severity}`,
    ]),
  );
}

test('every captured case has a table', () => {
  expect(threeViews.map((one) => one.name).sort()).toEqual(Object.keys(expected).sort());
});

describe.each(threeViews.map((one) => [one.name, one] as const))('%s', (name, one) => {
  const report: DiffReport = compare(one);
  const wanted = expected[name];
  if (wanted === undefined) throw new Error(`no table for ${name}`);
  const table = lines(wanted);
  const seen = found(report.rows);

  test('has the rows of the table, no more and no fewer', () => {
    expect(Object.keys(seen).sort()).toEqual(Object.keys(table).sort());
  });

  test.each(Object.entries(table))('%s: %s', (row, words) => {
    expect(seen[row]).toBe(words);
  });

  test('versions and modes', () => {
    expect(report.sides.map((side) => `${side.key}: ${side.interface} ${side.version}`)).toEqual(wanted.sides);
    const guest = report.sides.find((side) => side.key === 'guest')?.why ?? '';
    for (const words of wanted.guest) expect(guest).toContain(words);
    if (!wanted.guest.includes('default group')) expect(guest).not.toContain('default group');
  });

  test('cross-checks', () => {
    expect(report.checks.filter((check) => check.severity !== 'ok').map((check) => check.id)).toEqual(wanted.checks);
  });

  test('nothing is an error', () => {
    expect(severityOf(report)).not.toBe('error');
  });

  test('the mode is told by the bytes too, and nothing else changes', () => {
    const told = compare(one, {}, { mode: undefined });
    expect(found(told.rows)).toEqual(seen);
    expect(told.sides.find((side) => side.key === 'guest')?.why).toContain('mode intercept');
  });
});
