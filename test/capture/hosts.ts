/** The hosts that the tests capture. */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type Answers, errno, fixture, type Host, makeFile, makeFunction } from './host.js';

const views = 'three-views/net-group5';
const plain = 'captures/linux-6.12_qemu-10.0';

/** What a request of 16 bytes behind its header holds. */
const word = (value: number): string => value.toString(16).padStart(8, '0').padEnd(32, '0');
const token = (value: number): string => value.toString(16).padStart(16, '0').padEnd(32, '0');
const group = (value: number): string => `000000${value.toString(16).padStart(2, '0')}`.padEnd(32, '0');

/** The captured list, cut after two of its three entries: firmware says where it goes on. */
function listParts(): readonly [string, string] {
  const list = fixture(`${views}/firmware-list.bin`);
  const part = (entries: Buffer, next: number): string => {
    const head = Buffer.from(list.subarray(0, 32));
    head.writeUInt16BE(32 + entries.length, 0);
    head.writeBigUInt64BE(BigInt(next), 16);
    return Buffer.concat([head, entries]).toString('hex');
  };
  return [part(list.subarray(32, 64), 2), part(list.subarray(64, 80), 0)];
}

/** Answers of VFIO for one function: `node` is where the device is asked, `iommu` where the IOMMU is. */
function vfioAnswers(node: string, iommu: string): Answers {
  return {
    [`VFIO_DEVICE_GET_INFO ${node}`]: fixture(`${views}/vfio-device-info.bin`).toString('hex'),
    [`VFIO_DEVICE_GET_REGION_INFO ${node} 0`]: '00000020000000030000000000000000000000000000100000000000'.padEnd(
      64,
      '0',
    ),
    [`VFIO_DEVICE_GET_REGION_INFO ${node} 1`]: errno.EIO,
    ...Object.fromEntries([2, 3, 4, 5, 6, 7, 8].map((i) => [`VFIO_DEVICE_GET_REGION_INFO ${node} ${i}`, errno.EINVAL])),
    [`VFIO_DEVICE_GET_IRQ_INFO ${node} 2`]: '00000010000000090000000200000005',
    ...Object.fromEntries([0, 1, 3, 4].map((i) => [`VFIO_DEVICE_GET_IRQ_INFO ${node} ${i}`, errno.EINVAL])),
    [`VFIO_IOMMU_GET_INFO ${iommu}`]: fixture(`${views}/vfio-iommu-info.bin`).toString('hex'),
  };
}

/**
 * An s390x host with three functions in two parts of the list: one of group 5 with a utility string, given to vfio-pci; one
 * that firmware refuses to talk about; one of an emulated group.
 */
