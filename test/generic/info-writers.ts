/**
 * Blocks of every info struct, as the drivers and programs that are known write them. The members are put in place by
 * hand, by the headers: nothing here knows a table of the tool.
 */
import type { Endian } from '../../src/index.js';

export interface Written {
  readonly type: string;
  /** Who writes such a block. */
  readonly by: string;
  readonly bytes: Uint8Array;
}

/** Numbers of 32 bits, or of 64 where they are bigint, or two of 16 in a list. */
type Member = number | bigint | readonly [number, number];

function pack(endian: Endian, members: readonly Member[], length = 0): Uint8Array {
  const little = endian === 'little';
  const size = members.reduce<number>((sum, one) => sum + (typeof one === 'bigint' ? 8 : 4), 0);
  const bytes = new Uint8Array(Math.max(size, length));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const one of members) {
    if (typeof one === 'bigint') view.setBigUint64(at, one, little);
    else if (typeof one === 'number') view.setUint32(at, one, little);
    else {
      view.setUint16(at, one[0], little);
      view.setUint16(at + 2, one[1], little);
    }
    at += typeof one === 'bigint' ? 8 : 4;
  }
  return bytes;
}

/** Bus flag, whether it has reset, regions and interrupt indexes. */
type Counts = readonly (readonly [regions: number, irqs: number])[];
type Device = readonly [by: string, flags: readonly number[], counts: Counts];

const devices: readonly Device[] = [
  [
    'pci',
    [2, 3],
    [
      [8, 3],
      [9, 4],
      [9, 5],
      [10, 5],
      [12, 5],
    ],
  ],
  [
    'platform',
    [4, 5],
    [
      [1, 0],
      [1, 1],
      [2, 1],
      [3, 4],
      [4, 2],
      [0, 1],
    ],
  ],
  [
    'amba',
    [8, 9],
    [
      [1, 0],
      [1, 1],
      [1, 2],
      [1, 9],
    ],
  ],
  [
    'ccw',
    [0x11],
    [
      [1, 1],
      [2, 1],
      [4, 2],
      [4, 3],
    ],
  ],
  [
    'ap',
    [0x21],
    [
      [0, 0],
      [0, 1],
      [0, 2],
    ],
  ],
  [
    'fsl-mc',
    [0x40, 0x41],
    [
      [1, 1],
      [2, 3],
      [3, 0],
      [1, 0],
    ],
  ],
  [
    'cdx',
    [0x101],
    [
      [1, 0],
      [2, 0],
      [3, 1],
    ],
  ],
];

function* deviceInfos(endian: Endian): Generator<Written> {
  const type = 'vfio_device_info';
  for (const [by, flagWords, counts] of devices) {
    for (const flags of flagWords) {
      for (const [regions, irqs] of counts) {
        for (const length of [16, 20, 24]) {
          yield { type, by: `${by}, ${length} bytes`, bytes: pack(endian, [length, flags, regions, irqs], length) };
        }
        for (const length of [32, 64, 84, 128]) {
          yield {
            type,
            by: `${by} in a buffer of ${length}`,
            bytes: pack(endian, [length, flags, regions, irqs], length),
          };
        }
      }
    }
  }
  const capped = [0x82, 0x83] as const;
  for (const flags of capped) {
    for (const size of [48, 128, 208]) {
      for (const length of [16, 20, 24]) {
        yield { type, by: `pci, ${length} bytes of ${size}`, bytes: pack(endian, [size, flags, 9, 5], length) };
      }
      for (const first of [20, 24]) {
        const head: Member[] = [size, flags, 9, 5, first, ...(first === 24 ? [0] : [])];
        const atomic: Member[] = [[5, 1], 0, 7, 0];
        yield { type, by: `pci with capabilities at ${first}`, bytes: pack(endian, [...head, ...atomic], size) };
      }
    }
  }
}

/** Offset of region n. */
const drivers: readonly (readonly [by: string, offset: (n: number) => bigint])[] = [
  ['pci, platform, amba, fsl-mc, cdx', (n) => BigInt(n) << 40n],
  ['ism', (n) => BigInt(n) << 48n],
  ['ccw', (n) => BigInt(n) << 10n],
  ['another program, by sizes', (n) => BigInt(n) * 0x8000n],
  ['another program, by pages', (n) => BigInt(n + 1) * 0x1000n],
  ['another program, far', (n) => BigInt(n) << 32n],
];

function* regionInfos(endian: Endian): Generator<Written> {
  const type = 'vfio_region_info';
  for (const [driver, offset] of drivers) {
    for (let index = 0; index < 10; index++) {
      const write = (flags: number, cap: number, size: bigint, more: readonly Member[], argsz: number): Uint8Array =>
        pack(endian, [argsz, flags, index, cap, size, offset(index), ...more], 32);
      const by = `${driver}, region ${index}`;
      if (!driver.startsWith('another')) yield { type, by: `${by}, absent`, bytes: write(0, 0, 0n, [], 32) };
      for (const size of [0x80n, 0x100n, 0x1000n, 0x4000n, 0x100_0000n, 0x4_0000_0000n]) {
        for (const flags of [1, 3, 5, 7]) yield { type, by, bytes: write(flags, 0, size, [], 32) };
      }
      yield { type, by: `${by}, buffer too small`, bytes: write(0xf, 0, 0x4000n, [], 40) };
      yield { type, by: `${by}, MSI-X mappable`, bytes: write(0xf, 32, 0x4000n, [[3, 1], 0], 40) };
      yield { type, by: `${by}, of a type`, bytes: write(0x9, 32, 0x2000n, [[2, 1], 0, 0x80008086, 1], 48) };
      const areas: Member[] = [[1, 1], 0, 1, 0, 0x2000n, 0x1000n];
      yield { type, by: `${by}, sparse`, bytes: write(0xf, 32, 0x4000n, areas, 64) };
    }
  }
  yield { type, by: 'ism, region 0', bytes: pack(endian, [32, 3, 0, 0, 1n << 48n, 0n]) };
}

