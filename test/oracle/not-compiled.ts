/**
 * Structs that the oracle does not hold, typed by hand from include/uapi/linux/vfio.h of Linux 6.1: the
 * two NVLINK2 capabilities. Member, C type, byte offset.
 */
import type { OracleField, OracleStruct } from './oracle.js';

const header: readonly (readonly [string, string, number])[] = [
  ['header', 'struct vfio_info_cap_header', 0],
  ['header.id', '__u16', 0],
  ['header.version', '__u16', 2],
  ['header.next', '__u32', 4],
];

const sizes: Readonly<Record<string, number>> = { __u16: 2, __u32: 4, __u64: 8, 'struct vfio_info_cap_header': 8 };

function typed(name: string, sizeof: number, members: readonly (readonly [string, string, number])[]): OracleStruct {
  const fields = [...header, ...members].map(([field, type, byteOffset]): [string, OracleField] => {
    const sizeBytes = sizes[type] ?? 0;
    return [field, { struct: name, field, type, byteOffset, sizeBytes, arch: 's390x', source: 'typed by hand' }];
  });
  return { name, version: '6.1', arch: 's390x', sizeof, fields: new Map(fields) };
}

export const notCompiled: readonly OracleStruct[] = [
  typed('vfio_region_info_cap_nvlink2_ssatgt', 16, [['tgt', '__u64', 8]]),
  typed('vfio_region_info_cap_nvlink2_lnkspd', 16, [
    ['link_speed', '__u32', 8],
    ['__pad', '__u32', 12],
  ]),
];
