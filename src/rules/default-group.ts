/**
 * When a guest gets the default group instead of one of the host's.
 */
import { compareVersions } from '../bytes/version.js';
import type { DefaultGroup, ModeClues } from '../model/interface.js';
import { type Facts, type Sought, seekInteger, seekStruct, structOf } from './facts.js';

type Clue = ModeClues['defaultGroup'];

/** The default group of this version of the guest's interface. */
export function defaultGroupIn(clue: Clue, version: string): DefaultGroup {
  return clue.earlier?.find(({ before }) => compareVersions(version, before) < 0) ?? clue;
}

/** True for a group id of the host that leads to the default group. */
export function leadsToDefault({ from, to }: DefaultGroup, id: bigint): boolean {
  return id >= BigInt(from) && (to === undefined || id <= BigInt(to));
}

/** Whether what userspace is told leads there; `unknown` where the bytes do not tell. */
export function seekDefaultGroup(clue: Clue, version: string, user: Facts): Sought<boolean> {
  const host = seekInteger(user, clue.host);
  const parts = [seekStruct(user, clue.capability), seekStruct(user, structOf(clue.host)), host];
  if (parts.some(({ kind }) => kind === 'none')) return { kind: 'value', value: true };
  if (host.kind === 'value' && leadsToDefault(defaultGroupIn(clue, version), host.value))
    return { kind: 'value', value: true };
  return parts.find((part) => part.kind === 'unknown') ?? { kind: 'value', value: false };
}
