/** Containers by their first bytes, whatever they are called. */

/** So many bytes are enough to know one. */
export const sniffSize = 512;

/** True when bytes begin as gzip with deflate does. */
export function isGzip(head: Uint8Array): boolean {
  return head.length >= 4 && head[0] === 0x1f && head[1] === 0x8b && head[2] === 8 && ((head[3] ?? 0) & 0xe0) === 0;
}

/** True when a header of a tar begins here: its checksum is right. */
export function isTar(head: Uint8Array): boolean {
  if (head.length < sniffSize || head[0] === 0) return false;
  let sum = 0;
  for (let i = 0; i < sniffSize; i++) sum += i >= 148 && i < 156 ? 32 : (head[i] ?? 0);
  const stored = String.fromCharCode(...head.subarray(148, 156)).replace(/[\0 ]+$/, '');
  return /^ *[0-7]+$/.test(stored) && Number.parseInt(stored, 8) === sum;
}
