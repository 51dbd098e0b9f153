import type { Interface } from '../../model/interface.js';
import { rfcV2Audit } from '../audit-notes.js';
import { listRows } from './list.js';
import { queryFnAdapterRows } from './query-fn-adapter.js';
import { queryFnHeadRows } from './query-fn-head.js';
import { queryFnTailRows } from './query-fn-tail.js';
import { queryGrpHeadRows } from './query-grp-head.js';
import { queryGrpTailRows } from './query-grp-tail.js';

/** Where a field is hidden and yet has a place, the raw copy carries it under another name or in a reserved run. */
export const rfcV2 = {
  name: 'rfc-2019-v2',
  view: 'vfio',
  title: 'VFIO_IOMMU_GET_INFO with structs laid over the answers of firmware (proposed 2019-05-17, never merged)',
  besideFields: false,
  version: '2019-05-17',
  versions: ['2019-05-17'],
  reasons: {
    'ignored-length':
      'Declared as ignored: a reader finds the end of the capability by the chain and has no use for the length of a CLP answer. The copy carries it.',
    'ignored-code':
      'Declared as ignored. It is always 0x0010: with any other answer of firmware the whole ioctl fails with EIO.',
    'call-format':
      'Handed on as the format of the structure. It belongs to the call, for which Linux uses format 0 only, and says nothing of the function or its group.',
    'copied-reserved':
      'Reserved by firmware and copied nevertheless, because the struct is laid over the whole answer. What firmware puts there tomorrow is handed out tomorrow.',
    'flag-byte':
      'The proposal declares byte 18 as the presence of the utility string. It lies over all the flags of firmware, so this bit comes along under that name.',
    'behind-struct':
      'Behind the 192 bytes that the proposal declares. A kernel that knows MIO copies 384 bytes, so the rest of the answer, MIO addresses and all, follows the struct without a name.',
    'no-list': 'Firmware is asked about one function and its group; no list is made for this ioctl.',
    'config-space': 'In the configuration space of the function, which userspace reads as VFIO region 7.',
  },
  rows: [
    ...queryFnHeadRows,
    ...queryFnAdapterRows,
    ...queryFnTailRows,
    ...queryGrpHeadRows,
    ...queryGrpTailRows,
    ...listRows,
  ],
  audit: rfcV2Audit,
} as const satisfies Interface;
