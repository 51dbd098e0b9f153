// Written by src/build/generate-registry.mjs; run `npm run gen` after adding a layout, a code table or an interface.
import { clpReq } from '../layouts/clp/dev-clp.js';
import { clpReqHdr, clpRspHdr } from '../layouts/clp/header.js';
import { clpFhListEntry, clpReqListPci, clpRspListPci } from '../layouts/clp/list.js';
import { clpReqQueryPci, clpRspQueryPci, mioInfo, mioInfoAddr } from '../layouts/clp/query-fn.js';
import { clpReqQueryPciGrp, clpRspQueryPciGrp } from '../layouts/clp/query-grp.js';
import { clpReqSetPci, clpRspSetPci } from '../layouts/clp/set.js';
import { clpReqSlpc, clpRspSlpc, clpRspSlpcPci } from '../layouts/clp/slpc.js';
import { clpCommand, clpLps, clpSetOperation, pciVersion, pft, zpciFnState } from '../layouts/codes/clp.js';
import { fmbFormat, zpciAvailabilityEvent, zpciErrorEvent } from '../layouts/codes/firmware.js';
import { clpResponse } from '../layouts/codes/response.js';
import { iommuHwInfoType, vfioCcwSubtype, vfioDeviceFeatureCode, vfioGfxSubtype, vfioIbmSubtype, vfioIntelSubtype, vfioIrqIndex, vfioMigrationSubtype, vfioNvidiaSubtype, vfioRegionIndex, vfioRegionType } from '../layouts/codes/vfio.js';
import { zpciCcdfAvail, zpciCcdfErr } from '../layouts/firmware/ccdf.js';
import { zpciFmb, zpciFmbFmt0, zpciFmbFmt1, zpciFmbFmt2, zpciFmbFmt3 } from '../layouts/firmware/fmb.js';
import { iommuHwInfo, iommuIoasIovaRanges, iommuIovaRange } from '../layouts/iommufd/iommufd.js';
import { fmbEnable, fmbRead } from '../layouts/rfc/fmb-v5.js';
import { rfc2Function, rfc2FunctionCap } from '../layouts/rfc/iommu-function.js';
import { rfc2Group, rfc2GroupCap } from '../layouts/rfc/iommu-group.js';
import { rfc1Block, rfc1IommuInfo, rfc2IommuInfo } from '../layouts/rfc/iommu-info.js';
import { zdevRegion3, zdevRegion4 } from '../layouts/rfc/zdev-region.js';
import { zpciErrorV18 } from '../layouts/rfc/zpci-error-v18.js';
import { zpciRegionBase, zpciRegionGroup, zpciRegionPfip, zpciRegionUtil } from '../layouts/rfc/zpci-region-features.js';
import { zpciRegion, zpciRegionHdr } from '../layouts/rfc/zpci-region.js';
import { pciAtomicComp } from '../layouts/vfio/atomic-comp.js';
import { vfioDeviceFeature, zpciErrorFeature } from '../layouts/vfio/device-feature.js';
import { vfioDeviceInfo } from '../layouts/vfio/device-info.js';
import { vfioGroupStatus } from '../layouts/vfio/group-status.js';
import { vfioInfoCapHeader } from '../layouts/vfio/header.js';
import { dependentDevice, hotResetInfo } from '../layouts/vfio/hot-reset.js';
import { dmaAvail, iovaRange, iovaRangeCap, migrationCap, vfioIommuType1Info } from '../layouts/vfio/iommu-info.js';
import { vfioIrqInfo } from '../layouts/vfio/irq-info.js';
import { nvlink2LnkspdCap, nvlink2SsatgtCap, regionTypeCap, sparseMmapArea, sparseMmapCap, vfioRegionInfo } from '../layouts/vfio/region-info.js';
import { spaprTceDdwInfo, spaprTceInfo } from '../layouts/vfio/spapr.js';
import { zpciBase, zpciGroup, zpciPfip, zpciUtil } from '../layouts/vfio/zdev.js';
import { clpIoctl } from '../views/clp-ioctl.js';
import { fmbV5 } from '../views/fmb-v5/index.js';
import { qemu } from '../views/qemu/index.js';
import { rfcV1 } from '../views/rfc-2019-v1.js';
import { rfcV2 } from '../views/rfc-2019-v2/index.js';
import { factRoles } from '../views/roles.js';
import { sysfs } from '../views/sysfs/index.js';
import { vfioIommu } from '../views/vfio-iommu/index.js';
import { vfioZdev } from '../views/vfio-zdev/index.js';
import { zdevRegionV3 } from '../views/zdev-region-2019-v3/index.js';
import { zdevRegionV4 } from '../views/zdev-region-2019-v4/index.js';
import { zpciError73 } from '../views/zpci-error/merged.js';
import { zpciErrorV18View } from '../views/zpci-error/v18.js';
import { zpciRegion2020 } from '../views/zpci-region-2020/index.js';
import type { Interface } from '../model/interface.js';
import type { Codes, Layout } from '../model/layout.js';
import type { Roles } from '../model/roles.js';

