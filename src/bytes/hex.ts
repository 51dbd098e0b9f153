const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** From this length on the converter of Node is faster; a chain of small texts would take many times their memory. */
const long = 256;

/** Lower-case hex of `length` bytes from `start`, in memory order. */
export function toHex(bytes: Uint8Array, start = 0, length = bytes.length - start): string {
  if (length >= long) return Buffer.from(bytes.buffer, bytes.byteOffset + start, length).toString('hex');
  let text = '';
  for (let i = start; i < start + length; i++) text += digits[bytes[i] ?? 0];
  return text;
}

/** `0x` and at least `width` hex digits. */
export function hexNumber(value: number | bigint, width = 1): string {
  return `0x${value.toString(16).padStart(width, '0')}`;
}
