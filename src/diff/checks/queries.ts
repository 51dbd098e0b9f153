/**
 * Answers to questions that belong together, on the side of firmware and on that of the guest.
 */
import { hexNumber } from '../../bytes/hex.js';
import type { View } from '../../model/interface.js';
import type { RoleNumber } from '../../model/roles.js';
import { defaultGroupIn } from '../../rules/default-group.js';
import { type Check, found } from './check.js';

const clpViews: readonly View[] = ['firmware', 'guest'];

export const listEntry: Check = (evidence) =>
  clpViews.flatMap((view) => {
    const id = evidence.number(view, 'functionId');
    const ids = evidence.numbers(view, 'entryId');
    if (id === undefined || ids.length === 0 || ids.includes(id)) return [];
    const token = evidence.number(view, 'listToken') ?? 0n;
    const isPart = token === 0n ? '' : `, which goes on behind them (resume token ${hexNumber(token)})`;
    const message = `function id ${hexNumber(id, 8)} is not among the ${ids.length} entries of the list${isPart}`;
    return [
      found(
        view,
        'LIST_ENTRY',
        'note',
        message,
        'Linux takes a function that is not in the list as reserved. Was the list complete, and of the same machine?',
      ),
    ];
  });

export const handleAsked: Check = (evidence) =>
  clpViews.flatMap((view) => {
    const asked = evidence.number(view, 'handleAsked');
    const entry = evidence.ownEntry(view);
    const listed = entry === undefined ? undefined : evidence.number(view, 'entryHandle', entry);
    if (asked === undefined || listed === undefined || asked === listed) return [];
    const message = `asked about handle ${hexNumber(asked, 8)}, the list has ${hexNumber(listed, 8)}`;
    return [
      found(
        view,
        'HANDLE_ASKED',
        'note',
        message,
        'A handle changes when the function is enabled or disabled: the blocks were taken at different times.',
      ),
    ];
  });

export const groupAsked: Check = (evidence) =>
  clpViews.flatMap((view) => {
    const asked = evidence.number(view, 'groupAsked');
    const own = evidence.number(view, 'groupId');
    if (asked === undefined || own === undefined || asked === own) return [];
    const message = `group ${hexNumber(asked, 2)} was queried, the function is in group ${hexNumber(own, 2)}`;
    return [
      found(
        view,
        'GROUP_ASKED',
        'warning',
        message,
        'The group answer belongs to another group: its limits say nothing about this function.',
      ),
    ];
  });

/** QEMU's own group has a number that a group of real hardware can have, so the number does not tell whose limits these are. */
export const defaultGroupId: Check = (evidence, guest) => {
  const clue = guest?.item.modeClues?.defaultGroup;
  if (guest === undefined || clue === undefined || guest.conditions.mode === 'emulated') return [];
  const own = BigInt(defaultGroupIn(clue, guest.conditions.version).id);
  const host = evidence.number('firmware', 'groupId') ?? evidence.number('vfio', 'groupId');
  const isReserved = own >= evidence.constant('hypervisorGroups');
  if (isReserved || host !== own || evidence.number('guest', 'groupId') !== own) return [];
  const message = `group ${hexNumber(own, 2)} of the host has the number of QEMU's own default group`;
  return [
    found(
      'guest',
      'DEFAULT_GROUP_ID',
      'warning',
      message,
      'QEMU finds its default group under the number: this function gets the limits of emulated ones, whatever the GROUP capability says. QEMU 7.0 moved its own group to 0xff.',
    ),
  ];
};

/** The order of the bits in the mask is not public, and the users of it do not agree. */
export const designationTypes: Check = (evidence) => {
  const types = evidence.number('firmware', 'designationTypes');
  if (types === undefined) return [];
  const reads = (name: RoleNumber): boolean => (types & evidence.constant(name)) !== 0n;
  const counted = [reads('regionSecondBit'), reads('regionFirstBit')];
  const masked = [reads('regionSecondMask'), reads('regionFirstMask')];
  if (counted[0] === masked[0] && counted[1] === masked[1]) return [];
  const said = ([second, first]: boolean[]): string =>
    [second ? 'region-second' : '', first ? 'region-first' : ''].filter((text) => text !== '').join(' and ') ||
    'neither';
  const message = `designation types ${hexNumber(types, 2)}: of region-second and region-first tables, bits counted from the left say ${said(counted)}, the masks of Linux (6.16 and later) ${said(masked)}`;
  return [
    found(
      'firmware',
      'DTSM',
      'note',
      message,
      'Which reading is right is not settled. It decides how much memory Linux can map for DMA since 6.16.',
    ),
  ];
};

export const emptyText: Check = (evidence) =>
  clpViews.flatMap((view) => {
    const text = evidence.fact(view, 'text')?.value;
    if (evidence.number(view, 'textAvailable') !== 1n || typeof text !== 'string' || !/^0*$/.test(text)) return [];
    const message = `the utility string is said to be valid and is all zero`;
    return [
      found(
        view,
        'EMPTY_TEXT',
        'warning',
        message,
        'QEMU 5.2 lost the string on the way to the guest while the bit stayed (mended in 6.0).',
      ),
    ];
  });

export const mioAgreement: Check = (evidence) =>
  clpViews.flatMap((view) => {
    const available = evidence.number(view, 'mioAvailable');
    const valid = evidence.number(view, 'mioValid');
    if (available === undefined || valid === undefined || (available === 0n) === (valid === 0n)) return [];
    const message = `MIO is ${available === 1n ? 'available, yet no BAR has' : 'not available, yet BARs have'} MIO addresses (valid bits ${hexNumber(valid, 2)})`;
    return [
      found(
        view,
        'MIO',
        'warning',
        message,
        'MIO instructions on a function that does not support them fail (Linux c7ff0e918a7c).',
      ),
    ];
  });