export const layouts: readonly Layout[] = [
  clpReq,
  clpReqHdr,
  clpRspHdr,
  clpReqListPci,
  clpRspListPci,
  clpFhListEntry,
  clpReqQueryPci,
  clpRspQueryPci,
  mioInfo,
  mioInfoAddr,
  clpReqQueryPciGrp,
  clpRspQueryPciGrp,
  clpReqSetPci,
  clpRspSetPci,
  clpReqSlpc,
  clpRspSlpc,
  clpRspSlpcPci,
  zpciCcdfErr,
  zpciCcdfAvail,
  zpciFmb,
  zpciFmbFmt0,
  zpciFmbFmt1,
  zpciFmbFmt2,
  zpciFmbFmt3,
  iommuHwInfo,
  iommuIoasIovaRanges,
  iommuIovaRange,
  fmbEnable,
  fmbRead,
  rfc2FunctionCap,
  rfc2Function,
  rfc2GroupCap,
  rfc2Group,
  rfc1IommuInfo,
  rfc1Block,
  rfc2IommuInfo,
  zdevRegion3,
  zdevRegion4,
  zpciErrorV18,
  zpciRegionBase,
  zpciRegionGroup,
  zpciRegionUtil,
  zpciRegionPfip,
  zpciRegion,
  zpciRegionHdr,
  pciAtomicComp,
  vfioDeviceFeature,
  zpciErrorFeature,
  vfioDeviceInfo,
  vfioGroupStatus,
  vfioInfoCapHeader,
  hotResetInfo,
  dependentDevice,
  vfioIommuType1Info,
  iovaRangeCap,
  iovaRange,
  migrationCap,
  dmaAvail,
  vfioIrqInfo,
  vfioRegionInfo,
  sparseMmapCap,
  sparseMmapArea,
  regionTypeCap,
  nvlink2SsatgtCap,
  nvlink2LnkspdCap,
  spaprTceInfo,
  spaprTceDdwInfo,
  zpciBase,
  zpciGroup,
  zpciUtil,
  zpciPfip,
];

export const codes: readonly Codes[] = [
  clpCommand,
  clpLps,
  clpSetOperation,
  zpciFnState,
  pft,
  pciVersion,
  zpciErrorEvent,
  zpciAvailabilityEvent,
  fmbFormat,
  clpResponse,
  vfioRegionIndex,
  vfioIrqIndex,
  vfioRegionType,
  vfioGfxSubtype,
  vfioCcwSubtype,
  vfioMigrationSubtype,
  vfioIbmSubtype,
  vfioNvidiaSubtype,
  vfioIntelSubtype,
  iommuHwInfoType,
  vfioDeviceFeatureCode,
];

export const interfaces: readonly Interface[] = [
  clpIoctl,
  fmbV5,
  qemu,
  rfcV1,
  rfcV2,
  sysfs,
  vfioIommu,
  vfioZdev,
  zdevRegionV3,
  zdevRegionV4,
  zpciError73,
  zpciErrorV18View,
  zpciRegion2020,
];

export const roles: readonly Roles[] = [factRoles];
