/**
 * What a running guest can bear of other values of firmware's answers, as far as an interface shows them to guests.
 * What Linux does with them as a guest was read in 7.2.13.
 */
import type { Bears, Source } from '../../model/layout.js';

const linux = (file: string, symbol: string): Source => ({ file, symbol, version: 'Linux 7.2.13' });
const clp = 'arch/s390/pci/pci_clp.c';
const iommu = 'drivers/iommu/s390-iommu.c';
const sysfs = linux('arch/s390/pci/pci_sysfs.c', 'zpci_dev_attrs');
const query = linux(clp, 'clp_store_query_pci_fn');
const add = linux(clp, 'clp_add');
const domains = linux('arch/s390/pci/pci_bus.c', 'zpci_bus_create_pci_bus');
const paging = linux(iommu, 's390_domain_alloc_paging');

/** Facts of a function. */
export const fnBears = {
  vfn: {
    change: 'may-differ',
    why: 'Linux shows the number in sysfs and links virtual functions to their physical one by it; no driver computes with it.',
    source: sysfs,
  },
  util_str_avail: {
    change: 'may-grow',
    why: 'Without the string SMC finds no network for the function; one that comes is read when the function is found anew.',
    source: linux('arch/s390/net/pnet.c', 'pnet_ids_by_device'),
  },
  pfgid: {
    change: 'may-differ',
    why: 'The guest only asks for the values of the group by it; whether these changed is said by themselves.',
    source: query,
  },
  fid: {
    change: 'must-stay',
    why: 'The slot of the function has the id for its name, and network interfaces are called after the slot.',
    source: linux('drivers/pci/hotplug/s390_pci_hpc.c', 'zpci_init_slot'),
  },
  bar_size: {
    change: 'may-grow',
    why: 'The guest has mapped the BAR as large as it was; what lies behind a smaller one can no longer be reached.',
    source: linux('arch/s390/pci/pci.c', 'zpci_setup_bus_resources'),
  },
  bar: {
    change: 'may-differ',
    why: 'Linux takes the flags of a BAR from configuration space; this word only decides the kind of the window of the host bridge.',
    source: linux('arch/s390/pci/pci.c', 'zpci_setup_bus_resources'),
  },
  pchid: { change: 'may-differ', why: 'Shown to operators of the guest, who tell adapters by it.', source: sysfs },
  pfip: { change: 'may-differ', why: 'Shown to operators of the guest; nothing computes with it.', source: sysfs },
  sdma: {
    change: 'may-shrink',
    why: 'The guest has mapped from the start of the aperture on; what lies before a later start is refused.',
    source: paging,
  },
  edma: {
    change: 'may-grow',
    why: 'The guest has mapped up to the end of the aperture; what lies behind an earlier end is refused.',
    source: paging,
  },
  uid: {
    change: 'must-stay',
    why: 'It is the PCI domain of the function in the guest: addresses and the names of network interfaces are made of it.',
    source: domains,
  },
  util_str: {
    change: 'must-stay',
    why: 'SMC matches on its PNETIDs: with others it finds other networks, or none.',
    source: linux('arch/s390/net/pnet.c', 'pnet_ids_by_device'),
  },
} as const satisfies Readonly<Record<string, Bears>>;

const group = linux(clp, 'clp_store_query_pci_fngrp');

/** Facts of a group. */
export const grpBears = {
  noi: {
    change: 'may-grow',
    why: 'Drivers have asked for interrupts up to this number; those beyond a lower one are no longer delivered.',
    source: linux('arch/s390/pci/pci_irq.c', 'arch_setup_msi_irqs'),
  },
  version: {
    change: 'should-stay',
    why: 'Linux makes a bus speed of it that nobody is shown; nothing that a guest does depends on it.',
    source: group,
  },
  rtr: {
    change: 'may-grow',
    why: 'A guest that uses the function without translation tables cannot go on when it has to translate.',
    source: linux(iommu, 's390_iommu_probe_device'),
  },
  refresh: {
    change: 'may-shrink',
    why: 'A guest that was told that new entries need no refresh leaves it out; one that refreshes more than it must is safe.',
    source: linux(iommu, 's390_iommu_iotlb_sync_map'),
  },
  maxstbl: {
    change: 'may-grow',
    why: 'A store block that is longer than this ends in a specification exception.',
    source: { file: 'hw/s390x/s390-pci-inst.c', symbol: 'pcistb_service_call', version: 'QEMU 11.0.3' },
  },
  mui: {
    change: 'should-stay',
    why: 'Whoever reads the measurement block of the function takes its counters to be this old at most.',
    source: linux('arch/s390/pci/pci_debug.c', 'pci_perf_show'),
  },
  dtsm: {
    change: 'may-grow',
    why: 'The guest has built its translation tables in one of these formats.',
    source: paging,
  },
  dasm: {
    change: 'must-stay',
    why: 'The guest chose the addresses of its DMA under this mask.',
    source: group,
  },
  msia: {
    change: 'must-stay',
    why: 'The guest has programmed this address into the adapter: interrupts sent to it are lost when it is another.',
    source: linux('arch/s390/pci/pci_irq.c', 'arch_setup_msi_irqs'),
  },
} as const satisfies Readonly<Record<string, Bears>>;

/** Facts of the list and of its entries. */
export const listBears = {
  max_fn: { change: 'may-grow', why: 'No more functions than this can be in the list.', source: add },
  uid_checking: {
    change: 'must-stay',
    why: 'It decides whether the PCI domains of the guest are the uids of its functions or numbers in the order of finding.',
    source: domains,
  },
  device_id: { change: 'must-stay', why: 'The guest has chosen the driver by it.', source: add },
  vendor_id: { change: 'must-stay', why: 'The guest has chosen the driver by it.', source: add },
  config_state: {
    change: 'may-grow',
    why: 'A function that leaves the configured state is taken away from the guest.',
    source: add,
  },
  fid: fnBears.fid,
  fh: {
    change: 'host',
    byNature: 0xff00_0000,
    why: 'A handle is good until the function is disabled, reset or enabled again; whoever uses it asks for it anew.',
    source: linux('arch/s390/pci/pci.c', 'zpci_enable_device'),
  },
} as const satisfies Readonly<Record<string, Bears>>;
