import type { Interface } from '../../model/interface.js';
import { qemuAudit } from '../audit-notes.js';
import { hazards } from './hazards.js';
import { listRows } from './list.js';
import { adapterRows } from './query-fn/adapter.js';
import { dmaRows } from './query-fn/dma.js';
import { headRows as fnHeadRows } from './query-fn/head.js';
import { identityRows } from './query-fn/identity.js';
import { tailRows } from './query-fn/tail.js';
import { headRows as grpHeadRows } from './query-grp/head.js';
import { valueRows } from './query-grp/values.js';

/** Rows describe an intercepted vfio-pci function in a simulated group; variants say what else there is. */
export const qemu = {
  name: 'qemu',
  view: 'guest',
  title: "QEMU's answers to the CLP instructions of its guest",
  besideFields: true,
  version: '11.1',
  versions: [
    '5.1',
    '5.2',
    '6.0',
    '7.0',
    '7.2',
    '8.0',
    '8.1.3',
    '8.2',
    '9.2',
    '10.0',
    '10.0.9',
    '10.1',
    '10.2',
    '10.2.2',
    '11.0',
    '11.1',
  ],
  interpretedSince: '7.2',
  hazards,
  modeClues: {
    group: {
      guest: 'clp_rsp_query_pci.pfgid',
      user: 'vfio_device_info_cap_zpci_base.gid',
      firmware: 'clp_rsp_query_pci.pfgid',
      below: 0xf0,
    },
    handle: {
      guest: 'clp_rsp_list_pci.fh_list[].fh',
      user: 'vfio_device_info_cap_zpci_base.fh',
      enable: 0x8000_0000,
      mask: 0x00ff0000,
      emulated: 0x00020000,
      intercept: 0x00010000,
    },
    container: { user: 'vfio_iommu_type1_info_dma_avail.avail', iommufd: 0xffff_ffff },
    defaultGroup: {
      capability: 'vfio_device_info_cap_zpci_group',
      host: 'vfio_device_info_cap_zpci_base.gid',
      firmware: 'clp_rsp_query_pci.pfgid',
      guest: 'clp_rsp_query_pci.pfgid',
      id: 0xff,
      from: 0xf0,
      earlier: [
        { before: '7.0', id: 0x20, from: 0x20, to: 0x20 },
        { before: '7.2', id: 0xff, from: 0xff, to: 0xff },
      ],
    },
  },
  reasons: {
    'requested-length':
      'QEMU never corrects the length of a query answer: it stays what the guest asked for, shorter or longer than the struct.',
    'header-kept': 'A query writes only the response code of the header; the rest is what the guest had in its buffer.',
    'list-header':
      'LIST PCI is the one command whose header QEMU fills in as a whole: format and reserved words become 0.',
    'reserved-kept': 'Not written: the guest finds its own bytes again, 0 if it cleared the buffer.',
    'behind-192': "Behind the 192 bytes of QEMU's struct, which has no MIO area; whatever the guest had there stays.",
    'no-capability':
      'VFIO has no capability for it, and QEMU does not write the byte: the guest sees 0 if it cleared the buffer.',
    'config-ids': 'Read from the configuration space, which vfio-pci passes on: the guest chooses its driver by it.',
    'model-ids': 'An id of the device model; no real function has lent it.',
    'not-yet': 'Up to 5.1 QEMU reads no capability and does not write the field at all.',
    lost: 'Lost when 5.2 mended the byte order of the answer: QEMU has the value but does not write it to the guest. Restored in 6.0.',
    fixed: 'Up to 5.1 QEMU reads no capability: a vfio function gets the same fixed value as an emulated one.',
    emulated: 'There is no capability to read for an emulated function; its default stays.',
    'one-group': 'Up to 5.1 there is one set of fixed values for every group and every kind of function.',
    'bar-little':
      'The BAR register of the configuration space that the guest sees, stored little-endian as the architecture asks and as Linux declares it: since 10.0.9 on the stable branch, 10.2.2 and 11.0.',
    'bar-big':
      'The BAR register of the configuration space that the guest sees, but stored big-endian: Linux reads 0x0000000c as 0x0c000000 and misses the flags for the window of its host bridge.',
    'default-group':
      "A constant of QEMU's default group: emulated functions are in it, and those for which no group of their own can be made. Up to 6.2 a host group 0x20 ends there too, 0xff in 7.0 and 7.1: QEMU finds its own group under that id. Since 7.2 every host group from 0xf0 up does.",
  },
  rows: [
    ...fnHeadRows,
    ...identityRows,
    ...adapterRows,
    ...dmaRows,
    ...tailRows,
    ...grpHeadRows,
    ...valueRows,
    ...listRows,
  ],
  audit: qemuAudit,
} as const satisfies Interface;
