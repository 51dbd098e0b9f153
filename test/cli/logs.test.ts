/**
 * Logs of a host: alone they say which functions and events they are about, beside blocks they are hints. The lines in
 * `test/input/logs` were collected from reports in public and made anonymous; codes are read in pci_event.c of Linux 7.3.4.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { filesBelow, runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';

const logs = filesBelow(`${root}test/input/logs`, 'logs');
const ccdf = readFileSync(`${root}fixtures/synthetic/pci-error-ccdf/pci_error_hex_ascii.txt`);

const beside =
  '  zpci-inspect diff takes it beside a capture, which the script that zpci-inspect capture prints makes\n';

describe('decode of a log: functions and events, exit 2', () => {
  const told: Readonly<Record<string, readonly string[]>> = {
    'dmesg-hotunplug.txt': [
      'line 4: function 0x00000514, 0000:00:00.0: availability event: 0x0303 deconfiguration requested',
    ],
    'dmesg-opfail.txt': [
      'line 1: function 0x00001004, 000d:00:00.0: error event: 0x003b service action or error recovery failed: permanent failure, an operator has to intervene',
      'line 2: function 0x00001004, 000d:00:00.0: Automatic recovery failed after slot reset',
      'line 3: function 0x00001004, 000d:00:00.0: Automatic recovery failed; operator intervention is required: the function has failed for good, the kernel does not try again',
    ],
    'dmesg-rogue-dma.txt': [
      'line 2: function 0x00003932, 0037:00:00.0: error event: 0x0007 the function is in the error state: recovery is attempted',
    ],
    'journal-nozpci.txt': [
      'line 2: PCI is not supported because CPU facilities 69 or 71 are not available: this kernel sees no PCI function at all: the machine, or the CPU model of the guest, lacks the facilities',
    ],
    'journal-recovery.txt': [
      'line 1: function 0x00001004, 000a:00:00.0: error event: 0x003a the function is in the error state: recovery is attempted',
      'line 2: function 0x00001004, 000a:00:00.0: Initiating reset',
      'line 3: function 0x00001004, 000a:00:00.0: The device is ready to resume operations: the kernel has recovered the function',
    ],
    'pci_error_clp.txt': ['line 2: CLP command failed, Set PCI FN: 0x0108 CLP_RC_SETPCIFN_BUSY function busy, rc -5'],
  };

  test.each(Object.entries(told))('%s', async (name, lines) => {
    const { code, stdout, stderr } = await runInMemory(['decode', `logs/${name}`], logs);
    expect({ code, stdout: stdout.toString() }).toEqual({ code: 2, stdout: '' });
    const said = lines.map((line) => `  ${line}\n`).join('');
    expect(stderr).toBe(`zpci-inspect: ${name}: kernel log holds no block\n${said}${beside}`);
  });

  test('every log is one of these, or has a message of its own', async () => {
    expect(readdirSync(`${root}test/input/logs`).filter((name) => !(name in told))).toEqual(['qemu-trace-vfio.txt']);
    const { code, stderr } = await runInMemory(['decode', 'logs/qemu-trace-vfio.txt'], logs);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^zpci-inspect: qemu-trace-vfio\.txt: line 1: QEMU trace: /);
  });

  test.each([
    ['zpci: n/a: Event 0x306 reconfigured PCI function 0x0', /function 0x00000000: availability event: 0x0306 /],
    [
      'zpci: 0001:00:00.0: Event 0x2b reports an error for PCI function 0x1',
      /0x002b .*measurement block: the kernel ignores/,
    ],
    ['zpci: 0001:00:00.0: Leaving recovery of pass-through device to user-space', /its user has to reset it/],
    ['zpci: 0001:00:00.0: Cannot be recovered because no driver is bound to the device', /without a driver the kernel/],
    [
      'zpci: 0001:00:00.0: The mlx5_core driver bound to the device does not support error recovery',
      /whose driver cannot/,
    ],
    [
      'zpci: 0001:00:00.0: Unhandled PCI error events count=3 for PCI function 0xab',
      /function 0x000000ab, .*count=3.*did not fetch/,
    ],
    [
      '00 01721893452:123456 1 - 0003 000003ff80123456  err fid:ab, fh:81020000 (stale 80020000)',
      /0x000000ab, handle 0x81020000: err: its handle 0x80020000 is stale: the event is of an old handle: the kernel ignores it/,
    ],
    [
      '00 01721893452:123456 1 - 0003 000003ff80123456  avl fid:ab, fh:81020000, pec:304',
      /avl: 0x0304 configured -> standby or reserved/,
    ],
    [
      '00 01721893452:123456 0 - 0003 000003ff80123456  51 20 50 43 49 20 46 4e 3a 0a | Q PCI FN:.\n00 01721893452:123457 0 - 0003 000003ff80123456  00 00 00 00 00 00 00 03 | ........',
      /CLP command failed, Q PCI FN: 0x0000 \(unknown response code\), cc 3/,
    ],
  ])('%s', async (text, message) => {
    const { code, stderr } = await runInMemory(['x.txt'], new Map([['x.txt', Buffer.from(`${text}\n`)]]));
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  test('the same line again is counted', async () => {
    const text = 'zpci: 0001:00:00.0: Event 0x7 reports an error for PCI function 0x1\n'.repeat(300);
    const { stderr } = await runInMemory(['x.txt'], new Map([['x.txt', Buffer.from(text)]]));
    expect(stderr.match(/^ {2}line .*$/gm)).toEqual([expect.stringMatching(/^ {2}line 1: .* \(300 times\)$/)]);
  });
});

describe('the debug feature pci_error', () => {
  test('an error event is two records, decoded as the struct that it is', async () => {
    const { stdout } = await runInMemory(['-f', 'json', 'e.txt'], new Map([['e.txt', ccdf]]));
    const { blocks } = JSON.parse(stdout.toString());
    expect(blocks).toMatchObject([{ type: 'zpci_ccdf_err', length: 32, lines: { first: 2, last: 3 } }]);
    const values = blocks[0].structs[0].fields.map((field: { path: string; value: unknown }) => [
      field.path,
      field.value,
    ]);
    expect(Object.fromEntries(values)).toMatchObject({
      fh: 0x80010000,
      fid: 0xab,
      ett: 1,
      rw: 1,
      faddr: '0x00000012d5baa000',
      pec: 7,
    });
  });

  test('records of another processor between them, and commands that failed, change nothing', async () => {
    const lines = ccdf.toString().split('\n');
    const clp = Buffer.from(logs.get('logs/pci_error_clp.txt') ?? '')
      .toString()
      .replaceAll(' - 0036 ', ' - 0002 ')
      .split('\n');
    const text = [lines[0], clp[0], lines[1], clp[1], lines[2]].join('\n');
    const { code, stdout } = await runInMemory(['-f', 'json', 'e.txt'], new Map([['e.txt', Buffer.from(text)]]));
    expect(code).toBe(0);
    expect(JSON.parse(stdout.toString()).blocks).toMatchObject([{ type: 'zpci_ccdf_err', length: 32 }]);
  });

  test('a type that is given goes before', async () => {
    const { stdout } = await runInMemory(['-f', 'json', '-t', 'zpci_ccdf_avail', 'e.txt'], new Map([['e.txt', ccdf]]));
    expect(JSON.parse(stdout.toString()).blocks).toMatchObject([{ type: 'zpci_ccdf_avail' }]);
  });
});

test('logs beside a capture are facts of their function, by id before address', async () => {
  const dir = `${root}fixtures/three-views/net-group5`;
  const own = (text: string): Buffer => Buffer.from(text.replaceAll('0x514', '0xab').replaceAll('0x3932', '0xab'));
  const files = new Map<string, Uint8Array>([
    ...['firmware-list', 'firmware-query-fn', 'firmware-query-grp', 'vfio-device-info'].map(
      (name): [string, Uint8Array] => [`with/${name}.bin`, readFileSync(`${dir}/${name}.bin`)],
    ),
    ['with/dmesg.txt', own(Buffer.from(logs.get('logs/dmesg-hotunplug.txt') ?? '').toString())],
    [
      'with/dmesg2.txt',
      own(
        Buffer.from(logs.get('logs/dmesg-rogue-dma.txt') ?? '')
          .toString()
          .repeat(2),
      ),
    ],
    ['with/journal.txt', logs.get('logs/journal-recovery.txt') ?? new Uint8Array()],
    ['with/pci_error.txt', ccdf],
  ]);
  const { code, stdout } = await runInMemory(['diff', '-f', 'json', 'with'], files);
  expect(code).toBe(0);
  const facts = JSON.parse(stdout.toString()).facts.filter(({ name }: { name: string }) => /hint|\.txt/.test(name));
  expect(facts.map(({ name, text }: { name: string; text: string }) => `${name}: ${text}`)).toEqual([
    'hint of the kernel log: handle 0x80010000; the list has 0x80020000 (error event, line 2 of pci_error.txt)',
    'hint of the kernel log: availability event: 0x0303 deconfiguration requested (line 4 of dmesg.txt)',
    'hint of the kernel log: error event: 0x0007 the function is in the error state: recovery is attempted (line 2 of dmesg2.txt, and 1 times after it)',
    'hint of the kernel log: error event: 0x0007 the function is in the error state: recovery is attempted (line 2 of pci_error.txt)',
    'journal.txt: kernel log, 3 lines about functions that were not given: id 0x00001004',
  ]);
});

describe('lspci -v', () => {
  const lspci = readFileSync(`${root}test/input/copies/lspci.txt`, 'utf8');

  test('alone', async () => {
    const { code, stderr } = await runInMemory(['lspci.txt'], new Map([['lspci.txt', Buffer.from(lspci)]]));
    expect(code).toBe(2);
    expect(stderr).toBe(
      `zpci-inspect: lspci.txt: lspci holds no block\n  line 1: function 0x00000000, 0001:00:00.0: in the slot 00000000: uid 0x0001 where uids are unique\n${beside}`,
    );
  });

  test.each([
    ['1234', 'its domain is the uid'],
    ['0037', 'its domain is not the uid, 0x1234'],
  ])('beside a capture, domain %s', async (domain, said) => {
    const dir = `${root}fixtures/three-views/net-group5`;
    const files = new Map<string, Uint8Array>([
      ['fn.bin', readFileSync(`${dir}/firmware-query-fn.bin`)],
      ['device.bin', readFileSync(`${dir}/vfio-device-info.bin`)],
      ['lspci.txt', Buffer.from(lspci.replace('0001:', `${domain}:`).replace('Slot: 00000000', 'Slot: 000000ab'))],
    ]);
    const { stdout } = await runInMemory(['diff', '-f', 'json', ...files.keys()], files);
    const facts = JSON.parse(stdout.toString()).facts.filter(({ name }: { name: string }) => name === 'hint of lspci');
    expect(facts.map(({ text }: { text: string }) => text)).toEqual([
      `${domain}:00:00.0 in the slot 000000ab, as the host numbers it; ${said} (line 1 of lspci.txt)`,
    ]);
  });
});
