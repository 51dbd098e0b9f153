import type { ExposureRow, Interface } from '../../model/interface.js';
import { zpciErrorAudit } from '../audit-notes-features.js';
import { merged } from './sources.js';

const struct = 'zpci_ccdf_err';
const to = [{ field: 'vfio_device_feature_zpci_err.data', rule: { kind: 'same' } }] as const;

const copied = (field: string, why: string): ExposureRow => ({
  struct,
  field,
  class: 'exposed',
  to,
  why,
  source: merged,
});

/** The bytes are those of firmware, so the reserved ones come along. */
export const zpciError73 = {
  name: 'zpci-error-7.3',
  view: 'vfio',
  title: 'error events of a function by VFIO_DEVICE_FEATURE_ZPCI_ERROR, as opaque bytes',
  besideFields: false,
  version: '7.3',
  versions: ['7.3'],
  firmware: ['zpci_ccdf_err'],
  reasons: {
    named:
      'The kernel has a name for it; what its values mean is not public. Recovery in userspace may need it, so it is passed on as it came.',
    reserved: 'Reserved by firmware, and copied with the rest: the kernel hands out the whole event.',
  },
  rows: [
    copied('reserved1', '@reserved'),
    {
      ...copied(
        'fh',
        'Tells which state of the function the event is about: its handle changes when it is enabled. The base capability shows the same handle; a guest knows it only when its function is interpreted.',
      ),
    },
    {
      ...copied(
        'fid',
        'Comes along because the whole event is copied. It is the id of the host, which the capabilities keep back: a hypervisor has to put the id of its guest there.',
      ),
      leak: true,
    },
    copied('ett', '@named'),
    copied('mvn', '@named'),
    copied('dmaas', '@named'),
    copied('reserved2', '@reserved'),
    copied('q', '@named'),
    copied('rw', '@named'),
    copied(
      'faddr',
      'The address at which it failed. A guest whose mappings are one to one finds an address of its own in it.',
    ),
    copied('reserved3', '@reserved'),
    copied('reserved4', '@reserved'),
    copied('pec', 'Says what happened, and whether recovery is worth an attempt: 0x3b and 0x40 are permanent.'),
  ],
  audit: zpciErrorAudit,
} as const satisfies Interface;
