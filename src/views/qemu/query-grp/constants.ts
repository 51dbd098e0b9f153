import type { Target } from '../../../model/interface.js';

const struct = 'clp_rsp_query_pci_grp';

/** The values of the default group; up to 5.1, of the only one. */
export const constant = {
  noi: [{ field: `${struct}.noi`, rule: { kind: 'constant', value: 128 } }],
  version: [{ field: `${struct}.version`, rule: { kind: 'constant', value: 0 } }],
  rtr: [{ field: `${struct}.rtr`, rule: { kind: 'constant', value: 0 } }],
  refresh: [{ field: `${struct}.refresh`, rule: { kind: 'constant', value: 1 } }],
  maxstbl: [{ field: `${struct}.maxstbl`, rule: { kind: 'constant', value: 128 } }],
  mui: [{ field: `${struct}.mui`, rule: { kind: 'constant', value: 4000 } }],
  dasm: [{ field: `${struct}.dasm`, rule: { kind: 'constant', value: 0 } }],
  msia: [{ field: `${struct}.msia`, rule: { kind: 'constant', value: 0xfe00_0000_0000_0000 } }],
} as const satisfies Record<string, readonly Target[]>;
