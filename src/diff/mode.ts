/**
 * How a function reaches its guest, as far as bytes tell.
 */
import type { Interface, Mode } from '../model/interface.js';
import { defaultGroupIn, leadsToDefault, seekDefaultGroup } from '../rules/default-group.js';
import type { Facts } from '../rules/facts.js';

/** The stores that the clues of a guest interface are looked up in. */
export interface GuestViews {
  readonly guest: Facts;
  readonly user: Facts | undefined;
  readonly firmware: Facts;
  /** Index of the function's own entry in the guest's list. */
  readonly entry: number | undefined;
}

function integer(facts: Facts | undefined, field: string): bigint | undefined {
  const value = facts?.find(field)?.value;
  return typeof value === 'bigint' ? value : undefined;
}

/** Interpreted with the group and the handle of the host; otherwise the handle says whether it is emulated. */
export function modeOf(item: Interface, { guest, user, firmware, entry }: GuestViews): Mode {
  const clues = item.modeClues;
  if (clues === undefined) return 'intercept';
  const { group, handle } = clues;
  const id = integer(guest, group.guest);
  const hostId = integer(user, group.user) ?? integer(firmware, group.firmware);
  const isHostGroup = id !== undefined && id === hostId && id < BigInt(group.below);
  const own = entry === undefined ? undefined : integer(guest, handle.guest.replace('[]', `[${entry}]`));
  const host = integer(user, handle.user);
  const enable = BigInt(handle.enable);
  const isHostHandle = own !== undefined && host !== undefined && (own | enable) === (host | enable);
  const kind = own === undefined ? undefined : own & BigInt(handle.mask);
  if (isHostGroup && (own === undefined || isHostHandle || host === undefined)) return 'interpret';
  return kind === BigInt(handle.emulated) ? 'emulated' : 'intercept';
}

/** The guest is given the default group: the host's leads there, no id is left, or userspace is told of none. */
export function isDefaultGroup(item: Interface, version: string, { guest, user, firmware }: GuestViews): boolean {
  const clue = item.modeClues?.defaultGroup;
  if (clue === undefined) return false;
  const group = defaultGroupIn(clue, version);
  if (integer(guest, clue.guest) === BigInt(group.id)) return true;
  if (user !== undefined) {
    const told = seekDefaultGroup(clue, version, user);
    return told.kind === 'value' && told.value;
  }
  const host = integer(firmware, clue.firmware);
  return host !== undefined && leadsToDefault(group, host);
}
