/**
 * Structs that the oracle does not hold, typed by hand from include/uapi/linux/vfio.h: the two NVLINK2 capabilities
 * (Linux 6.1), and the argument of VFIO_DEVICE_FEATURE (Linux 7.3), for which an object that uses no struct holds none.
 * Member, C type, byte offset.
 */
import type { OracleField, OracleStruct } from './oracle.js';

const header: readonly Member[] = [
  ['header', 'struct vfio_info_cap_header', 0],
  ['header.id', '__u16', 0],
  ['header.version', '__u16', 2],
  ['header.next', '__u32', 4],
];

const sizes: Readonly<Record<string, number>> = { __u16: 2, __u32: 4, __u64: 8, 'struct vfio_info_cap_header': 8 };

type Member = readonly [name: string, type: string, byteOffset: number];

function typed(name: string, version: string, sizeof: number, members: readonly Member[]): OracleStruct {
  const fields = members.map(([field, type, byteOffset]): [string, OracleField] => {
    const sizeBytes = sizes[type] ?? 0;
    return [field, { struct: name, field, type, byteOffset, sizeBytes, arch: 's390x', source: 'typed by hand' }];
  });
  return { name, version, arch: 's390x', sizeof, fields: new Map(fields) };
}

export const notCompiled: readonly OracleStruct[] = [
  typed('vfio_region_info_cap_nvlink2_ssatgt', '6.1', 16, [...header, ['tgt', '__u64', 8]]),
  typed('vfio_region_info_cap_nvlink2_lnkspd', '6.1', 16, [
    ...header,
    ['link_speed', '__u32', 8],
    ['__pad', '__u32', 12],
  ]),
  typed('vfio_device_feature', '7.3', 8, [
    ['argsz', '__u32', 0],
    ['flags', '__u32', 4],
  ]),
  typed('vfio_device_feature_zpci_err', '7.3', 8, [['data', '__u64', 0]]),
];
