import type { Codes } from '../../model/layout.js';

const pciClp = 'arch/s390/include/asm/pci_clp.h';

export const clpCommand = {
  tag: 'clp-command',
  what: 'CLP command',
  digits: 4,
  showNames: true,
  source: { file: pciClp, symbol: 'CLP_LIST_PCI and others', version: 'Linux 7.2.13' },
  entries: [
    {
      value: 0x0001,
      name: 'CLP_SLPC',
      text: 'store logical-processor characteristics',
      source: { file: 'arch/s390/include/asm/clp.h', symbol: 'CLP_SLPC', version: 'Linux 7.2.13' },
      help: 'QEMU does not answer it',
    },
    { value: 0x0002, name: 'CLP_LIST_PCI', text: 'list PCI functions' },
    { value: 0x0003, name: 'CLP_QUERY_PCI_FN', text: 'query PCI function' },
    { value: 0x0004, name: 'CLP_QUERY_PCI_FNGRP', text: 'query PCI function group' },
    { value: 0x0005, name: 'CLP_SET_PCI_FN', text: 'set PCI function', help: 'not available through /dev/clp' },
  ],
} as const satisfies Codes;

export const clpLps = {
  tag: 'clp-lps',
  what: 'logical processor set',
  digits: 1,
  source: { file: 'arch/s390/include/asm/clp.h', symbol: 'CLP_LPS_*', version: 'Linux 7.2.13' },
  entries: [
    { value: 0, name: 'CLP_LPS_BASE', text: 'base' },
    { value: 2, name: 'CLP_LPS_PCI', text: 'PCI' },
  ],
} as const satisfies Codes;

export const clpSetOperation = {
  tag: 'clp-set-operation',
  what: 'SET PCI operation',
  digits: 2,
  showNames: true,
  source: { file: pciClp, symbol: 'CLP_SET_*', version: 'Linux 7.2.13' },
  entries: [
    { value: 0, name: 'CLP_SET_ENABLE_PCI_FN', text: 'enable' },
    { value: 1, name: 'CLP_SET_DISABLE_PCI_FN', text: 'disable' },
    { value: 2, name: 'CLP_SET_ENABLE_MIO', text: 'enable MIO', help: 'QEMU answers 0x0102' },
    { value: 3, name: 'CLP_SET_DISABLE_MIO', text: 'disable MIO', help: 'QEMU answers 0x0102' },
  ],
} as const satisfies Codes;

export const zpciFnState = {
  tag: 'zpci-fn-state',
  what: 'configuration state',
  digits: 1,
  source: { file: 'arch/s390/include/asm/pci.h', symbol: 'enum zpci_state', version: 'Linux 7.2.13' },
  entries: [
    { value: 0, name: 'ZPCI_FN_STATE_STANDBY', text: 'standby' },
    { value: 1, name: 'ZPCI_FN_STATE_CONFIGURED', text: 'configured' },
    {
      value: 2,
      name: 'ZPCI_FN_STATE_RESERVED',
      text: 'reserved',
      help: 'never in a list: Linux says this of a function id that the list does not hold',
    },
  ],
} as const satisfies Codes;

export const pft = {
  tag: 'pft',
  what: 'PFT',
  digits: 2,
  source: {
    file: 'Documentation/arch/s390/pci.rst',
    symbol: 'pft',
    version: 'Linux 7.2 (names); s390-tools c6649588, ZPCI_PFT_* (C names)',
  },
  entries: [
    { value: 0x00, name: 'ZPCI_PFT_UNCLASSIFIED', text: 'UNC: Unclassified' },
    { value: 0x02, name: 'ZPCI_PFT_ROCE_EXPRESS', text: 'ROCE: RoCE Express' },
    {
      value: 0x05,
      name: 'PCI_FUNC_TYPE_ISM',
      text: 'ISM: Internal Shared Memory',
      source: { file: pciClp, symbol: 'PCI_FUNC_TYPE_ISM', version: 'Linux 6.12.107' },
      help: 'QEMU 10.0 and later forces relaxed translation off for it',
    },
    { value: 0x0a, name: 'ZPCI_PFT_ROCE_EXPRESS2', text: 'ROC2: RoCE Express 2' },
    { value: 0x0b, name: 'ZPCI_PFT_NVME', text: 'NVMe' },
    { value: 0x0c, name: 'ZPCI_PFT_NETH', text: 'NETH: Network Express hybrid' },
    { value: 0x0d, name: 'ZPCI_PFT_CNW', text: 'CNW: Cloud Network Adapter' },
    { value: 0x0f, name: 'ZPCI_PFT_NETD', text: 'NETD: Network Express direct' },
  ],
} as const satisfies Codes;

export const pciVersion = {
  tag: 'pci-version',
  what: 'PCI version',
  digits: 2,
  source: { file: 'arch/s390/pci/pci_clp.c', symbol: 'clp_store_query_pci_fngrp', version: 'Linux 7.2.13' },
  entries: [
    {
      value: 0,
      text: 'none, the answer for emulated functions',
      source: { file: 'hw/s390x/s390-pci-bus.c', symbol: 's390_pci_init_default_group', version: 'QEMU 10.0.13' },
    },
    { value: 1, text: 'bus speed 5.0 GT/s in Linux' },
  ],
} as const satisfies Codes;
