import type { MemberPlace } from '../model/verify.js';

/** `36 +4`; bits inside a byte as `61.4 +4 bits`. */
export function placeText(place: MemberPlace | null): string {
  if (place === null) return '';
  const { bit, bits } = place;
  const at = bit % 8 === 0 ? String(bit / 8) : `${Math.floor(bit / 8)}.${bit % 8}`;
  if (bits === 0) return `${at} +?`;
  return bits % 8 === 0 && bit % 8 === 0 ? `${at} +${bits / 8}` : `${at} +${bits} bits`;
}
