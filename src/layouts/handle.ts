import type { Format } from '../model/layout.js';

/**
 * The bits of a function handle. Linux knows the enable bit only (`zdev_enabled` in
 * arch/s390/include/asm/pci.h); the other parts are QEMU's (`FH_MASK_*`, `FH_SHM_*` in
 * include/hw/s390x/s390-pci-bus.h) and mean nothing in a handle made by real firmware.
 */
export const handleFormat = {
  kind: 'parts',
  parts: [
    { mask: 0x80000000, name: 'enable', names: { 0: 'disabled', 1: 'enabled' } },
    { mask: 0x7f000000, name: 'instance' },
    { mask: 0x00ff0000, name: 'type', names: { 1: 'QEMU vfio', 2: 'QEMU emulated' } },
    { mask: 0x0000ffff, name: 'index' },
  ],
} as const satisfies Format;
