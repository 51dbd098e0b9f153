import type { ExposureRow, Interface } from '../../model/interface.js';
import { zpciErrorV18Audit } from '../audit-notes-features.js';
import { proposed } from './sources.js';

const struct = 'zpci_ccdf_err';
const user = 'vfio_device_feature_zpci_err@zpci-error-v18';

const assigned = (field: string, why: string): ExposureRow => ({
  struct,
  field,
  class: 'exposed',
  to: [{ field: `${user}.${field}`, rule: { kind: 'same' } }],
  why,
  source: proposed,
});

const kept = (field: string): ExposureRow => ({ struct, field, class: 'hidden', why: '@reserved', source: proposed });

/** Each member is assigned; what is reserved in the user's struct is its own. */
export const zpciErrorV18View = {
  name: 'zpci-error-v18',
  view: 'vfio',
  title: 'error events of a function as a struct (proposed 2026-06-03; merged as opaque bytes)',
  besideFields: false,
  version: '2026-06-03',
  versions: ['2026-06-03'],
  firmware: ['zpci_ccdf_err'],
  reasons: {
    named:
      'The kernel has a name for it; what its values mean is not public. Recovery in userspace may need it, so it has a member of the same name.',
    reserved: 'Reserved by firmware. The member of that name in the struct of the user is not assigned from it.',
  },
  rows: [
    kept('reserved1'),
    assigned(
      'fh',
      'Tells which state of the function the event is about: its handle changes when it is enabled. The base capability shows the same handle; a guest knows it only when its function is interpreted.',
    ),
    {
      ...assigned(
        'fid',
        'The id of the host, which the capabilities keep back: a hypervisor has to put the id of its guest there.',
      ),
      leak: true,
    },
    assigned('ett', '@named'),
    assigned('mvn', '@named'),
    assigned('dmaas', '@named'),
    kept('reserved2'),
    assigned('q', '@named'),
    assigned('rw', '@named'),
    assigned(
      'faddr',
      'The address at which it failed. A guest whose mappings are one to one finds an address of its own in it.',
    ),
    kept('reserved3'),
    kept('reserved4'),
    assigned('pec', 'Says what happened, and whether recovery is worth an attempt: 0x3b and 0x40 are permanent.'),
  ],
  audit: zpciErrorV18Audit,
} as const satisfies Interface;
