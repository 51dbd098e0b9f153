/**
 * What the kernel logs of a CLP command that failed: a record with its name, then one with the response code and the
 * result of the instruction (zpci_err_clp in arch/s390/include/asm/pci_debug.h).
 */
import type { Hint } from '../model/hints.js';
import { type Announced, announcedIn, readRecords } from './debug-records.js';
import { isBroken } from './text-format.js';
import { splitLines } from './text-lines.js';

/** The words before the two numbers, in arch/s390/pci/pci_clp.c. */
const commands: ReadonlySet<string> = new Set(['Set PCI FN', 'Q PCI FN', 'Q PCI FGRP', 'List PCI FN', 'SLPC PCI']);
/** Bytes of the two numbers. */
const resultSize = 8;

/** True for a command with its result, which is no block. */
export function isClpResult({ words, records: [first] }: Announced): boolean {
  return commands.has(words) && (first?.bytes.length ?? 0) >= resultSize;
}

/** The commands that failed. */
export function readClpResults(text: string, source: string): Hint[] {
  if (![...commands].some((words) => text.includes(`${words}:`))) return [];
  const records = readRecords(splitLines(text));
  if (isBroken(records)) return [];
  return announcedIn(records)
    .announced.filter(isClpResult)
    .flatMap(({ words, records: [record] }) => {
      if (record === undefined) return [];
      const view = new DataView(record.bytes.buffer, record.bytes.byteOffset, resultSize);
      const result = view.getInt32(4);
      const numbers = { answer: view.getUint32(0), ...(result > 0 ? { cc: result } : { rc: result }) };
      const event = `CLP command failed, ${words}`;
      return [{ log: 'kernel log' as const, source, line: record.line.number, event, codes: 'clp-response', numbers }];
    });
}
