import type { ExposureRow } from '../../model/interface.js';
import { copyFn } from './sources.js';

const struct = 'clp_rsp_query_pci';
const response = 'vfio_iommu_type1_info_pcifn@rfc-2019-v2.response';

export const queryFnAdapterRows = [
  {
    struct,
    field: 'pfip',
    class: 'hidden',
    to: [{ field: `${response}.reserved2`, rule: { kind: 'bits', low: 32, width: 32 } }],
    why: 'Not declared: reserved2 lies over it, and the path inside the machine is handed out in bytes that userspace is told to skip.',
    source: copyFn,
    leak: true,
  },
  {
    struct,
    field: 'fidparm',
    class: 'hidden',
    to: [{ field: `${response}.reserved2`, rule: { kind: 'bits', low: 24, width: 8 } }],
    why: 'Linux learned years later what byte 60 means. A raw copy hands out such a byte, in reserved2, before anybody has decided that it should.',
    source: copyFn,
    leak: true,
  },
  {
    struct,
    field: 'reserved3',
    class: 'hidden',
    to: [{ field: `${response}.reserved2`, rule: { kind: 'bits', low: 20, width: 4 } }],
    why: '@copied-reserved',
    source: copyFn,
  },
  {
    struct,
    field: 'port',
    class: 'hidden',
    to: [{ field: `${response}.reserved2`, rule: { kind: 'bits', low: 16, width: 4 } }],
    why: 'Linux learned of the port in 2020. It stands in reserved2 for whoever knows where to look.',
    source: copyFn,
    leak: true,
  },
  {
    struct,
    field: 'fmb_len',
    class: 'hidden',
    to: [{ field: `${response}.reserved2`, rule: { kind: 'bits', low: 8, width: 8 } }],
    why: 'Not declared, so the proposal cannot serve anybody who measures the function; the byte is in reserved2 all the same, in words of 4 bytes.',
    source: copyFn,
    leak: true,
  },
  {
    struct,
    field: 'pft',
    class: 'hidden',
    to: [{ field: `${response}.reserved2`, rule: { kind: 'bits', low: 0, width: 8 } }],
    why: 'Not declared, though userspace has to treat ISM functions in a way of their own; the last byte of reserved2 carries it.',
    source: copyFn,
    leak: true,
  },
] as const satisfies readonly ExposureRow[];
