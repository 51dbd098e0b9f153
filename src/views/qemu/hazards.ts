import type { Hazard } from '../../model/interface.js';

/** What QEMU does with what a newer Linux offers. Inferred from the code of both; no machine was seen doing it. */
export const hazards = [
  {
    id: 'ERROR_INTERRUPT',
    user: { field: 'vfio_device_info_cap_zpci_base.header.version', atLeast: 3 },
    upTo: '11.1',
    message:
      'the host has an error interrupt for this function (BASE version 3, Linux 7.3), and QEMU up to 11.1 takes it for a PCIe error (AER): any zPCI error event stops the guest (inferred from the code of both, not seen)',
    help: 'Older kernels recovered from such an error or ignored it. Keep Linux before 7.3 on the host, or use a QEMU that knows version 3 of the capability: none up to 11.1 does.',
    source: {
      file: 'drivers/vfio/pci/vfio_pci_core.c, hw/vfio/pci.c',
      symbol: 'vfio_pci_get_irq_count, vfio_err_notifier_handler',
      version: 'Linux 7.3.4 and QEMU 11.0.3',
    },
  },
] as const satisfies readonly Hazard[];