export function makeMainframe(folder: string): Host {
  const top = mkdtempSync(join(folder, 'mainframe-'));
  makeFunction(top, '1234:00:00.0', { text: `${views}/sysfs.txt`, driver: 'vfio-pci', group: 3 });
  makeFunction(top, '0007:00:00.0', { text: `${plain}/sysfs.txt`, driver: 'virtio-pci', group: 1 });
  for (const [slot, address] of [
    ['000000ab', '1234:00:00'],
    ['00000010', '0007:00:00'],
  ] as const) {
    makeFile(top, `sys/bus/pci/slots/${slot}/address`, `${address}\n`);
    makeFile(top, `sys/bus/pci/slots/${slot}/power`, '1\n');
  }
  const kernel =
    'Linux version 6.12.107+deb13-s390x (who@where) (gcc (Debian 14.2.0-19) 14.2.0) #1 SMP Debian 6.12.107-1 (2026-08-29)\n';
  makeFile(top, 'proc/version', kernel);
  makeFile(
    top,
    'proc/sysinfo',
    'Manufacturer:         IBM\nType:                 3931\nModel:                704  A01\nSequence Code:        0000000000012345\nLPAR Name:            SECRET\n',
  );
  for (const node of ['clp', 'vfio/vfio', 'vfio/3', '1234:00:00.0']) makeFile(top, `dev/${node}`, '');
  const [first, second] = listParts();
  return {
    root: top,
    machine: 's390x',
    byteorder: 'big',
    refused: {},
    answers: {
      'clp 2/1 ': fixture('synthetic/slpc-answered/slpc-pci.bin').toString('hex'),
      'clp 0/1 ': fixture('synthetic/slpc-answered/slpc-base.bin').toString('hex'),
      [`clp 2/2 ${token(0)}`]: first,
      [`clp 2/2 ${token(2)}`]: second,
      [`clp 2/3 ${word(0x80020000)}`]: fixture(`${views}/firmware-query-fn.bin`).toString('hex'),
      [`clp 2/3 ${word(0x80020001)}`]: fixture(`${plain}/clp-query-err-fhdeadbeef.rsp.bin`).toString('hex'),
      [`clp 2/3 ${word(0x80020002)}`]: fixture(`${plain}/clp-query-fid00000010.rsp.bin`).toString('hex'),
      [`clp 2/4 ${group(5)}`]: fixture(`${views}/firmware-query-grp.bin`).toString('hex'),
      [`clp 2/4 ${group(0xff)}`]: errno.EOPNOTSUPP,
      'VFIO_GROUP_GET_STATUS vfio/3': '0000000800000001',
      'VFIO_CHECK_EXTENSION vfio/vfio': '01',
      'VFIO_GROUP_GET_DEVICE_FD vfio/3': '',
      ...vfioAnswers('1234:00:00.0', 'vfio/vfio'),
    },
  };
}

/** The same host with a device node and iommufd in the place of the group. */
export function withoutGroups(folder: string): Host {
  const host = makeMainframe(folder);
  const { root: top } = host;
  mkdirSync(join(top, 'sys/bus/pci/devices/1234:00:00.0/vfio-dev/vfio0'), { recursive: true });
  makeFile(top, 'dev/vfio/devices/vfio0', '');
  makeFile(top, 'dev/iommu', '');
  return {
    ...host,
    answers: {
      ...host.answers,
      'IOMMU_IOAS_ALLOC iommu': '0000000c0000000000000007',
      ...vfioAnswers('vfio/devices/vfio0', 'iommu'),
    },
  };
}

/** A little-endian host without CLP: one function of a vfio driver, one of another. */
export function makePersonalComputer(folder: string): Host {
  const top = mkdtempSync(join(folder, 'pc-'));
  const text = 'captures/linux-6.1_x86_64/sysfs.txt';
  makeFunction(top, '0000:00:05.0', { text, driver: 'vfio-pci', group: 4 });
  makeFunction(top, '0000:00:06.0', { text, driver: 'virtio-pci', group: 5 });
  makeFile(
    top,
    'proc/version',
    'Linux version 6.1.0-50-amd64 (who@where) (gcc-12 (Debian 12.2.0-14) 12.2.0) #1 SMP Debian 6.1.176-1 (2026-08-01)\n',
  );
  for (const node of ['vfio/vfio', 'vfio/4', '0000:00:05.0']) makeFile(top, `dev/${node}`, '');
  const info = 'captures/linux-6.1_x86_64/vfio-0000_00_05_0';
  return {
    root: top,
    machine: 'x86_64',
    byteorder: 'little',
    refused: {},
    answers: {
      'VFIO_GROUP_GET_STATUS vfio/4': '0800000001000000',
      'VFIO_CHECK_EXTENSION vfio/vfio': '01',
      'VFIO_GROUP_GET_DEVICE_FD vfio/4': '',
      'VFIO_DEVICE_GET_INFO 0000:00:05.0': fixture(`${info}-devinfo-argsz24.bin`).subarray(0, 24).toString('hex'),
      'VFIO_IOMMU_GET_INFO vfio/vfio': fixture(`${info}-iommuinfo-exact.bin`).toString('hex'),
    },
  };
}
