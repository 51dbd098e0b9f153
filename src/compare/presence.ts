/**
 * A function that only one capture has.
 */
import type { Catalog } from '../catalog/catalog.js';
import type { Change } from '../model/compare.js';
import { memberOf, structOf } from '../rules/facts.js';
import type { OneFunction } from './capture.js';

/** The change that a function which appeared or is gone is: a promise taken back where somebody used it. */
export function presenceChange(catalog: Catalog, one: OneFunction, status: 'appeared' | 'gone'): Change {
  const path = catalog.roles().paths.functionId?.firmware ?? '';
  const { guest, vfio } = one.facts;
  const isGone = status === 'gone';
  const guestSees = guest !== undefined ? true : vfio === undefined ? false : 'predicted';
  const value = one.fid === undefined ? null : Number(one.fid);
  const text = one.fid === undefined ? '' : `0x${one.fid.toString(16).padStart(8, '0')}`;
  const lost =
    guestSees === false
      ? 'no user of it is in the capture'
      : 'it was open for userspace, so a guest that has it loses it';
  return {
    view: one.facts.firmware === undefined ? 'vfio' : 'firmware',
    struct: structOf(path),
    attribute: memberOf(path),
    before: isGone ? value : null,
    after: isGone ? null : value,
    text: { before: isGone ? text : '', after: isGone ? '' : text },
    kind: status,
    views: [one.facts.firmware === undefined ? 'vfio' : 'firmware'],
    guestSees: isGone ? guestSees : false,
    severity: isGone ? (guestSees === false ? 'warning' : 'error') : 'note',
    why: isGone ? `the host no longer has this function: ${lost}` : 'the host did not have this function before',
  };
}
