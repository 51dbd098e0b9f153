import type { MemberPlace } from '../model/verify.js';

/** `0x24 +4`; bits inside a byte as `0x3d.4 +4 bits`. */
export function placeText(place: MemberPlace | null): string {
  if (place === null) return '';
  const { bit, bits } = place;
  const byte = `0x${Math.floor(bit / 8).toString(16)}`;
  const at = bit % 8 === 0 ? byte : `${byte}.${bit % 8}`;
  if (bits === 0) return `${at} +?`;
  return bits % 8 === 0 && bit % 8 === 0 ? `${at} +${bits / 8}` : `${at} +${bits} bits`;
}
