/**
 * All text formats, the narrowest first: where a text fits several, the earlier one reads it. `hex` and
 * `base64` fit almost anything, so they come last.
 */
import { ToolError } from '../model/errors.js';
import { base64 } from './formats/base64.js';
import { byteList } from './formats/byte-list.js';
import { bytesLiteral } from './formats/bytes-literal.js';
import { cArray } from './formats/c-array.js';
import { crash } from './formats/crash.js';
import { gdbExamine } from './formats/gdb-examine.js';
import { gdbPrint } from './formats/gdb-print.js';
import { hex } from './formats/hex.js';
import { hexdump } from './formats/hexdump.js';
import { od } from './formats/od.js';
import { printHexDump } from './formats/print-hex-dump.js';
import { printkPh } from './formats/printk-ph.js';
import { qemuHexdump } from './formats/qemu-hexdump.js';
import { qemuMonitor } from './formats/qemu-monitor.js';
import { rteHexdump } from './formats/rte-hexdump.js';
import { s390dbf } from './formats/s390dbf.js';
import { strace } from './formats/strace.js';
import { straceDump } from './formats/strace-dump.js';
import { xxd } from './formats/xxd.js';
import type { TextFormat } from './text-format.js';

/** Formats whose lines have a shape of their own. */
export const shapedFormats = [
  crash,
  rteHexdump,
  xxd,
  hexdump,
  od,
  gdbExamine,
  qemuMonitor,
  printHexDump,
  qemuHexdump,
  s390dbf,
  straceDump,
  strace,
  gdbPrint,
  cArray,
  bytesLiteral,
  byteList,
  printkPh,
] as const satisfies readonly TextFormat[];

/** Formats that are bare digits; prose may hold some by accident. */
export const bareFormats = [base64, hex] as const satisfies readonly TextFormat[];

export const textFormats: readonly TextFormat[] = [...shapedFormats, ...bareFormats];

export type InputFormat = 'binary' | (typeof shapedFormats)[number]['name'] | (typeof bareFormats)[number]['name'];

/** The names that `--input` takes. */
export const inputFormats: readonly InputFormat[] = [
  'binary',
  ...shapedFormats.map((format) => format.name),
  ...bareFormats.map((format) => format.name),
];

/** The text format of a name. @throws ToolError when the name is none. */
export function formatOf(name: string): InputFormat {
  const format = inputFormats.find((one) => one === name);
  if (format === undefined) throw new ToolError(`unknown input format ${name}; one of ${inputFormats.join(', ')}`);
  return format;
}
