import type { Source } from '../../model/layout.js';

const qemu = (file: string, symbol: string, version = 'QEMU 11.0.3'): Source => ({ file, symbol, version });

const inst = 'hw/s390x/s390-pci-inst.c';
const bus = 'hw/s390x/s390-pci-bus.c';
const vfio = 'hw/s390x/s390-pci-vfio.c';

/** Writes the answers to QUERY PCI FUNCTION and QUERY PCI FUNCTION GROUP, and the lengths of every command. */
export const answer = qemu(inst, 'clp_service_call');
/** Writes the answer to LIST PCI. */
export const list = qemu(inst, 'list_pci');

/** Values of a function before any capability is read. */
export const functionDefaults = qemu(bus, 'set_pbdev_info');
/** Values of the default group. */
export const groupDefaults = qemu(bus, 's390_pci_init_default_group');
/** Makes the handle of a function. */
export const plug = qemu(bus, 's390_pcihost_plug');
/** Takes over the handle of the host. */
export const interpPlug = qemu(bus, 's390_pci_interp_plug');
/** Takes the identifiers from `-device zpci`, or makes them. */
export const identifiers = qemu(bus, 's390_pci_device_realize');

/** Read the capabilities. */
export const readBase = qemu(vfio, 's390_pci_read_base');
export const readGroup = qemu(vfio, 's390_pci_read_group');
export const readUtil = qemu(vfio, 's390_pci_read_util');
export const readPfip = qemu(vfio, 's390_pci_read_pfip');
/** Reads the DMA limit of the container. */
export const dmaCount = qemu(vfio, 's390_pci_start_dma_count');

/** The same places in older versions. */
export const fixedFunction = qemu(inst, 'clp_service_call', 'QEMU 5.1, as replaced by 9670ee752727');
export const fixedGroup = qemu(inst, 'clp_service_call', 'QEMU 5.1, as replaced by 28dc86a07299');
export const lostFields = qemu(inst, 'clp_service_call', 'QEMU 5.2 (a4e2fff1b104; repaired by 403af209db8c)');
export const beforeDtsm = qemu(inst, 'clp_service_call', 'QEMU 6.2, before ac6aa30ac47b');
export const earlyGroupId = qemu(
  'include/hw/s390x/s390-pci-bus.h',
  'ZPCI_DEFAULT_FN_GRP',
  'QEMU 6.2, before b2892a2b9d45',
);
export const earlyReadGroup = qemu(vfio, 's390_pci_read_group', 'QEMU 5.2.0 and 6.2.0');
export const unclamped = qemu(vfio, 's390_pci_read_base', 'QEMU 7.2.22');
export const clampedAlways = qemu(vfio, 's390_pci_read_base', 'QEMU 9.2.1');
export const clampedBlindly = qemu(
  vfio,
  's390_pci_read_base',
  'QEMU 8.0 (df202e3ff3; repaired in 8.2 by 8011b508cfdd, in 8.1.3 by 25f55508fc)',
);
export const bigEndianBars = qemu(inst, 'clp_service_call', 'QEMU 9.2.1 and 10.0.2');
export const stableBars = qemu(inst, 'clp_service_call', 'QEMU 10.0.13 (10.0.9, after 00ebc44514a6)');
export const unseenBars = qemu(inst, 'clp_service_call', 'QEMU 10.1.0');
export const lateBigEndianBars = qemu(inst, 'clp_service_call', 'QEMU 10.2.1');
export const beforeRtr = qemu(vfio, 's390_pci_read_group', 'QEMU 9.2.1');
