/**
 * A block as the texts that people paste, written by hand so that the fuzzer does not depend on the parsers.
 */
import type { Random } from './random.js';

const hexOf = (byte: number): string => byte.toString(16).padStart(2, '0');

function lines(bytes: Uint8Array, perLine: number, line: (at: number, part: Uint8Array) => string): string {
  const out: string[] = [];
  for (let at = 0; at < bytes.length; at += perLine) out.push(line(at, bytes.subarray(at, at + perLine)));
  return `${out.join('\n')}\n`;
}

const ascii = (part: Uint8Array): string =>
  [...part].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');

const spaced = (part: Uint8Array): string => [...part].map(hexOf).join(' ');

const writers: Readonly<Record<string, (bytes: Uint8Array) => string>> = {
  hex: (bytes) => lines(bytes, 32, (_, part) => [...part].map(hexOf).join('')),
  spacedHex: (bytes) => lines(bytes, 16, (_, part) => spaced(part)),
  xxd: (bytes) =>
    lines(bytes, 16, (at, part) => {
      const groups = spaced(part).replace(/(..) (..)(?= |$)/g, '$1$2');
      return `${at.toString(16).padStart(8, '0')}: ${groups.padEnd(39)}  ${ascii(part)}`;
    }),
  hexdump: (bytes) =>
    `${lines(bytes, 16, (at, part) => `${at.toString(16).padStart(8, '0')}  ${spaced(part).padEnd(48)} |${ascii(part)}|`)}${bytes.length.toString(16).padStart(8, '0')}\n`,
  od: (bytes) =>
    `${lines(bytes, 16, (at, part) => `${at.toString(8).padStart(7, '0')} ${spaced(part)}`)}${bytes.length.toString(8).padStart(7, '0')}\n`,
  base64: (bytes) => `${Buffer.from(bytes).toString('base64').replace(/.{76}/g, '$&\n')}\n`,
  cArray: (bytes) =>
    `unsigned char block[] = {\n${lines(bytes, 12, (_, part) => `  ${[...part].map((byte) => `0x${hexOf(byte)},`).join(' ')}`)}};\n`,
  gdb: (bytes) =>
    lines(
      bytes,
      8,
      (at, part) =>
        `0x7ffe${at.toString(16).padStart(4, '0')}:\t${[...part].map((byte) => `0x${hexOf(byte)}`).join('\t')}`,
    ),
  dmesg: (bytes) =>
    lines(
      bytes,
      16,
      (at, part) =>
        `[   12.${String(at).padStart(6, '0')}] zpci: ${at.toString(16).padStart(8, '0')}: ${spaced(part)}  ${ascii(part)}`,
    ),
  strace: (bytes) =>
    `write(1, "${[...bytes].map((byte) => `\\x${hexOf(byte)}`).join('')}", ${bytes.length}) = ${bytes.length}\n`,
  monitor: (bytes) =>
    lines(
      bytes,
      8,
      (at, part) =>
        `${(0x1000 + at).toString(16).padStart(16, '0')}: ${[...part].map((byte) => `0x${hexOf(byte)}`).join(' ')}`,
    ),
};

const names = Object.keys(writers);

/** The block in one of the formats, and which. */
export function dumpText(bytes: Uint8Array, random: Random): { readonly format: string; readonly text: string } {
  const format = random.pick(names);
  return { format, text: writers[format]?.(bytes) ?? '' };
}
