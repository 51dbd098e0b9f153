import type { Interface } from '../../model/interface.js';
import { zpciRegion2020Audit } from '../audit-notes.js';
import { hiddenFnRows } from '../device-regions/hidden-fn.js';
import { hiddenGrpRows } from '../device-regions/hidden-grp.js';
import { hiddenListRows } from '../device-regions/hidden-list.js';
import { regionReasons } from '../device-regions/reasons.js';
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
  rows: [...queryFnRows, ...hiddenFnRows(init), ...queryGrpRows, ...hiddenGrpRows(init), ...hiddenListRows(init)],
  audit: zpciRegion2020Audit,
} as const satisfies Interface;
