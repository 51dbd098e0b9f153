import type { Interface } from '../../model/interface.js';
import { zdevRegionV3Audit } from '../audit-notes.js';
import { commonFnRows } from './common-fn.js';
import { commonGrpRows } from './common-grp.js';
import { commonListRows } from './list.js';
import { queryFnRows } from './query-fn.js';
import { queryGrpRows } from './query-grp.js';
import { regionReasons } from './reasons.js';
import { fill } from './sources.js';

export const zdevRegionV3 = {
  name: 'zdev-region-2019-v3',
  view: 'vfio',
  title: 'device region with zPCI facts (proposed 2019-05-23, never merged)',
  besideFields: false,
  version: '2019-05-23',
  versions: ['2019-05-23'],
  reasons: { ...regionReasons, unassigned: 'Declared, but no line of the proposal assigns it.' },
  rows: [...queryFnRows, ...commonFnRows(fill), ...queryGrpRows, ...commonGrpRows(fill), ...commonListRows(fill)],
  audit: zdevRegionV3Audit,
} as const satisfies Interface;
