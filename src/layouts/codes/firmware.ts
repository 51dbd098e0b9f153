import type { Codes } from '../../model/layout.js';

const pciEvent = 'arch/s390/pci/pci_event.c';
const fmbError = 'an error event that concerns the measurement block: the kernel ignores it';
const failed = 'service action or error recovery failed: permanent failure, an operator has to intervene';

/** Any other code of an error event means an error state from which the kernel attempts to recover. */
export const zpciErrorEvent = {
  tag: 'zpci-error-event',
  what: 'PCI event code',
  digits: 4,
  source: { file: pciEvent, symbol: '__zpci_event_error', version: 'Linux 7.3.4' },
  otherwise: 'the function is in the error state: recovery is attempted',
  entries: [
    { value: 0x002a, text: fmbError },
    { value: 0x002b, text: fmbError },
    { value: 0x002c, text: fmbError },
    { value: 0x003b, text: failed },
    { value: 0x0040, text: failed },
  ],
} as const satisfies Codes;

export const zpciAvailabilityEvent = {
  tag: 'zpci-availability-event',
  what: 'PCI event code',
  digits: 4,
  source: {
    file: pciEvent,
    symbol: 'zpci_event_avail_new_device, zpci_event_avail_existing_device',
    version: 'Linux 7.3.4',
  },
  entries: [
    { value: 0x0301, text: 'reserved or standby -> configured' },
    { value: 0x0302, text: 'reserved -> standby' },
    { value: 0x0303, text: 'deconfiguration requested' },
    { value: 0x0304, text: 'configured -> standby or reserved' },
    {
      value: 0x0306,
      text: '0x0308 or 0x0302 for several functions: neither handle nor function id in it',
      source: { file: pciEvent, symbol: 'zpci_event_avail_any_device', version: 'Linux 7.3.4' },
    },
    { value: 0x0308, text: 'standby -> reserved' },
  ],
} as const satisfies Codes;

export const fmbFormat = {
  tag: 'fmb-format',
  what: 'format of the measurement block',
  digits: 2,
  source: { file: 'arch/s390/include/asm/pci.h', symbol: 'struct zpci_fmb', version: 'Linux 7.3.4' },
  entries: [
    { value: 0, text: 'bytes read and written by DMA' },
    { value: 1, text: 'bytes and packets, received and transmitted' },
    { value: 2, text: 'work units' },
    { value: 3, text: 'bytes transmitted' },
  ],
} as const satisfies Codes;
