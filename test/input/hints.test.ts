/** Lines of logs as hints. The trace is that of a captured QEMU; pci_msg lines are typed after the kernel's formats. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readHints } from '../../src/input/hints.js';
import { fixturesDir } from '../fixtures/cases.js';

const trace = readFileSync(`${fixturesDir}/three-views/plain/inner-qemu-trace.log`, 'utf8');

test('a captured QEMU trace', () => {
  const hints = readHints(trace, 'trace.log') ?? [];
  // Line 3 to 6 of the file, as a person reads them.
  expect(hints.slice(0, 4)).toEqual([
    {
      log: 'QEMU trace',
      source: 'trace.log',
      line: 3,
      event: 'capability missing',
      address: '1234:00:00.0',
      capability: 2,
      numbers: {},
    },
    {
      log: 'QEMU trace',
      source: 'trace.log',
      line: 4,
      event: 'capability missing',
      address: '1234:00:00.0',
      capability: 3,
      numbers: {},
    },
    {
      log: 'QEMU trace',
      source: 'trace.log',
      line: 5,
      event: 'list entry',
      function: 0x99,
      handle: 0x10000,
      numbers: { vendor: 0x1af4, device: 0x1000 },
    },
    {
      log: 'QEMU trace',
      source: 'trace.log',
      line: 6,
      event: 'list entry',
      function: 0,
      handle: 0x20001,
      numbers: { vendor: 0x1af4, device: 0x1005 },
    },
  ]);
  expect(hints).toHaveLength(6);
});

test.each([
  [
    'qemu-system-s390x: ',
    's390_pci_clp_cap_size PCI: 0001:00:00.0: bad size (68) for CLP capability 3',
    { event: 'capability of a bad size', address: '0001:00:00.0', capability: 3, numbers: { size: 68 } },
  ],
  [
    '1234@1700000000.123456:',
    's390_pci_clp_dev_info PCI: 0001:00:00.0: cannot read vfio device info',
    { event: 'device info unreadable', address: '0001:00:00.0', numbers: {} },
  ],
  [
    '',
    's390_pci_nodev pcistb no pci dev fh 0x81010003',
    { event: 'no function for pcistb', handle: 0x81010003, numbers: {} },
  ],
])('an event of QEMU behind "%s"', (prefix, line, expected) => {
  expect(readHints(`${prefix}${line}`, 'x')).toEqual([{ log: 'QEMU trace', source: 'x', line: 1, ...expected }]);
});

const record = '00 01721893452:123456 3 - 0003 000003ff80123456  ';

test.each([
  ['ena fid:ab, fh:80010000, rc:0', { event: 'ena', function: 0xab, handle: 0x80010000, numbers: { rc: 0 } }],
  [
    'ena mio fid:ab, fh:80010000, rc:-22',
    { event: 'ena mio', function: 0xab, handle: 0x80010000, numbers: { rc: -22 } },
  ],
  ['dis fid:10, fh:20000, rc:260', { event: 'dis', function: 0x10, handle: 0x20000, numbers: { rc: 260 } }],
  [
    'err fid:ab, fh:80010000, pec:3a',
    { event: 'err', function: 0xab, handle: 0x80010000, numbers: { pec: 0x3a }, codes: 'zpci-error-event' },
  ],
  ['wb bit: 16', { event: 'wb', numbers: { bit: 16 } }],
  ['uid checking:1', { event: 'uid', numbers: { checking: 1 } }],
])('a pci_msg record: %s', (message, expected) => {
  expect(readHints(`\n${record}${message}\r\n`, 'x')).toEqual([
    { log: 'kernel log', source: 'x', line: 2, ...expected },
  ]);
});

test.each([
  ['nothing', ''],
  ['prose about an event', 'The event s390_pci_list_entry is logged for each entry.'],
  ['a record of bytes', `${record} 51 20 50 43 49 20 46 4e 3a 0a 00 00 00 00 00 00 | Q PCI FN:.......`],
  ['a sysfs text', 'sysfs 1234:00:00.0/function_id = 0x000000ab'],
  ['a message of the kernel log without a record', 'ena fid:ab, fh:80010000, rc:0'],
])('%s is no hint', (_what, text) => {
  expect(readHints(text, 'x')).toEqual([]);
});

test('a line without end is read in no time', () => {
  expect(readHints(`${record}${'a:1 '.repeat(500_000)}`, 'x')).toHaveLength(1);
  expect(readHints(`s390_pci_list_entry ${'vendor id '.repeat(200_000)}`, 'x')).toEqual([]);
});

test.each([
  's390_pci_list_entry vendor id 1 device id 2 fid zz fh 1',
  's390_pci_list_entry vendor id 1 device id 2 fid 99999999999999999999 fh 1',
  's390_pci_nodev QUERY no pci dev fh handle',
  `s390_pci_clp_cap PCI: 0000:00:00.0: no capability ${'9'.repeat(400)}`,
])('a line whose number is none is no hint: %s', (line) => {
  expect(readHints(line, 'log')).toEqual([]);
});

test('numbers of a message that are none are left out, whatever their names', () => {
  const line = '00 01755090000:000000 3 - 00 00000000000 ena fid:1f, rc:zz, cc:1f, constructor:6';
  const [hint] = readHints(line, 'log');
  expect(hint?.function).toBe(0x1f);
  expect(Object.entries(hint?.numbers ?? {})).toEqual([['constructor', 6]]);
});
