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

const packers: readonly (readonly [magic: readonly number[], advice: string])[] = [
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'packed by xz; unpack it first (xz -d)'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'packed by zstd; unpack it first (zstd -d)'],
  [[0x42, 0x5a, 0x68], 'packed by bzip2; unpack it first (bzip2 -d)'],
  [[0x50, 0x4b, 0x03, 0x04], 'a zip archive; unpack it first (unzip), or pack it as tar'],
];

/** What to do with bytes that are packed in a way that is not read; undefined for all others. */
export function packedAdvice(head: Uint8Array): string | undefined {
  if (isGzip(head) || isTar(head.subarray(0, sniffSize))) return 'a tar or gzip in another one, which is not opened';
  return packers.find(([magic]) => magic.every((byte, i) => head[i] === byte))?.[1];
}
