import type { Interface } from '../../model/interface.js';
import { zpciRegion2020Audit } from '../audit-notes.js';
import { commonFnRows } from '../zdev-region-2019-v3/common-fn.js';
import { commonGrpRows } from '../zdev-region-2019-v3/common-grp.js';
import { commonListRows } from '../zdev-region-2019-v3/list.js';
import { regionReasons } from '../zdev-region-2019-v3/reasons.js';
import { queryFnRows } from './query-fn.js';
import { queryGrpRows } from './query-grp.js';
import { init } from './sources.js';

export const zpciRegion2020 = {
  name: 'zpci-region-2020',
  view: 'vfio',
  title: 'device region with a chain of zPCI facts (proposed 2020-10-02; merged as capabilities instead)',
  besideFields: false,
  version: '2020-10-02',
  versions: ['2020-10-02'],
  reasons: regionReasons,
  rows: [...queryFnRows, ...commonFnRows(init), ...queryGrpRows, ...commonGrpRows(init), ...commonListRows(init)],
  audit: zpciRegion2020Audit,
} as const satisfies Interface;
