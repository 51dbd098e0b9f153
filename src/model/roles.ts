/**
 * Facts by the part they play in cross-checks and in lines worked out from several blocks, so that no check needs a C
 * name. Where each view shows them is in `views/roles.ts`.
 */
import type { View } from './interface.js';

/** A fact, and the members that show it. */
export type FactRole =
  | /** fid */ 'functionId'
  | /** fh_list[].fid */ 'entryId'
  | /** fh_list[].fh */ 'entryHandle'
  | /** fh_list[].config_state */ 'entryState'
  | /** fh_list[].vendor_id */ 'entryVendor'
  | /** fh_list[].device_id */ 'entryDevice'
  | /** resume_token */ 'listToken'
  | /** resume_token */ 'listTokenAsked'
  | /** reserved2 */ 'handleMask'
  | /** fh */ 'handle'
  | /** fh */ 'handleAsked'
  | /** pfgid, gid */ 'groupId'
  | /** pfgid */ 'groupAsked'
  | /** sdma, start_dma */ 'apertureStart'
  | /** edma, end_dma */ 'apertureEnd'
  | /** avail */ 'mappingsLeft'
  | /** iova_ranges[].start */ 'rangeStart'
  | /** iova_ranges[].end */ 'rangeEnd'
  | /** iova_pgsizes */ 'pageSizes'
  | /** dtsm */ 'designationTypes'
  | /** frame */ 'largeFrames'
  | /** rtr */ 'relaxedTranslation'
  | /** pft */ 'functionType'
  | /** util_str_avail */ 'textAvailable'
  | /** util_str */ 'text'
  | /** mio_addr_avail */ 'mioAvailable'
  | /** mio.valid */ 'mioValid'
  | /** maxstbl */ 'longestStore'
  | /** imaxstbl */ 'longestInterpretedStore'
  | /** header.version */ 'capabilityVersion'
  | /** uid */ 'userId'
  | /** uid_checking */ 'userIdsUnique'
  | /** rid */ 'requesterId'
  | /** rid_avail */ 'requesterIdAvailable'
  | /** tid */ 'topologyId'
  | /** tid_avail */ 'topologyIdAvailable'
  | /** vfn */ 'virtualFunction'
  | /** pchid */ 'physicalChannel'
  | /** pfip */ 'path'
  | /** is_physfn */ 'physicalFunction'
  | /** noi */ 'interrupts'
  | /** index */ 'interruptIndex'
  | /** count */ 'interruptCount'
  | /** bar_size[] */ 'barSize'
  | /** bar[] */ 'barWord'
  | /** index */ 'regionIndex'
  | /** size */ 'regionSize';

/** A number that checks compare with. */
export type RoleNumber =
  | 'ism'
  | 'hypervisorGroups'
  | 'noLimit'
  | 'handleTypeMask'
  | 'handleEmulated'
  | 'handleEnabled'
  | 'configured'
  | 'msix'
  | 'regionSecondBit'
  | 'regionFirstBit'
  | 'regionSecondMask'
  | 'regionFirstMask'
  | 'ioBar'
  | 'tableEnd';

/** Where each view shows a fact; `[]` stands for every element. */
export type RolePaths = Readonly<Partial<Record<View, string>>>;

/** Every fact and every number: what the built-in tables have. */
export interface Roles {
  readonly paths: Readonly<Record<FactRole, RolePaths>>;
  readonly numbers: Readonly<Record<RoleNumber, number>>;
}

/** What a catalog has: one that is made of some tables only need not have all. */
export type KnownRoles = { readonly [K in keyof Roles]: Partial<Roles[K]> };
