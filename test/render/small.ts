/** One small result with everything in it: exposures, runs of equal, absent and cut fields, a gap, a finding. */
import { block, field, gap, missing, result, shown, struct } from './results.js';

const pfgid = field('pfgid', {
  byteOffset: 2,
  bitLength: 8,
  raw: '05',
  value: 5,
  exposure: {
    'vfio-zdev': shown('vfio_device_info_cap_zpci_base.gid', 'same'),
    qemu: { class: 'virtualized', to: 'clp_rsp_query_pci.pfgid', rule: 'made up', why: 'QEMU has groups of its own.' },
  },
});

const fmbLen = field('fmb_len', {
  byteOffset: 4,
  bitLength: 8,
  raw: '10',
  value: 16,
  label: '64 bytes',
  exposure: {
    'vfio-zdev': shown('vfio_device_info_cap_zpci_base.fmb_length', 'times 4'),
    qemu: { class: 'hidden', why: 'No measurement block.' },
  },
});

const bar = (i: number, raw: string, value: number, label: string) =>
  field(`bar_size[${i}]`, { byteOffset: 5 + i, bitLength: 8, raw, value, label });

export const small = result(
  block(
    [
      struct(
        'clp_rsp_query_pci',
        [
          field('hdr.len', { bitLength: 16, raw: '00c0', value: 192, label: '192 bytes' }),
          pfgid,
          field('reserved1', { kind: 'reserved', byteOffset: 3, bitLength: 8, raw: '00' }),
          fmbLen,
          bar(0, '0c', 12, '4 KiB'),
          bar(1, '00', 0, 'not implemented'),
          bar(2, '00', 0, 'not implemented'),
          field('sdma', { byteOffset: 8, bitLength: 64, raw: '0000000100000000', value: '0x0000000100000000' }),
          missing('tid', 'truncated', 16),
          missing('uid', 'truncated', 20),
          missing('mio.valid', 'absent', 24),
        ],
        { byteOffset: 32, byteLength: 16 },
      ),
      gap(48, '0102'),
    ],
    {
      source: 'fn.bin',
      sourceOffset: 64,
      length: 50,
      issues: [
        {
          code: 'TRUNCATED',
          severity: 'warning',
          path: 'clp_rsp_query_pci.tid',
          byteOffset: 48,
          message: '16 of 32 bytes: the block ends at 0x32',
        },
      ],
    },
  ),
);
