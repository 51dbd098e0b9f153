/**
 * `lspci -v` on s390x: the slot of a function is called by its function id, and its domain is the user-defined id where
 * such ids are unique.
 */
import type { Hint } from '../model/hints.js';
import { forEachLine } from './text-lines.js';

const device = /^([0-9a-f]{4,8}):([0-9a-f]{2}:[0-9a-f]{2}\.[0-7]) \S/i;
const slot = /^\s+Physical Slot: ([0-9a-f]{8})\s*$/i;

/** The functions that have such a slot. */
export function readLspci(text: string, source: string): Hint[] {
  const found: Hint[] = [];
  let open: { readonly address: string; readonly domain: number; readonly line: number } | undefined;
  forEachLine(text, (raw, line) => {
    const [, domain, rest] = device.exec(raw.slice(0, 64)) ?? [];
    if (domain !== undefined)
      open = { address: `${domain}:${rest}`.toLowerCase(), domain: Number.parseInt(domain, 16), line };
    const id = raw.length > 64 ? undefined : slot.exec(raw)?.[1];
    if (id === undefined || open === undefined) return;
    const { address, domain: uid, line: first } = open;
    const event = `in the slot ${id.toLowerCase()}`;
    found.push({
      log: 'lspci',
      source,
      line: first,
      event,
      address,
      function: Number.parseInt(id, 16),
      numbers: { uid },
    });
    open = undefined;
  });
  return found;
}