function* irqInfos(endian: Endian): Generator<Written> {
  const type = 'vfio_irq_info';
  const write = (by: string, flags: number, index: number, count: number): Written => ({
    type,
    by,
    bytes: pack(endian, [16, flags, index, count]),
  });
  for (const count of [0, 1]) yield write('pci INTx', 7, 0, count);
  for (const count of [0, 1, 2, 4, 8, 16, 32]) yield write('pci MSI', 9, 1, count);
  for (const count of [0, 1, 2, 3, 9, 64, 66, 128, 1024, 2048]) {
    yield write('pci MSI-X', 9, 2, count);
    yield write('pci MSI-X that can be resized', 1, 2, count);
  }
  for (const index of [3, 4]) for (const count of [0, 1]) yield write('pci error, request', 9, index, count);
  for (const index of [0, 1, 2]) yield write('ccw', 1, index, 1);
  for (const index of [0, 1]) yield write('ap', 1, index, 1);
  for (let index = 0; index < 9; index++) for (const flags of [1, 7]) yield write('platform, amba', flags, index, 1);
  for (let index = 0; index < 4; index++) yield write('fsl-mc', 1, index, 1);
  for (const count of [1, 8, 64]) yield write('cdx', 9, 0, count);
  for (let index = 0; index < 5; index++) yield write('another program', 1, index, 1);
}

const pageSizes = [
  0x1000n,
  0x1000n | 0x20_0000n | 0x4000_0000n,
  0xffff_ffff_ffff_f000n,
  0x1_0000n,
  0xffff_ffff_ffff_0000n,
];

function* containerInfos(endian: Endian): Generator<Written> {
  const type = 'vfio_iommu_type1_info';
  for (const pages of pageSizes) {
    for (const length of [16, 20, 24, 32, 64]) {
      yield { type, by: `type1, ${length} bytes`, bytes: pack(endian, [length, 1, pages], length) };
      yield { type, by: `type1, ${length} bytes of 112`, bytes: pack(endian, [112, 3, pages], Math.min(length, 24)) };
    }
    for (const first of [20, 24]) {
      const head: Member[] = [112, 3, pages, first, ...(first === 24 ? [0] : [])];
      const ranges: Member[] = [[1, 1], 0, 1, 0, 0x1_0000_0000n, 0x1_2fff_ffffn];
      yield { type, by: `type1 with ranges at ${first}`, bytes: pack(endian, [...head, ...ranges], 112) };
      const avail: Member[] = [[3, 1], 0, 65535];
      yield { type, by: `type1 with a limit at ${first}`, bytes: pack(endian, [...head, ...avail], 112) };
    }
  }
  for (const start of [0, 0x800_0000, 0x4000_0000]) {
    for (const size of [0x1000_0000, 0x4000_0000, 0x8000_0000]) {
      const spapr = 'vfio_iommu_spapr_tce_info';
      yield { type: spapr, by: 'spapr, 16 bytes', bytes: pack(endian, [16, 0, start, size]) };
      yield { type: spapr, by: 'spapr', bytes: pack(endian, [32, 0, start, size], 32) };
      yield { type: spapr, by: 'spapr, dynamic windows', bytes: pack(endian, [32, 1, start, size, 0x1011000n, 2, 5]) };
    }
  }
  for (const flags of [0, 1, 2, 3]) {
    yield { type: 'vfio_group_status', by: 'group', bytes: pack(endian, [8, flags]) };
  }
}

const pointers = [0n, 0x3ff_8000_1230n, 0x2aa_0000_2348n, 0x7fff_1234_5670n, 0x7f00_1000n, 0x10_0000n];

function* iommufdInfos(endian: Endian): Generator<Written> {
  for (const id of [1, 2, 3, 7]) {
    for (const pointer of pointers) {
      for (const count of pointer === 0n ? [0, 1, 3] : [1, 2, 3, 8]) {
        for (const alignment of [1n, 0x1000n, 0x1_0000n]) {
          const bytes = pack(endian, [32, id, count, 0, pointer, alignment]);
          yield { type: 'iommu_ioas_iova_ranges', by: 'iommufd ranges', bytes };
        }
      }
      for (const length of pointer === 0n ? [0] : [16, 64]) {
        for (const capabilities of [0n, 1n, 8n, 0xfn]) {
          const bytes = pack(endian, [40, 0, id, length, pointer, length === 0 ? 0 : 2, 0, capabilities]);
          yield { type: 'iommu_hw_info', by: 'iommufd hardware', bytes };
        }
      }
    }
  }
}

function* hotResets(endian: Endian): Generator<Written> {
  const type = 'vfio_pci_hot_reset_info';
  for (const flags of [0, 1, 3]) {
    for (const count of [1, 2, 3, 4, 9]) {
      for (const group of [0, 1, 12]) {
        const each = Array.from({ length: count }, (_, n): Member[] => [
          flags === 0 ? group : n,
          [group, n << 3],
        ]).flat();
        yield { type, by: `hot reset of ${count}`, bytes: pack(endian, [12 + 8 * count, flags, count, ...each]) };
      }
    }
  }
}

/** All of them in both byte orders. */
export function* writtenBlocks(): Generator<Written & { readonly endian: Endian }> {
  for (const endian of ['big', 'little'] as const) {
    for (const write of [deviceInfos, regionInfos, irqInfos, containerInfos, iommufdInfos, hotResets]) {
      for (const block of write(endian)) yield { ...block, endian };
    }
  }
}
