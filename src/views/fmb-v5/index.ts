import type { ExposureRow, Interface } from '../../model/interface.js';
import { fmbV5Audit } from '../audit-notes-features.js';

const copied = (field: string, why: string): ExposureRow => ({
  struct: 'zpci_fmb',
  field,
  class: 'exposed',
  to: [{ field: 'vfio_device_feature_zpci_fmb_read@fmb-v5.data', rule: { kind: 'same' } }],
  why,
  source: {
    file: 'drivers/vfio/pci/vfio_pci_zdev.c',
    symbol: 'vfio_pci_zdev_feature_fmb_read',
    version: 'proposal v5 4/4 of 2026-06-26',
  },
});

/** As many bytes as fmb_length of the base capability says are copied, whatever the format. */
export const fmbV5 = {
  name: 'fmb-v5',
  view: 'vfio',
  title: 'measurement block of a function as opaque bytes (proposed 2026-06-26)',
  besideFields: false,
  version: '2026-06-26',
  versions: ['2026-06-26'],
  firmware: ['zpci_fmb'],
  reasons: {
    counter: 'Counted by firmware for the function; whoever has the function may know what it does.',
    'of-format': 'There in blocks of its format only: the first byte says which members these bytes are.',
  },
  rows: [
    copied('format', 'Says what the counters behind byte 48 are. The formats are in no header for userspace.'),
    copied('fmt_ind', 'Says for format 0 whether the DMA counters are valid.'),
    copied('samples', '@counter'),
    {
      ...copied('last_update', 'The clock of the host when firmware wrote the block.'),
      unsure: 'What a guest whose clock differs from that of the host can make of it was not said.',
    },
    copied('ld_ops', '@counter'),
    copied('st_ops', '@counter'),
    copied('stb_ops', '@counter'),
    copied('rpcit_ops', '@counter'),
    copied('fmt0.dma_rbytes', '@of-format'),
    copied('fmt0.dma_wbytes', '@of-format'),
    copied('fmt1.rx_bytes', '@of-format'),
    copied('fmt1.rx_packets', '@of-format'),
    copied('fmt1.tx_bytes', '@of-format'),
    copied('fmt1.tx_packets', '@of-format'),
    copied('fmt2.consumed_work_units', '@of-format'),
    copied('fmt2.max_work_units', '@of-format'),
    copied('fmt3.tx_bytes', '@of-format'),
  ],
  audit: fmbV5Audit,
} as const satisfies Interface;
