import type { Interface } from '../../model/interface.js';
import { zdevRegionV4Audit } from '../audit-notes.js';
import { hiddenFnRows } from '../device-regions/hidden-fn.js';
import { hiddenGrpRows } from '../device-regions/hidden-grp.js';
import { hiddenListRows } from '../device-regions/hidden-list.js';
import { regionReasons2019 } from '../device-regions/reasons.js';
import { queryFnRows } from './query-fn.js';
import { queryGrpRows } from './query-grp.js';
import { fill } from './sources.js';

export const zdevRegionV4 = {
  name: 'zdev-region-2019-v4',
  view: 'vfio',
  title: 'device region with zPCI facts (proposed 2019-09-06, never merged)',
  besideFields: false,
  version: '2019-09-06',
  versions: ['2019-09-06'],
  reasons: regionReasons2019,
  rows: [...queryFnRows, ...hiddenFnRows(fill), ...queryGrpRows, ...hiddenGrpRows(fill), ...hiddenListRows(fill)],
  audit: zdevRegionV4Audit,
} as const satisfies Interface;
