/** Tars by hand, as POSIX.1-1988 (ustar) lays them out, so that every lie can be told. */

export interface Header {
  readonly name: string;
  /** Digits of the size field, or bytes for it. */
  readonly size?: number | string | Uint8Array;
  readonly type?: string;
  readonly link?: string;
  readonly prefix?: string;
  /** Added to the right checksum. */
  readonly wrongBy?: number;
}

/** One header block. */
export function header({ name, size = 0, type = '0', link = '', prefix = '', wrongBy = 0 }: Header): Uint8Array {
  const block = new Uint8Array(512);
  const put = (at: number, text: string): void => block.set(new TextEncoder().encode(text), at);
  put(0, name);
  put(100, '0000644\0');
  put(108, '0000000\0');
  put(116, '0000000\0');
  if (size instanceof Uint8Array) block.set(size, 124);
  else put(124, typeof size === 'string' ? size : `${size.toString(8).padStart(11, '0')}\0`);
  put(136, '00000000000\0');
  put(148, '        ');
  put(156, type);
  put(157, link);
  put(257, 'ustar\0');
  put(263, '00');
  put(345, prefix);
  const sum = block.reduce((all, byte) => all + byte, 0) + wrongBy;
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  return block;
}

/** Bytes padded to whole blocks. */
export function body(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil(bytes.length / 512) * 512);
  padded.set(bytes);
  return padded;
}

/** A file of these bytes. */
export function file(name: string, bytes: Uint8Array): Uint8Array {
  return join([header({ name, size: bytes.length }), body(bytes)]);
}

/** The end of an archive. */
export const end = new Uint8Array(1024);

/** Records of an extended header that belongs to the next entry. */
export function pax(records: Readonly<Record<string, string>>): Uint8Array {
  const text = Object.entries(records)
    .map(([key, value]) => {
      const rest = ` ${key}=${value}\n`;
      const length = rest.length + String(rest.length + String(rest.length).length).length;
      return `${length}${rest}`;
    })
    .join('');
  const bytes = new TextEncoder().encode(text);
  return join([header({ name: 'PaxHeaders/x', size: bytes.length, type: 'x' }), body(bytes)]);
}

/** All parts behind one another. */
export function join(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
