/**
 * Structs that the oracle does not hold, typed by hand from include/uapi/linux/vfio.h: the two NVLINK2 capabilities
 * (Linux 6.1), the argument of VFIO_DEVICE_FEATURE (Linux 7.3), for which an object that uses no struct holds none, and
 * what was proposed for it. Member, C type, byte offset; of a bit field, its first bit in that byte and its width; of
 * an array its length.
 */
import type { OracleField, OracleStruct } from './oracle.js';

const header: readonly Member[] = [
  ['header', 'struct vfio_info_cap_header', 0],
  ['header.id', '__u16', 0],
  ['header.version', '__u16', 2],
  ['header.next', '__u32', 4],
];

const sizes: Readonly<Record<string, number>> = {
  __u16: 2,
  __u32: 4,
  __u64: 8,
  'struct vfio_info_cap_header': 8,
  __u8: 1,
};

type Member = readonly [name: string, type: string, byteOffset: number, bits?: readonly [first: number, width: number]];

function typed(name: string, version: string, sizeof: number, members: readonly Member[]): OracleStruct {
  const fields = members.map(([field, type, byteOffset, bits]): [string, OracleField] => {
    const [, element = type, count = '1'] = /^(\w+)\[(\d+)\]$/.exec(type) ?? [];
    const whole = (sizes[element] ?? 0) * Number(count);
    const record = { struct: name, field, type, byteOffset, arch: 's390x', source: 'typed by hand' };
    if (bits === undefined) return [field, { ...record, sizeBytes: whole }];
    const [bitOffset, bitSize] = bits;
    const sizeBytes = Math.ceil((bitOffset + bitSize) / 8);
    return [field, { ...record, sizeBytes, bitOffset, bitSize, declaredUnitBytes: whole }];
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

/** By interface: as the patches on the list have them, laid out for s390x. */
export const notCompiledProposals: Readonly<Record<string, readonly OracleStruct[]>> = {
  'zpci-error-v18': [
    typed('vfio_device_feature_zpci_err', '0', 72, [
      ['feature_flags', '__u32', 0],
      ['reserved1', '__u32', 4],
      ['fh', '__u32', 8],
      ['fid', '__u32', 12],
      ['ett', '__u32', 16, [0, 4]],
      ['mvn', '__u32', 16, [4, 12]],
      ['dmaas', '__u32', 18, [0, 8]],
      ['reserved2', '__u32', 19, [0, 6]],
      ['q', '__u32', 19, [6, 1]],
      ['rw', '__u32', 19, [7, 1]],
      ['faddr', '__u64', 24],
      ['reserved3', '__u32', 32],
      ['reserved4', '__u16', 36],
      ['pec', '__u16', 38],
      ['reserved5', '__u8[28]', 40],
    ]),
  ],
  'fmb-v5': [
    typed('vfio_device_feature_zpci_fmb_enable', '0', 1, [['enabled', '__u8', 0]]),
    typed('vfio_device_feature_zpci_fmb_read', '0', 8, [['data', '__u64', 0]]),
  ],
};
