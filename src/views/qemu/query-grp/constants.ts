import type { Target } from '../../../model/interface.js';

const struct = 'clp_rsp_query_pci_grp';

const kernelStores =
  "QEMU writes an intercepted store 8 bytes at a time from a buffer of 128, so firmware's own limit does not apply";

/** The values of the default group; up to 5.1, of the only one. */
export const constant = {
  noi: [{ field: `${struct}.noi`, rule: { kind: 'constant', value: 128, promise: true } }],
  version: [{ field: `${struct}.version`, rule: { kind: 'constant', value: 0 } }],
  rtr: [{ field: `${struct}.rtr`, rule: { kind: 'constant', value: 0 } }],
  refresh: [
    {
      field: `${struct}.refresh`,
      rule: { kind: 'constant', value: 1, over: 'a guest that refreshes more often than it must is safe' },
    },
  ],
  maxstbl: [{ field: `${struct}.maxstbl`, rule: { kind: 'constant', value: 128, over: kernelStores } }],
  mui: [{ field: `${struct}.mui`, rule: { kind: 'constant', value: 4000 } }],
  dasm: [{ field: `${struct}.dasm`, rule: { kind: 'constant', value: 0 } }],
  msia: [{ field: `${struct}.msia`, rule: { kind: 'constant', value: 0xfe00_0000_0000_0000n } }],
} as const satisfies Record<string, readonly Target[]>;
