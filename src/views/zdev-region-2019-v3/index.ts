import type { Interface } from '../../model/interface.js';
import { zdevRegionV3Audit } from '../audit-notes.js';
import { hiddenFnRows } from '../device-regions/hidden-fn.js';
import { hiddenGrpRows } from '../device-regions/hidden-grp.js';
import { hiddenListRows } from '../device-regions/hidden-list.js';
import { regionReasons2019 } from '../device-regions/reasons.js';
import { queryFnRows } from './query-fn.js';
import { queryGrpRows } from './query-grp.js';
import { fill } from './sources.js';

export const zdevRegionV3 = {
  name: 'zdev-region-2019-v3',
  view: 'vfio',
  title: 'device region with zPCI facts (proposed 2019-05-23, never merged)',
  besideFields: false,
  version: '2019-05-23',
  versions: ['2019-05-23'],
  reasons: regionReasons2019,
  rows: [...queryFnRows, ...hiddenFnRows(fill), ...queryGrpRows, ...hiddenGrpRows(fill), ...hiddenListRows(fill)],
  audit: zdevRegionV3Audit,
} as const satisfies Interface;
